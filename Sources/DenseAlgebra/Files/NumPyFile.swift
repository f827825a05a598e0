import CSegmentationKernels
import ParallelBlocks

/// An array in a NumPy file (`.npy`), read through a memory map.
///
/// Arrays of `float32` and `float64` with one or two dimensions are read, as `numpy.save` writes
/// them. Opening looks at the header only; rows are read when they are asked for. The file must not
/// be shortened meanwhile.
public struct NumPyFile: Sendable {
  /// The type of an array's elements.
  public enum ElementType: String, Sendable, Hashable, CaseIterable {
    /// Single precision.
    case float32
    /// Double precision.
    case float64

    /// The number of bytes of an element.
    public var size: Int { self == .float32 ? 4 : 8 }
  }

  /// Where the file is.
  public let path: String
  /// The type of the elements.
  public let elementType: ElementType
  /// The length of each dimension, of which there are one or two.
  public let shape: [Int]

  /// The number of rows.
  public var rowCount: Int { shape[0] }
  /// The number of columns; an array of one dimension is a column.
  public var columnCount: Int { shape.count == 2 ? shape[1] : 1 }

  private let mapping: MappedFile
  private let dataOffset: Int

  /// Opens a file and checks its header and its length.
  ///
  /// - Throws: ``AlgebraError`` when the file cannot be read, is no `.npy` file, is damaged, or holds
  ///   an array of another kind.
  public init(path: String) throws(AlgebraError) {
    self.path = path
    mapping = try Self.mapping(of: path)
    let (text, dataOffset) = try Self.headerText(in: mapping, path)
    self.dataOffset = dataOffset
    guard let header = NumPyHeader(parsing: text) else {
      throw AlgebraError(.damagedFile, "\(path): the header of the .npy file is damaged")
    }
    elementType = try Self.elementType(of: header, path)
    shape = header.shape
    try Self.check(header, elementType, availableSize: mapping.count - dataOffset, path)
  }

  /// The whole array; an array of one dimension becomes a matrix of one column.
  ///
  /// - Complexity: O(elements).
  public func matrix() -> Matrix {
    rows(0..<rowCount)
  }

  /// Some rows of the array, in double precision.
  ///
  /// - Complexity: O(elements of the rows).
  public func rows(_ range: Range<Int>) -> Matrix {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rowCount, "rows \(range) of \(rowCount)")
    return Matrix(rowCount: range.count, columnCount: columnCount) { elements in
      withBytes(ofRows: range) { bytes in
        // An unusual header can leave the elements at odd addresses.
        switch elementType {
        case .float32:
          for index in elements.indices {
            let element = bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
            elements.initializeElement(at: index, to: Double(element))
          }
        case .float64:
          for index in elements.indices {
            let element = bytes.loadUnaligned(fromByteOffset: 8 * index, as: Double.self)
            elements.initializeElement(at: index, to: element)
          }
        }
      }
    }
  }

  /// Brings the whole file into memory, so that who passes over it next does not wait for the disk.
  ///
  /// - Complexity: O(bytes of the file).
  public func preload() {
    withBytes(ofRows: 0..<rowCount) { bytes in
      cseg_load_pages(bytes.baseAddress, bytes.count)
    }
  }

  /// Calls `body` with the elements of some rows in single precision, row by row.
  ///
  /// The elements of a `float32` file are not copied, but for a file whose header leaves them at odd
  /// addresses; those of a `float64` file are rounded.
  ///
  /// - Complexity: O(1) for `float32`, else O(elements of the rows).
  public func withFloats<R, E: Error>(
    inRows range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(E) -> R
  ) throws(E) -> R {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rowCount, "rows \(range) of \(rowCount)")
    let isAligned = withBytes(ofRows: range) { bytes in
      Int(bitPattern: bytes.baseAddress) % MemoryLayout<Float>.alignment == 0
    }
    guard elementType == .float32, isAligned else {
      let floats = rows(range).elements.map(Float.init)
      return try floats.withUnsafeBufferPointer(body)
    }
    return try withBytes(ofRows: range) { bytes throws(E) in
      try bytes.withMemoryRebound(to: Float.self) { floats throws(E) in try body(floats) }
    }
  }

  private func withBytes<R, E: Error>(
    ofRows range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let rowSize = columnCount * elementType.size
    let start = dataOffset + range.lowerBound * rowSize
    let size = range.count * rowSize
    return try mapping.withUnsafeBytes { (bytes) throws(E) -> R in
      try body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]))
    }
  }
}

extension NumPyFile {
  /// Calls `body` with all rows, where they are in the mapped file.
  ///
  /// Only a file whose header leaves the elements at odd addresses is copied.
  ///
  /// - Parameters:
  ///   - isReleasing: Whether ``OriginalRows/release(_:)`` gives pages back to the system, so that a
  ///     file larger than memory does not push other things out.
  ///   - body: Called with the rows, which are valid until it returns.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  /// - Complexity: O(1), but for such a file.
  public func withOriginalRows<R, E: Error>(
    isReleasing: Bool = false, _ body: (OriginalRows) throws(E) -> R
  ) throws(E) -> R {
    try withBytes(ofRows: 0..<rowCount) { (bytes) throws(E) -> R in
      let count = bytes.count / elementType.size
      guard Int(bitPattern: bytes.baseAddress) % elementType.size == 0 else {
        return try matrix().withUnsafeElements { (elements) throws(E) -> R in
          try body(OriginalRows(doubles: elements, columnCount: columnCount))
        }
      }
      return switch elementType {
      case .float32:
        try bytes.withMemoryRebound(to: Float.self) { (floats) throws(E) -> R in
          try body(
            OriginalRows(
              .floats(SharedReads(floats)), count: count, columnCount: columnCount,
              isReleasable: isReleasing))
        }
      case .float64:
        try bytes.withMemoryRebound(to: Double.self) { (doubles) throws(E) -> R in
          try body(
            OriginalRows(
              .doubles(SharedReads(doubles)), count: count, columnCount: columnCount,
              isReleasable: isReleasing))
        }
      }
    }
  }
}
