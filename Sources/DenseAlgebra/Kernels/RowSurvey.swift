import CSegmentationKernels
import ParallelBlocks

/// What one pass over rows tells of them as a whole: sums of their differences to a centre.
public struct RowSurvey: Sendable, Hashable {
  /// For each column, the sum of weight × (row − centre).
  public private(set) var sums: [Double]
  /// For each column, the sum of weight × (row − centre)².
  public private(set) var squares: [Double]
  /// The squares without weights; empty when there are no weights.
  private var plainSquares: [Double] = []

  /// Rows whose sums are made one after the other; the sums of such blocks are merged in order.
  public static let blockRowCount = 4096

  /// Creates a survey of no rows.
  public init(columnCount: Int) {
    sums = [Double](repeating: 0, count: columnCount)
    squares = sums
  }

  /// The sum of all (row − centre)² without weights; finite only if all values are.
  ///
  /// - Complexity: O(columns).
  public var plainSumOfSquares: Double {
    (plainSquares.isEmpty ? squares : plainSquares).reduce(0, +)
  }

  /// Adds the rows of a block.
  ///
  /// - Parameters:
  ///   - rows: The rows of the block.
  ///   - original: Where the rows' values are.
  ///   - weights: One for each row of the block; nil stands for 1.
  ///   - centre: One number for each column.
  /// - Complexity: O(rows × columns).
  public mutating func add(
    _ rows: Range<Int>, of original: OriginalRows, weights: UnsafeBufferPointer<Double>?,
    around centre: [Double]
  ) {
    original.check(rows)
    precondition(
      original.columnCount == sums.count && centre.count == sums.count
        && (weights.map { $0.count == rows.count } ?? true))
    Self.survey(rows, of: original, weights, around: centre, &sums, &squares)
    guard weights != nil else { return }
    if plainSquares.isEmpty { plainSquares = [Double](repeating: 0, count: squares.count) }
    var plainSums = plainSquares
    Self.survey(rows, of: original, nil, around: centre, &plainSums, &plainSquares)
  }

  /// Adds what another survey found around the same centre.
  ///
  /// - Complexity: O(columns).
  public mutating func merge(_ other: RowSurvey) {
    for column in sums.indices {
      sums[column] += other.sums[column]
      squares[column] += other.squares[column]
    }
    guard !other.plainSquares.isEmpty else { return }
    if plainSquares.isEmpty { plainSquares = [Double](repeating: 0, count: squares.count) }
    for column in sums.indices { plainSquares[column] += other.plainSquares[column] }
  }

  private static func survey(
    _ rows: Range<Int>, of original: OriginalRows, _ weights: UnsafeBufferPointer<Double>?,
    around centre: [Double], _ sums: inout [Double], _ squares: inout [Double]
  ) {
    let columnCount = original.columnCount
    original.withPlainRows(rows) { plain in
      switch plain {
      case .doubles(let start):
        cseg_survey_doubles(
          InstructionSet.best.code, start, weights?.baseAddress, Int64(rows.count),
          Int64(columnCount), centre, &sums, &squares)
      case .floats(let start):
        cseg_survey_floats(
          InstructionSet.best.code, start, weights?.baseAddress, Int64(rows.count),
          Int64(columnCount), centre, &sums, &squares)
      }
    }
  }
}
