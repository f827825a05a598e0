import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

@Suite struct KMeansErrorTests {
  private let rows = Matrix.random(20, 2, seed: 1)

  private func expect(
    _ code: ClusteringError.Code, saying parts: String..., rows: Matrix? = nil,
    weights: [Double]? = nil, _ change: (inout KMeans) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var method = KMeans(clusterCount: 2)
    change(&method)
    let error = #expect(throws: ClusteringError.self, sourceLocation: sourceLocation) {
      try method.fitted(to: rows ?? self.rows, weights: weights)
    }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    for part in parts {
      #expect(
        error?.message.contains(part) == true, "\(error?.message ?? "")",
        sourceLocation: sourceLocation)
    }
  }

  @Test func settingsAreChecked() {
    expect(.invalidSetting, saying: "clusterCount is 0", "at least 1") { $0.clusterCount = 0 }
    expect(.invalidSetting, saying: "at most 2147483647") { $0.clusterCount = .max }
    expect(.invalidSetting, saying: "restarts is -3") { $0.restarts = -3 }
    expect(.invalidSetting, saying: "iterationLimit is 0") { $0.iterationLimit = 0 }
    expect(.invalidSetting, saying: "tolerance is nan") { $0.tolerance = .nan }
    expect(.invalidSetting, saying: "tolerance is -1.0") { $0.tolerance = -1 }
    expect(.invalidSetting, saying: "tolerance is inf") { $0.tolerance = .infinity }
    expect(.invalidSetting, saying: "precision double") {
      $0.precision = .double
      $0.engine = .fused
    }
    expect(.invalidSetting, saying: "0 trials") { $0.initialization = .plusPlus(trials: 0) }
  }

  @Test func givenCentersAreChecked() {
    expect(.shapeMismatch, saying: "3 x 2", "2 x 2") {
      $0.initialization = .centers(Matrix(rowCount: 3, columnCount: 2))
    }
    expect(.shapeMismatch, saying: "2 x 1") {
      $0.initialization = .centers(Matrix(rowCount: 2, columnCount: 1))
    }
    expect(.nonFiniteValue, saying: "given centers", "row 1, column 0") {
      $0.initialization = .centers(Matrix(rows: [[0, 1], [.nan, 1]]))
    }
    expect(.valueOutOfRange, saying: "given centers") {
      $0.initialization = .centers(Matrix(rows: [[0, 1], [1e200, 1]]))
    }
  }

  @Test func emptyInput() {
    expect(.emptyInput, saying: "0 rows", rows: Matrix(rowCount: 0, columnCount: 3))
    expect(.emptyInput, saying: "0 columns", rows: Matrix(rowCount: 3, columnCount: 0))
    expect(.emptyInput, rows: Matrix(rows: []), weights: [])
  }

  @Test func unusableValues() {
    for value in [Double.nan, .infinity, -.infinity] {
      expect(
        .nonFiniteValue, saying: "row 1, column 2",
        rows: Matrix(rows: [[1, 2, 3], [1e300, 2, value]])
      )
    }
    expect(.valueOutOfRange, saying: "row 1, column 0", rows: Matrix(rows: [[0], [-1e308], [3]]))
    expect(.valueOutOfRange, saying: "differ by so little", rows: Matrix(rows: [[0], [1e-200]]))
    expect(
      .valueOutOfRange, saying: "differ by so little",
      rows: Matrix(rows: [[0, 1], [1e-200, 1], [0, 5]])
    ) { $0.clusterCount = 3 }
  }

  @Test func tooManyClusters() {
    let equal = Matrix(rowCount: 9, columnCount: 2, repeating: 4)
    expect(.tooManyClusters, saying: "only 1 distinct row", "at most 1", rows: equal)
    expect(.tooManyClusters, saying: "only 20 distinct rows") { $0.clusterCount = 21 }
    expect(
      .tooManyClusters, saying: "3 distinct rows of positive weight",
      weights: [1, 2, 3] + [Double](repeating: 0, count: 17)
    ) { $0.clusterCount = 4 }
    #expect(throws: Never.self) { try KMeans(clusterCount: 1).fitted(to: equal) }
  }

  @Test func weightsAreChecked() {
    expect(.shapeMismatch, saying: "3 weights for 20 rows", weights: [1, 2, 3])
    expect(.invalidWeights, saying: "all 20", weights: [Double](repeating: 0, count: 20))
    for weight in [-1, .nan, .infinity, 1e200, 1e-200] {
      var weights = [Double](repeating: 1, count: 20)
      weights[7] = weight
      expect(.invalidWeights, saying: "row 7", weights: weights)
    }
  }

  @Test func cancellationIsHonoured() async {
    let rows = rows
    let task = Task {
      try KMeans(
        clusterCount: 3,
        progress: { _ in withUnsafeCurrentTask { $0?.cancel() } }
      ).fitted(to: rows)
    }
    let result = await task.result
    let error = #expect(throws: ClusteringError.self) { try result.get() }
    #expect(error?.code == .cancelled)
  }

  @Test func newRowsAreChecked() throws {
    let model = try KMeans(clusterCount: 2).fitted(to: rows)
    let narrow = #expect(throws: ClusteringError.self) {
      try model.assignments(for: Matrix(rows: [[1]]))
    }
    #expect(narrow?.code == .shapeMismatch)
    let missing = #expect(throws: ClusteringError.self) {
      try model.nearestTwo(of: Matrix(rows: [[1, 2], [3, .nan]]))
    }
    #expect(missing?.code == .nonFiniteValue)
    #expect(missing?.message.contains("row 1, column 1") == true)
    let none = try model.assignments(for: Matrix(rowCount: 0, columnCount: 2))
    #expect(none.labels.isEmpty && none.clusterCount == 2)
    let nothing = Matrix(rowCount: 0, columnCount: 0)
    let nearest = try NearestTwo(of: nothing, among: Matrix(rowCount: 2, columnCount: 0))
    #expect(nearest.distances.isEmpty)
  }
}
