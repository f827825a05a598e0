import ParallelBlocks

/// Rows that are read from somewhere else whenever somebody passes over them.
extension OriginalRows {
  /// What happens to a block of whole rows after it was read, in place, such as scaling.
  public typealias Transform = @Sendable (UnsafeMutableBufferPointer<Double>) -> Void

  /// Rows that come out of other ones by a transformation, made anew whenever they are looked at.
  ///
  /// - Parameter transform: Changes the elements of some whole rows, each row by itself.
  /// - Returns: The transformed rows; no copy is made.
  /// - Complexity: O(1).
  public func transformed(by transform: @escaping Transform) -> OriginalRows {
    OriginalRows(
      values: .transformed(TransformedRows(rows: self, transform: transform)), rowCount: rowCount,
      columnCount: columnCount, isReleasable: isReleasable)
  }

  /// Calls `body` with the elements of some rows as kernels read them: where they are, or transformed
  /// copies.
  ///
  /// - Complexity: O(1), or O(elements of the rows) when they are transformed.
  func withPlainRows<R>(_ rows: Range<Int>, _ body: (PlainRows) -> R) -> R {
    check(rows)
    let offset = rows.lowerBound * columnCount
    switch values {
    case .doubles(let reads):
      return body(.doubles(reads.elements.baseAddress?.advanced(by: offset)))
    case .floats(let reads):
      return body(.floats(reads.elements.baseAddress?.advanced(by: offset)))
    case .transformed(let base):
      let scratch = UnsafeMutablePointer<Double>.allocate(
        capacity: max(1, rows.count * columnCount))
      defer { scratch.deallocate() }
      base.read(rows, into: scratch)
      return body(.doubles(UnsafePointer(scratch)))
    }
  }

  /// The rows from `row` on where they lie; nil where they are transformed, or in a file whose pages
  /// are given back.
  func rowsInMemory(from row: Int) -> PlainRows? {
    check(row..<row)
    guard !isReleasable else { return nil }
    return switch values {
    case .doubles(let reads):
      .doubles(reads.elements.baseAddress?.advanced(by: row * columnCount))
    case .floats(let reads): .floats(reads.elements.baseAddress?.advanced(by: row * columnCount))
    case .transformed: nil
    }
  }

  /// Lets go of the memory that a mapped file takes for some rows, until they are read again.
  ///
  /// Nothing happens for rows in memory.
  public func release(_ rows: Range<Int>) {
    check(rows)
    guard isReleasable else { return }
    let range = rows.lowerBound * columnCount..<rows.upperBound * columnCount
    switch values {
    case .doubles(let reads):
      MappedPages.release(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: reads.elements[range])))
    case .floats(let reads):
      MappedPages.release(
        UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: reads.elements[range])))
    case .transformed(let base): base.rows.release(rows)
    }
  }
}

/// The first element of some rows, which follow one after another.
enum PlainRows {
  case doubles(UnsafePointer<Double>?)
  case floats(UnsafePointer<Float>?)

  var doubles: UnsafePointer<Double>? { if case .doubles(let start) = self { start } else { nil } }
  var floats: UnsafePointer<Float>? { if case .floats(let start) = self { start } else { nil } }
}

/// Rows, and what is done to them after reading.
final class TransformedRows: Sendable {
  let rows: OriginalRows
  private let transform: OriginalRows.Transform

  init(rows: OriginalRows, transform: @escaping OriginalRows.Transform) {
    self.rows = rows
    self.transform = transform
  }

  /// Some of the rows, numbered from 0.
  func slice(_ range: Range<Int>) -> OriginalRows {
    rows.slice(range).transformed(by: transform)
  }

  /// Reads some rows into `scratch` and transforms them.
  func read(_ range: Range<Int>, into scratch: UnsafeMutablePointer<Double>) {
    let count = range.count * rows.columnCount
    let elements = rows.doubles(of: range, scratch: scratch)
    if elements != UnsafePointer(scratch) { scratch.update(from: elements, count: count) }
    transform(UnsafeMutableBufferPointer(start: scratch, count: count))
  }
}
