import DenseAlgebra

/// Memory for rows of numbers, which rows that are no longer needed leave to later ones.
struct RowPool<Scalar: MatrixScalar> {
  private let rowLength: Int
  private let chunkRows: Int
  private var chunks: [ScratchMemory<Scalar>] = []
  private var unused: [UnsafeMutablePointer<Scalar>] = []

  /// Enough for large pages, and little beside all rows.
  private static var chunkBytes: Int { 4 << 20 }

  /// Prepares for rows of so many numbers; no memory is reserved yet.
  init(rowLength: Int) {
    self.rowLength = rowLength
    chunkRows = min(
      rowLength, max(1, Self.chunkBytes / (max(1, rowLength) * MemoryLayout<Scalar>.stride)))
  }

  /// Memory for a row, which is not initialized.
  mutating func take() -> UnsafeMutablePointer<Scalar> {
    if let row = unused.popLast() { return row }
    let chunk = ScratchMemory<Scalar>(count: chunkRows * rowLength)
    chunks.append(chunk)
    guard let start = chunk.elements.baseAddress else {
      preconditionFailure("there are rows, but they have no numbers")
    }
    // The last one is taken next.
    unused = (1..<chunkRows).reversed().map { start + $0 * rowLength }
    return start
  }

  /// Leaves the memory of a row to later ones.
  mutating func giveBack(_ row: UnsafeMutablePointer<Scalar>) {
    unused.append(row)
  }
}
