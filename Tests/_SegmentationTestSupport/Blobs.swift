public import DenseAlgebra

/// Rows scattered around far apart points, and which point each belongs to.
public struct Blobs: Sendable {
  /// The rows, those of different points mixed.
  public let matrix: Matrix
  /// For each row, the number of its point.
  public let sources: [Int]

  /// Scatters rows around as many points as there are sizes.
  ///
  /// - Parameters:
  ///   - sizes: How many rows each point has.
  ///   - columnCount: At least 1.
  ///   - separation: The distance of one point from the next, where the scatter of a column has the
  ///     standard deviation 1.
  ///   - seed: What the rows follow from.
  public init(sizes: [Int], columnCount: Int, separation: Double = 30, seed: UInt64 = 1) {
    var random = RandomSource(seed: seed)
    var sources = sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    random.shuffle(&sources)
    var elements: [Double] = []
    for source in sources {
      for column in 0..<columnCount {
        // The points lie on a line that bends, so that no two are as far apart as two others.
        let point = separation * Double(source) * (column == 0 ? 1 : 0.1 * Double(source))
        elements.append(point + random.normal())
      }
    }
    self.sources = sources
    matrix = Matrix(rowCount: sources.count, columnCount: columnCount, elements: elements)
  }
}
