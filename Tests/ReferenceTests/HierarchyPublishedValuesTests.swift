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

/// Numbers that R's package cluster prints: in its own tests (agriculture, ruspini), and for
/// document 918510 of RPubs (arrests).
@Suite struct AgnesPublishedValuesTests {
  private func coefficient(
    _ rows: Matrix, _ linkage: Linkage, _ metric: Metric = .euclidean
  ) throws -> Double {
    try HierarchicalClustering(linkage: linkage, metric: metric).fitted(to: rows)
      .agglomerativeCoefficient ?? .nan
  }

  @Test(arguments: [
    (Linkage.average, 0.7379371), (.single, 0.6276128), (.complete, 0.8531583), (.ward, 0.9346210),
  ])
  func coefficientsOfArrests(linkage: Linkage, expected: Double) throws {
    let rows = PublishedRows.arrests.standardizedForTests()
    #expect(abs(try coefficient(rows, linkage) - expected) < 5e-8)
  }

  @Test func treeOfAgriculture() throws {
    let tree = try HierarchicalClustering(linkage: .average).fitted(to: PublishedRows.agriculture)
    let expected = [
      1.64924, 2.22036, 2.24836, 2.76918, 3.14006, 4.02677, 4.78835, 5.16236, 5.29409, 8.55075,
      14.77963,
    ]
    #expect(tree.heights.largestDifference(to: expected) < 6e-6)
    #expect(abs((tree.agglomerativeCoefficient ?? 0) - 0.781893) < 5e-7)
    // The countries that live on agriculture part from the others last.
    #expect(try tree.cut(into: 2).labels == [0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0])
  }

  /// Manhattan distances of whole numbers are often equal; then R's own coefficient, 0.946667 and
  /// 0.942387 for the printed order of rows, goes down to 0.946497 and 0.940153 for other orders.
  @Test(arguments: [
    (Linkage.average, Metric.euclidean, 0.947954, 5e-7), (.average, .manhattan, 0.946667, 1.8e-4),
    (.weighted, .manhattan, 0.942387, 2.3e-3),
  ])
  func coefficientsOfRuspini(
    linkage: Linkage, metric: Metric, expected: Double, tolerance: Double
  ) throws {
    #expect(abs(try coefficient(PublishedRows.ruspini, linkage, metric) - expected) < tolerance)
  }

  @Test(arguments: [Linkage.ward, .average, .single])
  func fourGroupsOfRuspini(linkage: Linkage) throws {
    let segments = try HierarchicalClustering(linkage: linkage).fitted(to: PublishedRows.ruspini)
      .cut(into: 4)
    #expect(segments.sizes == [23, 20, 17, 15])
  }
}
