import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Numbers that are published for well-known data, or were computed with scikit-learn 1.9.1.
@Suite struct KMeansPublishedValuesTests {
  private func iris() throws -> (matrix: Matrix, species: Assignments) {
    let iris = try NumericTable(dataset: "iris.csv").columns(label: "species")
    return (iris.matrix, Assignments(names: iris.labels))
  }

  private func best(_ clusterCount: Int, of matrix: Matrix, restarts: Int) throws -> KMeans.Model {
    try KMeans(clusterCount: clusterCount, restarts: restarts, tolerance: 0).fitted(to: matrix)
  }

  @Test(arguments: [
    (1, 681.37060, 1), (2, 152.34795, 10), (3, 78.85144, 10), (4, 57.22847, 10),
    (5, 46.44618, 50), (6, 39.03999, 50), (7, 34.29823, 150), (8, 29.98894, 300),
  ])
  func findsTheBestOfIris(clusterCount: Int, withinSumOfSquares: Double, restarts: Int) throws {
    let model = try best(clusterCount, of: iris().matrix, restarts: restarts)
    #expect(abs(model.withinSumOfSquares - withinSumOfSquares) < 5.1e-6)
    #expect(model.isConverged)
    #expect(abs(model.totalSumOfSquares - 681.37060) < 5.1e-6)
  }

  @Test func agreesWithTheSpeciesOfIris() throws {
    let (matrix, species) = try iris()
    let model = try best(3, of: matrix, restarts: 10)
    #expect(model.assignments.sizes == [62, 50, 38])
    #expect(model.clusterWeights == [62, 50, 38])
    #expect(abs(try model.assignments.adjustedRandIndex(with: species) - 0.7302) < 5e-5)
    #expect(abs(try Silhouette(of: model.assignments, in: matrix).mean - 0.5528) < 5e-5)
    // scikit-learn 1.9.1: calinski_harabasz_score and davies_bouldin_score.
    let calinskiHarabasz = try model.assignments.calinskiHarabaszIndex(in: matrix)
    let daviesBouldin = try model.assignments.daviesBouldinIndex(in: matrix)
    #expect(abs(calinskiHarabasz - 561.62775662962) < 1e-6)
    #expect(abs(daviesBouldin - 0.6619715465007465) < 1e-9)
  }

  @Test func agreesWithTheCultivarsOfWine() throws {
    let wine = try NumericTable(dataset: "wine.csv").columns(label: "cultivar")
    let matrix = wine.matrix.standardizedForTests()
    let model = try best(3, of: matrix, restarts: 10)
    let cultivars = Assignments(names: wine.labels)
    #expect(abs(model.withinSumOfSquares - 1277.928) < 5e-4)
    #expect(abs(try model.assignments.adjustedRandIndex(with: cultivars) - 0.8975) < 5e-5)
    #expect(abs(try Silhouette(of: model.assignments, in: matrix).mean - 0.2849) < 5e-5)
  }

  @Test func agreesWithTheSpeciesOfPenguins() throws {
    let penguins = try NumericTable(dataset: "penguins.csv").columns(
      ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], label: "species")
    #expect(penguins.matrix.rowCount == 342)
    let model = try best(3, of: penguins.matrix.standardizedForTests(), restarts: 10)
    let species = Assignments(names: penguins.labels)
    #expect(abs(model.withinSumOfSquares - 379.393) < 5e-4)
    #expect(abs(try model.assignments.adjustedRandIndex(with: species) - 0.7928) < 5e-5)
  }
}
