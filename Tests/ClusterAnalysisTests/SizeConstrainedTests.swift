import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct SizeConstrainedTests {
  @Test func keepsTheContract() throws {
    try ClustererContract(
      clusterer: { SizeConstrainedKMeans(clusterCount: $0, seed: $1, parallelism: $2) },
      input: { $0 }
    ).expectAll()
  }

  /// What each row costs with each of the returned centers.
  private func costs(_ matrix: Matrix, _ centers: Matrix, _ weights: [Double]?) -> [[Double]] {
    (0..<matrix.rowCount).map { row in
      (0..<centers.rowCount).map { cluster in
        (weights?[row] ?? 1)
          * DirectLloyd.squaredDistance(Array(matrix.row(row)), Array(centers.row(cluster)))
      }
    }
  }

  /// The least cost of an assignment within limits, by trying all.
  private func leastCost(_ costs: [[Double]], _ limits: ClosedRange<Int>) -> Double {
    var sizes = [Int](repeating: 0, count: costs.first?.count ?? 0)
    func least(from row: Int) -> Double {
      guard row < costs.count else {
        return sizes.allSatisfy { limits.contains($0) } ? 0 : .infinity
      }
      var best = Double.infinity
      for cluster in sizes.indices where sizes[cluster] < limits.upperBound {
        sizes[cluster] += 1
        best = min(best, costs[row][cluster] + least(from: row + 1))
        sizes[cluster] -= 1
      }
      return best
    }
    return least(from: 0)
  }

  @Test(arguments: 0..<40)
  func givesFewRowsToClustersAtTheLeastCost(seed: Int) throws {
    let count = 6 + seed % 4
    let matrix =
      seed % 3 == 0
      // Ties everywhere.
      ? Matrix(rows: (0..<count).map { [Double($0 * 5 % 3), Double($0 % 2)] })
      : Matrix.random(count, 2, seed: UInt64(seed))
    let limits = [1...3, 2...9, 2...4, 1...9][seed % 4]
    let weights = seed % 2 == 0 ? nil : (0..<count).map { [0.5, 1, 7][$0 % 3] }
    for limit in [1, 300] {
      let model = try SizeConstrainedKMeans(
        clusterCount: 3, minimumSize: limits.lowerBound, maximumSize: limits.upperBound,
        initialization: .centers(Matrix.random(3, 2, seed: UInt64(seed + 7))),
        iterationLimit: limit, tolerance: 0
      ).fitted(to: matrix, weights: weights)
      #expect(model.assignments.sizes.allSatisfy { limits.contains($0) })
      let least = leastCost(costs(matrix, model.centers, weights), limits)
      #expect(abs(model.withinSumOfSquares - least) <= 1e-12 * max(1, least))
    }
  }

  @Test(arguments: 0..<16)
  func givesRowsToClustersAsTheHungarianMethodDoes(seed: Int) throws {
    let matrix = Matrix.random(48, 3, seed: UInt64(seed))
    let limits = [12...12, 4...14, 1...13, 11...48][seed % 4]
    let weights = seed < 8 ? nil : (0..<48).map { 0.25 + Double($0 * 7 % 5) }
    for (start, limit) in [(Matrix.random(4, 3, seed: 77), 1), (matrix.selectingRows(0..<4), 300)] {
      let model = try SizeConstrainedKMeans(
        clusterCount: 4, minimumSize: limits.lowerBound, maximumSize: limits.upperBound,
        initialization: .centers(start), iterationLimit: limit, tolerance: 0
      ).fitted(to: matrix, weights: weights)
      #expect(model.assignments.sizes.allSatisfy { limits.contains($0) })
      let costs = costs(matrix, model.centers, weights)
      // A place for each row that a cluster may have; those that it must have are far cheaper.
      let bonus = 1e4
      let places = (0..<4).flatMap { cluster in
        (0..<min(48, limits.upperBound)).map { (cluster, $0 < limits.lowerBound ? bonus : 0) }
      }
      let least =
        HungarianMethod.leastCost(costs.map { row in places.map { row[$0.0] - $0.1 } })
        + bonus * Double(4 * limits.lowerBound)
      #expect(abs(model.withinSumOfSquares - least) <= 1e-7)
    }
  }

  @Test(arguments: [1, 2, 3, 7])
  func followsTheSameWayOnManyRows(threadCount: Int) throws {
    let matrix = Matrix.random(3000, 3, seed: 2)
    let method = SizeConstrainedKMeans(
      clusterCount: 6, minimumSize: 500, maximumSize: 500, restarts: 1,
      parallelism: Parallelism(threadCount: threadCount))
    let model = try method.fitted(to: matrix)
    #expect(model.assignments.sizes == [Int](repeating: 500, count: 6))
    #expect(model.isConverged)
    #expect(
      try model
        == SizeConstrainedKMeans(
          clusterCount: 6, minimumSize: 500, maximumSize: 500, restarts: 1, parallelism: .serial
        ).fitted(to: matrix))
  }

  @Test func limitsCost() throws {
    let blobs = Blobs(sizes: [400, 250, 150, 100], columnCount: 2, separation: 6, seed: 3)
    let plain = try KMeans(clusterCount: 4, tolerance: 0).fitted(to: blobs.matrix)
    for slack in [900, 120, 60, 30, 0] {
      let model = try SizeConstrainedKMeans(
        clusterCount: 4, minimumSize: max(1, 225 - slack), maximumSize: 225 + slack,
        restarts: 20, tolerance: 0
      ).fitted(to: blobs.matrix)
      #expect(model.assignments.sizes.allSatisfy { abs($0 - 225) <= slack })
      #expect(model.withinSumOfSquares >= plain.withinSumOfSquares * (1 - 1e-12))
      #expect((model.assignments == plain.assignments) == (slack == 900))
      // No two rows can change places, whatever the limits.
      let costs = costs(blobs.matrix, model.centers, nil)
      let labels = model.assignments.labels.map(Int.init)
      for row in stride(from: 0, to: 900, by: 7) {
        for other in 0..<900 {
          let now = costs[row][labels[row]] + costs[other][labels[other]]
          #expect(costs[row][labels[other]] + costs[other][labels[row]] >= now - 1e-9)
        }
      }
    }
  }

  @Test func rowsWithoutWeightAreNotCounted() throws {
    let matrix = Matrix(rows: [[0], [1], [2], [3], [10], [11], [12]])
    let weights: [Double] = [1, 1, 1, 2, 1, 0, 0]
    let model = try SizeConstrainedKMeans(clusterCount: 2, minimumSize: 2, maximumSize: 3)
      .fitted(to: matrix, weights: weights)
    #expect(
      model.assignments.labels == [0, 0, 0, 1, 1, 1, 1]
        || model.assignments.labels == [1, 1, 1, 0, 0, 0, 0])
    #expect(model.clusterWeights == [3, 3])
    let many = #expect(throws: ClusteringError.self) {
      try SizeConstrainedKMeans(clusterCount: 2, minimumSize: 3).fitted(
        to: matrix, weights: weights)
    }
    #expect(many?.message.contains("the 5 rows") == true)
  }

  @Test func newRowsGoToTheNearestCenter() throws {
    let matrix = Matrix(rows: [[0], [1], [2], [3], [4], [20]])
    let model = try SizeConstrainedKMeans(clusterCount: 2, minimumSize: 3).fitted(to: matrix)
    #expect(model.assignments.sizes == [3, 3])
    #expect(
      try model.assignments(for: Matrix(rows: [[0], [2.5], [8.9], [30]])).labels == [0, 0, 1, 1])
  }

  @Test func limitsThatCannotBeKeptAreRefused() throws {
    let matrix = Matrix.random(10, 2)
    func expect(
      _ code: ClusteringError.Code, saying parts: String..., minimum: Int = 1, maximum: Int? = nil,
      change: (inout SizeConstrainedKMeans) -> Void = { _ in }
    ) {
      var method = SizeConstrainedKMeans(
        clusterCount: 3, minimumSize: minimum, maximumSize: maximum)
      change(&method)
      let error = #expect(throws: ClusteringError.self) { try method.fitted(to: matrix) }
      #expect(error?.code == code)
      for part in parts {
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
      }
    }
    expect(.infeasibleSizes, saying: "at most 3 rows", "at most 2 clusters", minimum: 4)
    expect(.infeasibleSizes, saying: "at most 3 rows each", minimum: 11)
    expect(.infeasibleSizes, saying: "at least 4 rows", "at least 4 clusters", maximum: 3)
    expect(.invalidSetting, saying: "minimumSize is 0", minimum: 0)
    expect(.invalidSetting, saying: "maximumSize is 3", minimum: 4, maximum: 3)
    expect(.invalidSetting, saying: "restarts is 0") { $0.restarts = 0 }
    expect(.invalidSetting, saying: "iterationLimit is 0") { $0.iterationLimit = 0 }
    expect(.shapeMismatch, saying: "2 x 2") { $0.initialization = .centers(Matrix.random(2, 2)) }
    expect(.nonFiniteValue) {
      $0.initialization = .centers(Matrix(rowCount: 3, columnCount: 2, repeating: .nan))
    }
    expect(.tooManyClusters) { $0.clusterCount = 11 }
    #expect(throws: ClusteringError.self) {
      try SizeConstrainedKMeans(clusterCount: 1).fitted(to: Matrix(rows: [[.nan]]))
    }
  }
}

