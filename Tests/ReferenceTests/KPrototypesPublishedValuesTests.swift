import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

/// Numbers that the authors of other packages publish or test against.
@Suite struct KPrototypesPublishedValuesTests {
  /// Market capitalization, sector and country of twelve companies: the example of the Python package
  /// kmodes.
  @Test func findsThePartitionOfStocks() throws {
    let sectors: [String?] = [
      "tech", "nrg", "tech", "tech", "fin", "fin", "tel", "cons", "cons", "tel", "tech", "nrg",
    ]
    let countries: [String?] = [
      "USA", "USA", "USA", "USA", "USA", "USA", "CN", "USA", "USA", "USA", "USA", "NL",
    ]
    let values = [
      738.5, 369.5, 368.2, 346.7, 343.5, 282.4, 282.1, 279.7, 257.2, 205.2, 192.1, 195.7,
    ]
    let (sector, names) = CategoryColumn.coding(sectors)
    let rows = try MixedMatrix(
      numbers: Matrix(rows: values.map { [$0] }),
      categories: [sector, CategoryColumn.coding(countries).column])
    for updates in KPrototypes.Updates.allCases {
      let model = try KPrototypes(clusterCount: 4, restarts: 20, updates: updates).fitted(to: rows)
      #expect(abs(model.gamma - 69.90334) < 5.1e-6)
      #expect(model.assignments.labels == [3, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2])
      let centers = [356.975, 275.35, 593.0 / 3, 738.5]
      #expect(model.prototypes.numbers.column(0).largestDifference(to: centers) < 1e-9)
      #expect((0..<4).map { model.prototypes.code($0, 1) } == [0, 0, 0, 0])
      let modes = (0..<2).map { model.prototypes.code($0, 0).map { names[$0] } }
      #expect(modes == ["tech", "cons"])
      #expect(abs(model.cost - 1664.47085) < 5.1e-6)
    }
  }

  /// All five columns of iris with the R package clustMixType.
  @Test func agreesWithClustMixTypeOnIris() throws {
    let iris = try NumericTable(dataset: "iris.csv").columns(label: "species")
    let rows = try MixedMatrix(
      numbers: iris.matrix, categories: [CategoryColumn.coding(iris.labels).column])
    let model = try KPrototypes(clusterCount: 3, gamma: .varianceRatio).fitted(to: rows)
    #expect(abs(model.gamma - 1.714859) < 5.1e-7)
    #expect(model.assignments.sizes == [51, 50, 49])
    let costs = [33.64858, 15.151, 39.15551]
    #expect(model.clusterCosts.largestDifference(to: costs) < 5.1e-6)
    let centers = Matrix(rows: [
      [5.915686, 2.764706, 4.264706, 1.333333], [5.006, 3.428, 1.462, 0.246],
      [6.622449, 2.983673, 5.573469, 2.032653],
    ])
    #expect(model.prototypes.numbers.largestDifference(to: centers) < 5.1e-7)
    #expect((0..<3).map { model.prototypes.code($0, 0) } == [1, 0, 2])
  }
}
