import ClusterAnalysis
import DenseAlgebra
import Testing

@Suite struct CentroidsTests {
  private let assignments = try? Dendrogram.pairs().cut(into: 2)

  @Test("huge values do not overflow, and weights count as equal rows")
  func means() throws {
    let huge = Double.greatestFiniteMagnitude
    let matrix = Matrix(rows: [[0], [1], [huge], [huge]])
    let labels = try #require(assignments)
    let centroids = try labels.centroids(of: matrix, weights: [1, 3, 1, 1])
    let first = Int(labels.labels[0])
    #expect(centroids[first, 0] == 0.75)
    #expect(centroids[1 - first, 0] == huge)
  }

  @Test("rows and weights that are not one for each label are refused")
  func wrongShapes() throws {
    let labels = try #require(assignments)
    let matrix = Matrix(rows: [[0], [1], [2]])
    #expect(throws: ClusteringError.self) { try labels.centroids(of: matrix) }
    let four = Matrix(rows: [[0], [1], [2], [3]])
    #expect(throws: ClusteringError.self) { try labels.centroids(of: four, weights: [1]) }
  }
}

extension Dendrogram {
  /// The tree of two pairs of rows.
  fileprivate static func pairs() throws -> Dendrogram {
    try HierarchicalClustering().fitted(to: Matrix(rows: [[0], [1], [10], [12]]))
  }
}