/// The cheapest way to give each row a place of its own, in O(rows² × places).
///
/// Kuhn 1955, with potentials as in Jonker and Volgenant 1987; the textbook form with rows added one
/// after the other.
enum HungarianMethod {
  static func leastCost(_ costs: [[Double]]) -> Double {
    let placeCount = costs.first?.count ?? 0
    var rowPrices = [Double](repeating: 0, count: costs.count + 1)
    var placePrices = [Double](repeating: 0, count: placeCount + 1)
    var owners = [Int](repeating: 0, count: placeCount + 1)
    var ways = owners
    for row in 1...costs.count {
      owners[0] = row
      var place = 0
      var slack = [Double](repeating: .infinity, count: placeCount + 1)
      var isUsed = [Bool](repeating: false, count: placeCount + 1)
      repeat {
        isUsed[place] = true
        var (least, next) = (Double.infinity, 0)
        for other in 1...placeCount where !isUsed[other] {
          let owner = owners[place]
          let rest = costs[owner - 1][other - 1] - rowPrices[owner] - placePrices[other]
          if rest < slack[other] { (slack[other], ways[other]) = (rest, place) }
          if slack[other] < least { (least, next) = (slack[other], other) }
        }
        for other in 0...placeCount {
          if isUsed[other] {
            rowPrices[owners[other]] += least
            placePrices[other] -= least
          } else {
            slack[other] -= least
          }
        }
        place = next
      } while owners[place] != 0
      repeat {
        owners[place] = owners[ways[place]]
        place = ways[place]
      } while place != 0
    }
    return (1...placeCount).reduce(0) { sum, place in
      owners[place] == 0 ? sum : sum + costs[owners[place] - 1][place - 1]
    }
  }
}
