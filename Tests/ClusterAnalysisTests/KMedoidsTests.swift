import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct KMedoidsTests {
  @Test(arguments: [KMedoids.Distance.euclidean, .manhattan])
  func keepsTheContract(distance: KMedoids.Distance) throws {
    try ClustererContract(
      clusterer: {
        KMedoids(clusterCount: $0, distance: distance, seed: $1, parallelism: $2)
      },
      input: { $0 }
    ).expectAll()
  }

  private func distances(_ matrix: Matrix, _ distance: KMedoids.Distance) -> Matrix {
    func length(_ row: Int) -> Double { matrix.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot() }
    var result = Matrix(rowCount: matrix.rowCount, columnCount: matrix.rowCount)
    for row in 0..<matrix.rowCount {
      for other in 0..<row {
        let pairs = Array(zip(matrix.row(row), matrix.row(other)))
        let value =
          switch distance {
          case .euclidean: pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          case .manhattan: pairs.reduce(0) { $0 + abs($1.0 - $1.1) }
          case .cosine: 1 - pairs.reduce(0) { $0 + $1.0 * $1.1 } / length(row) / length(other)
          }
        result[row, other] = max(0, value)
        result[other, row] = max(0, value)
      }
    }
    return result
  }

  /// The cost of medoids by its definition.
  private func cost(_ medoids: [Int], _ distances: Matrix, _ weights: [Double]?) -> Double {
    (0..<distances.rowCount).reduce(0) { sum, row in
      sum + (weights?[row] ?? 1) * (medoids.map { distances[row, $0] }.min() ?? 0)
    }
  }

  @Test(arguments: 0..<18)
  func leavesNoSwapThatHelps(seed: Int) throws {
    let matrix = Matrix.random(40 + seed, 3, seed: UInt64(seed))
    let distance = KMedoids.Distance.allCases[seed % 3]
    let weights = seed % 2 == 0 ? nil : (0..<matrix.rowCount).map { Double($0 % 4) }
    let method = KMedoids(clusterCount: 1 + seed % 5, distance: distance, seed: UInt64(seed))
    let found = try method.fitted(to: matrix, weights: weights).partition
    let distances = distances(matrix, distance)
    #expect(found.isConverged)
    let best = cost(found.medoids, distances, weights)
    #expect(abs(found.totalDeviation - best) <= 1e-9 * best)
    for candidate in 0..<matrix.rowCount where weights?[candidate] != 0 {
      for place in found.medoids.indices {
        var medoids = found.medoids
        medoids[place] = candidate
        #expect(cost(medoids, distances, weights) >= best * (1 - 1e-9))
      }
    }
    let given = try method.partition(ofDissimilarities: distances, weights: weights)
    #expect(given.totalDeviation <= best * (1 + 1e-9) && given.totalDeviation >= best * (1 - 1e-9))
    let folded = try method.partition(of: DistanceMatrix(square: distances), weights: weights)
    #expect(folded == given)
  }

  @Test func takesMixedRows() throws {
    let rows = try KPrototypesTests.random(80, gaps: 0.1, seed: 4)
    let gower = try GowerDissimilarity(for: rows)
    let method = KMedoids(clusterCount: 3)
    let found = try method.partition(of: rows, by: gower)
    let given = try method.partition(ofDissimilarities: gower.matrix(of: rows))
    #expect(found == given)
    let lonely = try MixedMatrix(numbers: Matrix(rows: [[1, .nan], [.nan, 2], [3, 4]]))
    let error = #expect(throws: ClusteringError.self) {
      try KMedoids(clusterCount: 2).partition(of: lonely, by: GowerDissimilarity(for: lonely))
    }
    #expect(error?.code == .missingValue)
    #expect(error?.message.contains("rows 0 and 1") == true)
  }

  /// Two outliers make the sums of the first medoids as large as 10¹⁵ times those that swaps then change.
  @Test(arguments: 0..<6)
  func leavesNoSwapThatHelpsBesideOutliers(seed: Int) throws {
    var matrix = Matrix.random(200, 3, seed: UInt64(40 + seed))
    for column in 0..<3 {
      matrix[0, column] *= 1e15
      matrix[1, column] *= 1e15
    }
    let all = distances(matrix, .euclidean)
    let found = try KMedoids(clusterCount: 3, restarts: 1, seed: UInt64(seed)).fitted(to: matrix)
      .partition
    #expect(found.isConverged)
    let reached = cost(found.medoids, all, nil)
    for cluster in 0..<3 {
      for row in 0..<200 where !found.medoids.contains(row) {
        var medoids = found.medoids
        medoids[cluster] = row
        #expect(cost(medoids, all, nil) >= reached * (1 - 1e-6))
      }
    }
  }

  @Test func endsAtOnceWhereNothingIsLeft() throws {
    var matrix = Matrix(rowCount: 20_000, columnCount: 1)
    for row in 0..<7 { matrix[row, 0] = Double(row + 1) }
    let found = try KMedoids(clusterCount: 8).fitted(to: matrix).partition
    #expect(found.totalDeviation == 0 && found.isConverged && found.swapCount < 20)
  }

  @Test func sumsThatOverflowAreRefused() throws {
    let matrix = Matrix(
      rowCount: 60, columnCount: 60,
      elements: (0..<3600).map { $0 / 60 == $0 % 60 ? 0 : 1e308 })
    let settings = KMedoids(
      clusterCount: 2, initialization: .samples(.init(sampleCount: 2, sampleSize: 10)))
    let error = #expect(throws: ClusteringError.self) {
      try settings.partition(ofDissimilarities: matrix)
    }
    #expect(error?.code == .valueOutOfRange)
  }

  @Test func startsFromGivenMedoids() throws {
    let matrix = Matrix(rows: [[0], [1], [2], [10], [11], [12]])
    let found = try KMedoids(clusterCount: 2, initialization: .medoids([0, 1]))
      .fitted(to: matrix).partition
    #expect(found.medoids == [1, 4] && found.totalDeviation == 4 && found.swapCount > 0)
    for medoids in [[0], [0, 0], [0, 6], [-1, 2]] {
      #expect(throws: ClusteringError.self) {
        try KMedoids(clusterCount: 2, initialization: .medoids(medoids)).fitted(to: matrix)
      }
    }
  }

  @Test(arguments: [
    (Matrix(rows: [[0, 1]]), ClusteringError.Code.shapeMismatch),
    (Matrix(rows: [[0, 1], [2, 0]]), .invalidSetting),
    (Matrix(rows: [[0, -1], [-1, 0]]), .invalidSetting),
    (Matrix(rows: [[1, 1], [1, 0]]), .invalidSetting),
    (Matrix(rows: [[0, .nan], [.nan, 0]]), .nonFiniteValue),
    (Matrix(rows: [[0, .infinity], [.infinity, 0]]), .nonFiniteValue),
    (Matrix(rows: [[0, 0], [0, 0]]), .tooManyClusters),
    (Matrix(rowCount: 0, columnCount: 0), .emptyInput),
  ])
  func refusesUnusableDissimilarities(matrix: Matrix, code: ClusteringError.Code) {
    let error = #expect(throws: ClusteringError.self) {
      try KMedoids(clusterCount: 2).partition(ofDissimilarities: matrix)
    }
    #expect(error?.code == code)
  }

  @Test func refusesRowsWithoutAnAngle() throws {
    let error = #expect(throws: ClusteringError.self) {
      try KMedoids(clusterCount: 1, distance: .cosine).fitted(to: Matrix(rows: [[1, 2], [0, 0]]))
    }
    #expect(error?.message.contains("row 1") == true)
  }
}
