import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

@Suite struct SphericalTests {
  @Test(arguments: [KMeans.Initialization.plusPlus(), .random])
  func keepsTheContract(initialization: KMeans.Initialization) throws {
    try ClustererContract(
      clusterer: {
        SphericalKMeans(
          clusterCount: $0, initialization: initialization, restarts: 12, seed: $1,
          parallelism: $2)
      },
      // Seen from far enough, places in a plane are directions.
      input: { matrix in
        Matrix(
          rows: (0..<matrix.rowCount).map { Array(matrix.row($0)) + [60] })
      }
    ).expectAll()
  }

  /// Rows of random directions and lengths.
  private func directions(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> Matrix {
    Matrix.random(rowCount, columnCount, seed: seed)
      .scalingRows(by: (0..<rowCount).map { pow(10, Double($0 % 7) - 3) })
  }

  @Test(arguments: 0..<12)
  func equalsTheTextbook(seed: Int) throws {
    let (rowCount, columnCount, clusterCount) =
      [(40, 2, 3), (200, 5, 4), (257, 3, 6), (120, 17, 2)][seed % 4]
    let rows = directions(rowCount, columnCount, seed: UInt64(seed))
    let weights = seed < 6 ? nil : (0..<rowCount).map { [0.5, 1, 2.25, 0, 3][$0 % 5] }
    let start = rows.selectingRows((0..<clusterCount).map { 5 * $0 + $0 % 3 })
    let model = try SphericalKMeans(
      clusterCount: clusterCount, initialization: .centers(start), tolerance: 0
    ).fitted(to: rows, weights: weights)
    let direct = DirectSpherical(rows, weights: weights, from: start)
    #expect(model.isConverged)
    #expect(abs(model.totalDissimilarity - direct.cost) <= 1e-11 * direct.cost)
    let labels = Assignments(labels: direct.labels.map(Int32.init), clusterCount: clusterCount)
    #expect(try model.assignments.adjustedRandIndex(with: labels) == 1)
    for cluster in 0..<clusterCount {
      let length = model.centers.row(cluster).reduce(0) { $0 + $1 * $1 }
      #expect(abs(length - 1) < 1e-14)
    }
    let parts = zip(model.assignments.labels.indices, model.assignments.labels).map { row, label in
      (weights?[row] ?? 1)
        * (1
          - DirectSpherical.cosine(
            Array(rows.row(row)), Array(model.centers.row(Int(label)))))
    }
    #expect(abs(parts.reduce(0, +) - model.totalDissimilarity) < 1e-10)
  }

  @Test(arguments: 0..<6)
  func reachesTheOptimumOfFewRows(seed: UInt64) throws {
    let rows = directions(8, 3, seed: seed)
    let model = try SphericalKMeans(clusterCount: 3, restarts: 80, tolerance: 0).fitted(to: rows)
    let unit = (0..<8).map { row in
      let length = DirectSpherical.length(Array(rows.row(row)))
      return rows.row(row).map { $0 / length }
    }
    var least = Double.infinity
    for code in 0..<6561 {
      var rest = code
      let labels = (0..<8).map { _ in
        defer { rest /= 3 }
        return rest % 3
      }
      guard Set(labels).count == 3 else { continue }
      // The cosines between the rows of a cluster and their sum add up to the length of the sum.
      var cost = 8.0
      for cluster in 0..<3 {
        var sum: [Double] = [0, 0, 0]
        for (row, label) in labels.enumerated() where label == cluster {
          for column in 0..<3 { sum[column] += unit[row][column] }
        }
        cost -= DirectSpherical.length(sum)
      }
      least = min(least, cost)
    }
    #expect(abs(model.totalDissimilarity - least) < 1e-12)
  }

  @Test func lengthsDoNotCount() throws {
    let rows = directions(300, 4, seed: 9)
    let scaled = rows.scalingRows(by: (0..<300).map { 0x1p-20 * Double(1 << ($0 % 30)) })
    let method = SphericalKMeans(clusterCount: 5)
    #expect(try method.fitted(to: rows) == method.fitted(to: scaled))
    let model = try method.fitted(to: rows)
    #expect(try model.assignments(for: scaled) == model.assignments)
  }

  @Test func rowsThatCancelOut() throws {
    let rows = Matrix(rows: [[1, 0], [-1, 0], [0, 1], [0, -1]])
    let one = try SphericalKMeans(clusterCount: 1).fitted(to: rows)
    #expect(abs(one.totalDissimilarity - 4) < 1e-12)
    let two = try SphericalKMeans(clusterCount: 2).fitted(to: rows)
    // Two neighbours in each, or one alone and three that hold together as well.
    #expect(two.totalDissimilarity < 4 - 1.4)
    #expect(two.assignments.sizes.allSatisfy { $0 > 0 })
  }

  @Test func emptyClustersAreRefilled() throws {
    let rows = Matrix(rows: (0..<30).map { [1, 0.01 * Double($0)] })
    let same = Matrix(rows: [[1, 0.1], [1, 0.1], [2, 0.2]])
    for limit in [1, 2, 300] {
      let model = try SphericalKMeans(
        clusterCount: 3, initialization: .centers(same), iterationLimit: limit
      ).fitted(to: rows)
      #expect(model.assignments.sizes.allSatisfy { $0 > 0 })
      #expect(model.isConverged == (limit == 300))
    }
  }

  @Test func unusableInputIsRefused() throws {
    let rows = Matrix.random(9, 2)
    func expect(
      _ code: ClusteringError.Code, saying part: String, rows other: Matrix? = nil,
      weights: [Double]? = nil, _ change: (inout SphericalKMeans) -> Void = { _ in }
    ) {
      var method = SphericalKMeans(clusterCount: 2)
      change(&method)
      let error = #expect(throws: ClusteringError.self) {
        try method.fitted(to: other ?? rows, weights: weights)
      }
      #expect(error?.code == code)
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    }
    expect(.invalidSetting, saying: "clusterCount is 0") { $0.clusterCount = 0 }
    expect(.invalidSetting, saying: "restarts is 0") { $0.restarts = 0 }
    expect(.invalidSetting, saying: "tolerance is nan") { $0.tolerance = .nan }
    expect(.valueOutOfRange, saying: "row 1", rows: Matrix(rows: [[1, 2], [0, 0], [2, 1]]))
    expect(.nonFiniteValue, saying: "row 1", rows: Matrix(rows: [[1, 2], [.nan, 0], [2, 1]]))
    expect(.emptyInput, saying: "0 rows", rows: Matrix(rowCount: 0, columnCount: 2))
    expect(
      .tooManyClusters, saying: "only 1 distinct row",
      rows: Matrix(rows: [[1, 0], [2, 0], [0.5, 0]]))
    expect(.invalidWeights, saying: "row 0", weights: [-1] + [Double](repeating: 1, count: 8))
    expect(.shapeMismatch, saying: "2 x 2") { $0.initialization = .centers(Matrix.random(3, 2)) }
    expect(.valueOutOfRange, saying: "row 0") {
      $0.initialization = .centers(Matrix(rowCount: 2, columnCount: 2))
    }
    let model = try SphericalKMeans(clusterCount: 2).fitted(to: rows)
    #expect(throws: ClusteringError.self) { try model.assignments(for: Matrix(rows: [[1]])) }
    #expect(throws: ClusteringError.self) { try model.assignments(for: Matrix(rows: [[0, 0]])) }
    #expect(try model.assignments(for: Matrix(rowCount: 0, columnCount: 2)).labels.isEmpty)
  }

