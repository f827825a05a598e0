import Foundation

extension NumPyFile {
  /// Writes a matrix as an array of two dimensions, which `numpy.load` reads.
  ///
  /// - Parameters:
  ///   - matrix: What to write.
  ///   - path: Where to.
  ///   - elementType: `float32` rounds.
  ///   - overwriting: Whether a file that is there may be replaced.
  /// - Throws: ``AlgebraError`` when the file is there and must not be replaced, or cannot be
  ///   written.
  /// - Complexity: O(elements) time and space.
  public static func write(
    _ matrix: Matrix, to path: String, as elementType: ElementType = .float64,
    overwriting: Bool = false
  ) throws(AlgebraError) {
    var data = header(shape: "(\(matrix.rowCount), \(matrix.columnCount))", elementType)
    switch elementType {
    case .float64: matrix.withUnsafeElements { data.append($0) }
    case .float32: matrix.elements.map(Float.init).withUnsafeBufferPointer { data.append($0) }
    }
    try write(data, to: path, overwriting: overwriting)
  }

  /// Writes numbers as an array of one dimension, which `numpy.load` reads.
  ///
  /// - Parameters:
  ///   - elements: What to write.
  ///   - path: Where to.
  ///   - overwriting: Whether a file that is there may be replaced.
  /// - Throws: ``AlgebraError`` when the file is there and must not be replaced, or cannot be
  ///   written.
  /// - Complexity: O(elements) time and space.
  public static func write(
    _ elements: [Double], to path: String, overwriting: Bool = false
  ) throws(AlgebraError) {
    var data = header(shape: "(\(elements.count),)", .float64)
    elements.withUnsafeBufferPointer { data.append($0) }
    try write(data, to: path, overwriting: overwriting)
  }

  private static func write(
    _ data: Data, to path: String, overwriting: Bool
  ) throws(AlgebraError) {
    do {
      try data.write(
        to: URL(fileURLWithPath: path), options: overwriting ? .atomic : .withoutOverwriting)
    } catch {
      throw AlgebraError(
        .inaccessibleFile, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  /// Version 1.0 of the format, padded with blanks so that the data start at a multiple of 64.
  private static func header(shape: String, _ elementType: ElementType) -> Data {
    let type = elementType == .float32 ? "<f4" : "<f8"
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
    let prefixSize = magic.count + 4
    let padding = 63 - (prefixSize + text.utf8.count) % 64
    let body =
      Data(text.utf8) + Data(repeating: UInt8(ascii: " "), count: padding) + Data("\n".utf8)
    return magic + Data([1, 0, UInt8(body.count % 256), UInt8(body.count / 256)]) + body
  }
}
