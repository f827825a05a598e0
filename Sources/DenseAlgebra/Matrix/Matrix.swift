/// A dense matrix of `Double`, stored row by row.
///
/// Row `i` occupies `elements[i * columnCount ..< (i + 1) * columnCount]`, so a contact's features
/// lie side by side. A matrix may have no rows or no columns.
@frozen
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  @usableFromInline
  internal var storage: [Double]

  /// The elements, row by row; `rowCount * columnCount` of them.
  @inlinable
  public var elements: [Double] { storage }

  /// Creates a matrix from its elements in row order.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  ///   - elements: `rowCount * columnCount` values, row by row.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && elements.count == rowCount * columnCount,
      "\(elements.count) elements cannot fill \(rowCount) x \(columnCount)")
    self.rowCount = rowCount
    self.columnCount = columnCount
    storage = elements
  }

  /// Creates a matrix in which each element is `value`.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: [Double](repeating: value, count: rowCount * columnCount))
  }

  /// Creates a matrix from rows of equal length.
  ///
  /// - Parameter rows: No rows give a matrix of 0 x 0.
  /// - Complexity: O(rows × columns).
  public init(rows: [[Double]]) {
    let columnCount = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columnCount }, "rows differ in length")
    self.init(rowCount: rows.count, columnCount: columnCount, elements: Array(rows.joined()))
  }

  /// The element in a row and a column, both counted from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(column >= 0 && column < columnCount, "no such column")
      return storage[row * columnCount + column]
    }
    set {
      precondition(column >= 0 && column < columnCount, "no such column")
      storage[row * columnCount + column] = newValue
    }
  }

  /// One row, without a copy.
  @inlinable
  public func row(_ row: Int) -> ArraySlice<Double> {
    precondition(row >= 0 && row < rowCount, "no such row")
    return storage[row * columnCount..<(row + 1) * columnCount]
  }

  /// One column, copied.
  ///
  /// - Complexity: O(rows).
  public func column(_ column: Int) -> [Double] {
    precondition(column >= 0 && column < columnCount, "no such column")
    return (0..<rowCount).map { storage[$0 * columnCount + column] }
  }

  /// The matrix made of the given rows, in the given order; a row may occur more than once.
  ///
  /// - Complexity: O(rows × columns).
  public func selectingRows(_ rows: some Collection<Int>) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * columnCount)
    for row in rows { selected.append(contentsOf: self.row(row)) }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: selected)
  }

  /// Calls `body` with the elements, row by row.
  @inlinable
  public func withUnsafeElements<R, E: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(E) -> R
  ) throws(E) -> R {
    try storage.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the elements, row by row, to be changed in place.
  @inlinable
  public mutating func withUnsafeMutableElements<R, E: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(E) -> R
  ) throws(E) -> R {
    try storage.withUnsafeMutableBufferPointer { buffer throws(E) in try body(buffer) }
  }
}

extension Matrix {
  /// Creates a matrix whose elements are written by `body`, each of them.
  init(
    rowCount: Int, columnCount: Int,
    writingElements body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let count = rowCount * columnCount
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: [Double](unsafeUninitializedCapacity: count) { buffer, initializedCount in
        body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        initializedCount = count
      })
  }
}