  @Test func brokenModelsAreRefused() throws {
    let model = try SphericalKMeans(clusterCount: 2).fitted(
      to: Matrix(rows: [[1, 0], [2, 0], [0, 1]]))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(model), as: UTF8.self)
    for (part, other) in [
      ("\"elements\":[1,", "\"elements\":[2,"), ("\"clusterWeights\":[2", "\"clusterWeights\":[-2"),
      ("\"restart\":", "\"restart\":-1"), ("\"clusterCount\":2", "\"clusterCount\":3"),
    ] {
      let broken = text.replacingOccurrences(of: part, with: other)
      #expect(broken != text, "\(part)")
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(SphericalKMeans.Model.self, from: Data(broken.utf8))
      }
    }
  }
}

/// Spherical k-means as it stands in textbooks, slow and obviously right.
struct DirectSpherical {
  var labels: [Int] = []
  var cost = 0.0

  /// Runs until no label changes.
  init(_ matrix: Matrix, weights: [Double]?, from start: Matrix) {
    var centers = (0..<start.rowCount).map { Array(start.row($0)) }
    let rows = (0..<matrix.rowCount).map { Array(matrix.row($0)) }
    while true {
      let former = labels
      labels = rows.map { row in
        let cosines = centers.map { Self.cosine(row, $0) }
        return cosines.firstIndex(of: cosines.max() ?? 0) ?? 0
      }
      cost = zip(rows.indices, labels).reduce(0) { sum, pair in
        sum + (weights?[pair.0] ?? 1) * (1 - Self.cosine(rows[pair.0], centers[pair.1]))
      }
      if labels == former { return }
      for cluster in centers.indices {
        let members = labels.indices.filter { labels[$0] == cluster && weights?[$0] != 0 }
        guard !members.isEmpty else { continue }
        centers[cluster] = (0..<matrix.columnCount).map { column in
          members.reduce(0) {
            $0 + (weights?[$1] ?? 1) * rows[$1][column] / Self.length(rows[$1])
          }
        }
      }
    }
  }

  static func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  static func cosine(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } / length(left) / length(right)
  }
}
