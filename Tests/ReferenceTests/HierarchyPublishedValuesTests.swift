import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Numbers that were computed with scikit-learn 1.9.1.
@Suite struct HierarchyPublishedValuesTests {
  @Test func wardAgreesWithTheSpeciesOfIris() throws {
    let iris = try NumericTable(dataset: "iris.csv").columns(label: "species")
    let segments = try HierarchicalClustering().fitted(to: iris.matrix).cut(into: 3)
    let species = Assignments(names: iris.labels)
    #expect(abs(try segments.adjustedRandIndex(with: species) - 0.7312) < 5e-5)
  }

  @Test func wardAgreesWithTheCultivarsOfWine() throws {
    let wine = try NumericTable(dataset: "wine.csv").columns(label: "cultivar")
    let segments = try HierarchicalClustering()
      .fitted(to: wine.matrix.standardizedForTests()).cut(into: 3)
    let cultivars = Assignments(names: wine.labels)
    #expect(abs(try segments.adjustedRandIndex(with: cultivars) - 0.7899) < 5e-5)
  }
}
