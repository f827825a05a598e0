public import ClusterAnalysis
public import DenseAlgebra

extension Linkage {
  /// Those that the recursion of Lance and Williams describes.
  public static let recursive: [Linkage] = [
    .single, .complete, .average, .weighted, .ward, .centroid, .median,
  ]
}

extension HierarchicalClustering {
  /// The linkages with the metrics that they allow.
  public static let usableForTests: [(linkage: Linkage, metric: Metric)] =
    Linkage.recursive.flatMap { linkage in
      Metric.allCases.filter { $0 == .euclidean || !linkage.hasSquares }.map { (linkage, $0) }
    }
}

extension Matrix {
  /// Rows with many equal distances: 0 for few whole numbers, 1 for copies of rows, 2 for a lattice
  /// in which all neighbours are equally near.
  public static func tiedForTests(_ count: Int, kind: Int, seed: UInt64) -> Matrix {
    let plain = random(count, 2, seed: seed)
    switch kind {
    case 0:
      // No row of zeros, which has no angle.
      let elements = plain.elements.map { ($0 * 2).rounded() + 9 }
      return Matrix(rowCount: count, columnCount: 2, elements: elements)
    case 1:
      return plain.selectingRows((0..<count).map { ($0 * $0) % max(1, count / 2) })
    default:
      var lattice = Matrix(rowCount: count, columnCount: 2)
      for row in 0..<count {
        lattice[row, 0] = Double(1 + row % 8)
        lattice[row, 1] = Double(1 + row / 8)
      }
      return lattice
    }
  }
}
