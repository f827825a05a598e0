import ClusterAnalysis
import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct KPrototypesTests {
  /// Numbers as they are, and the last column once more as levels.
  static func mixed(_ rows: Matrix) -> MixedMatrix {
    let codes = rows.column(rows.columnCount - 1).map { Int(abs($0 / 20).rounded()) % 300 }
    do {
      return try MixedMatrix(
        numbers: rows, categories: [CategoryColumn(codes: codes, levelCount: 300)])
    } catch {
      preconditionFailure("\(error)")
    }
  }

  @Test(arguments: [KPrototypes.Initialization.plusPlus(), .cao, .huang, .random])
  func keepsTheContract(from initialization: KPrototypes.Initialization) throws {
    try ClustererContract(
      clusterer: {
        KPrototypes(
          clusterCount: $0, initialization: initialization, restarts: 8, seed: $1, parallelism: $2)
      }, input: Self.mixed
    ).expectAll()
  }

  @Test(arguments: KPrototypes.Updates.allCases)
  func keepsTheContractWithoutCategories(updates: KPrototypes.Updates) throws {
    try ClustererContract(
      clusterer: {
        KPrototypes(clusterCount: $0, restarts: 4, updates: updates, seed: $1, parallelism: $2)
      },
      input: { (try? MixedMatrix(numbers: $0)) ?? Self.mixed($0) }
    ).expectAll()
  }

  /// Random rows of three numbers and four categories, in part with gaps.
  static func random(
    _ count: Int, gaps: Double, seed: UInt64, levelCounts: [Int] = [2, 3, 6, 300]
  ) throws -> MixedMatrix {
    var random = RandomSource(seed: seed)
    func isGap() -> Bool { random.uniform() < gaps }
    let sources = (0..<count).map { _ in random.index(below: 4) }
    let numbers = sources.map { source in
      (0..<3).map { column in
        column > 0 && isGap() ? .nan : 2 * Double(source % (column + 2)) + random.normal()
      }
    }
    let categories = try levelCounts.map { levelCount in
      try CategoryColumn(
        codes: sources.map { source in
          if isGap() { return nil }
          return random.uniform() < 0.5
            ? source % levelCount : random.index(below: min(levelCount, 40))
        }, levelCount: levelCount)
    }
    return try MixedMatrix(numbers: Matrix(rows: numbers), categories: categories)
  }

  @Test(arguments: 0..<48)
  func agreesWithTheTextbook(seed: Int) throws {
    let gaps = seed % 3 == 0 ? 0 : 0.15
    let rows = try Self.random(60 + 7 * seed, gaps: gaps, seed: UInt64(seed))
    let k = 2 + seed % 5
    let start = try Self.random(k, gaps: 0, seed: UInt64(1000 + seed))
    let weights = seed % 4 == 1 ? (0..<rows.rowCount).map { Double(($0 * 5) % 4) } : nil
    let method = KPrototypes(
      clusterCount: k, initialization: .prototypes(start), iterationLimit: 201,
      gamma: .given(0.7),
      numberWeights: seed % 5 == 2 ? [1, 0.3, 2] : nil,
      categoryWeights: seed % 7 == 3 ? [1, 0.5, 0, 3] : nil,
      dissimilarity: seed % 2 == 0 ? .matching : .frequencyWeighted,
      missingValues: seed % 3 == 1 ? .rescaled : .filledByPrototype,
      updates: seed % 8 < 5 ? .batch : .online)
    let model = try method.fitted(to: rows, weights: weights)
    let direct = DirectPrototypes(rows, by: method, weights: weights, gamma: 0.7)
    // A cluster that runs empty is refilled, which the textbook does not do.
    if direct.ranEmpty {
      #expect(model.clusterWeights.allSatisfy { $0 > 0 })
      return
    }
    #expect(abs(model.cost - direct.cost) <= 1e-9 * direct.cost)
    let pairs = Set(zip(model.assignments.labels, direct.labels).map { [Int($0), $1] })
    #expect(pairs.count == k)
  }

  /// Long enough for several chunks, with and without what makes all rows be summed again.
  @Test(arguments: [0, 0.1])
  func givesTheSameBitsForAnyNumberOfThreads(gaps: Double) throws {
    let rows = try Self.random(9000, gaps: gaps, seed: 77)
    func model(_ threadCount: Int) throws -> KPrototypes.Model {
      try KPrototypes(
        clusterCount: 5, restarts: 1, missingValues: gaps > 0 ? .rescaled : .refused,
        parallelism: Parallelism(threadCount: threadCount)
      ).fitted(to: rows)
    }
    let serial = try model(1)
    #expect(serial.iterationCount > 3)
    for threadCount in [2, 3, 7] { #expect(try model(threadCount) == serial) }
    // The means are those of the rows as they are labelled, whatever moved on the way.
    let labels = serial.assignments.labels
    for cluster in 0..<5 {
      let values = (0..<9000).filter { labels[$0] == Int32(cluster) }
        .compactMap { rows.number($0, 0) }
      if gaps == 0 {
        let mean = values.reduce(0, +) / Double(values.count)
        #expect(abs(serial.prototypes.numbers[cluster, 0] - mean) < 1e-12)
      }
    }
  }

  @Test func isKMeansWithoutCategories() throws {
    let rows = Blobs(sizes: [40, 60, 50], columnCount: 4, separation: 2).matrix
    let start = rows.selectingRows([3, 17, 99])
    let plain = try KMeans(clusterCount: 3, initialization: .centers(start), tolerance: 0)
      .fitted(to: rows)
    let model = try KPrototypes(
      clusterCount: 3, initialization: .prototypes(MixedMatrix(numbers: start))
    ).fitted(to: MixedMatrix(numbers: rows))
    #expect(model.assignments == plain.assignments)
    #expect(abs(model.cost - plain.withinSumOfSquares) < 1e-9 * model.cost)
    #expect(model.prototypes.numbers.largestDifference(to: plain.centers) < 1e-12)
  }

  @Test func neverRaisesTheCost() throws {
    for seed in 0..<8 {
      let rows = try Self.random(300, gaps: 0.1, seed: UInt64(seed))
      let model = try KPrototypes(
        clusterCount: 5, restarts: 1, missingValues: .rescaled, seed: UInt64(seed)
      ).fitted(to: rows)
      for (earlier, later) in zip(model.costs, model.costs.dropFirst()) {
        #expect(later <= earlier * (1 + 1e-12))
      }
      #expect(model.isConverged)
      #expect(model.shares.ofNumbers + model.shares.ofCategories > 0.999_999)
    }
  }

  @Test func leavesEmptyRowsUnassigned() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[1], [.nan], [1.1], [9], [.nan]]),
      categories: [CategoryColumn(codes: [0, nil, nil, 1, 1], levelCount: 2)])
    let model = try KPrototypes(clusterCount: 2, missingValues: .rescaled).fitted(to: rows)
    #expect(model.assignments.labels == [0, -1, 0, 1, 1])
    #expect(try model.assignments(for: rows) == model.assignments)
    let error = #expect(throws: ClusteringError.self) {
      try KPrototypes(clusterCount: 2).fitted(to: rows)
    }
    #expect(error?.code == .missingValue)
    #expect(error?.message.contains("3 of 5 rows, first in row 1") == true)
  }

  @Test func placesUnseenLevels() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0], [0], [9], [9]]),
      categories: [CategoryColumn(codes: [0, 0, 299, 299], levelCount: 300)])
    let model = try KPrototypes(clusterCount: 2).fitted(to: rows)
    // A narrower column, one with more levels, and one with a level that nobody had.
    for (code, levelCount) in [(43, 44), (70_000, 70_001), (5, 300)] {
      let new = try MixedMatrix(
        numbers: Matrix(rows: [[8], [1]]),
        categories: [CategoryColumn(codes: [code, code], levelCount: levelCount)])
      #expect(try model.assignments(for: new).labels == [1, 0])
    }
  }

  @Test func managesManyLevelsAndMissingColumns() throws {
    let codes = (0..<9000).map { $0 % 2 == 0 ? 7 * $0 : 1 }
    let rows = try MixedMatrix(categories: [
      CategoryColumn(codes: codes, levelCount: 70_000),
      CategoryColumn(codes: [Int?](repeating: nil, count: 9000), levelCount: 0),
      CategoryColumn(codes: [Int?](repeating: 0, count: 9000), levelCount: 1),
    ])
    let model = try KPrototypes(
      clusterCount: 3, restarts: 1, missingValues: .filledByPrototype
    ).fitted(to: rows)
    #expect(model.assignments.sizes.reduce(0, +) == 9000)
    #expect(model.prototypes.categories[1][0] == nil)
  }

  @Test func knowsGammaByBothRules() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0, 1], [2, 1], [4, 1], [6, 1]]),
      categories: [CategoryColumn(codes: [0, 0, 1, 1], levelCount: 2)])
    let huang = try KPrototypes(clusterCount: 1).fitted(to: rows)
    #expect(abs(huang.gamma - 0.5 * 5.0.squareRoot() / 2) < 1e-15)
    let ratio = try KPrototypes(clusterCount: 1, gamma: .varianceRatio).fitted(to: rows)
    #expect(abs(ratio.gamma - (20.0 / 3 / 2) / 0.5) < 1e-12)
    let plain = try KPrototypes(clusterCount: 1).fitted(
      to: MixedMatrix(categories: rows.categories))
    #expect(plain.gamma == 1)
    let loud = try KPrototypes(clusterCount: 1, gamma: .given(1e-6)).fitted(to: rows)
    #expect(loud.shares.warning?.contains("numbers carry 99 %") == true)
    #expect(ratio.shares.warning == nil)
  }

  @Test(arguments: [
    (KPrototypes(clusterCount: 0), ClusteringError.Code.invalidSetting),
    (KPrototypes(clusterCount: 9), .tooManyClusters),
    (KPrototypes(clusterCount: 2, restarts: 0), .invalidSetting),
    (KPrototypes(clusterCount: 2, tolerance: .nan), .invalidSetting),
    (KPrototypes(clusterCount: 2, gamma: .given(-1)), .invalidSetting),
    (KPrototypes(clusterCount: 2, gamma: .given(.nan)), .invalidSetting),
    (KPrototypes(clusterCount: 2, numberWeights: [1, 1]), .shapeMismatch),
    (KPrototypes(clusterCount: 2, categoryWeights: [-1]), .invalidSetting),
    (KPrototypes(clusterCount: 2, numberWeights: [0], categoryWeights: [0]), .invalidSetting),
    (KPrototypes(clusterCount: 3, gamma: .given(0)), .tooManyClusters),
  ])
  func refusesUnusableSettings(method: KPrototypes, code: ClusteringError.Code) throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[1], [1], [2], [2]]),
      categories: [CategoryColumn(codes: [0, 1, 0, 1], levelCount: 2)])
    let error = #expect(throws: ClusteringError.self) { try method.fitted(to: rows) }
    #expect(error?.code == code)
  }

  @Test func refusesPrototypesThatDoNotFit() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[1], [2]]), categories: [CategoryColumn(codes: [0, 1], levelCount: 2)])
    let starts = try [
      rows.selectingRows([0]), MixedMatrix(numbers: Matrix(rows: [[1], [2]])),
      MixedMatrix(
        numbers: Matrix(rows: [[1], [2]]),
        categories: [CategoryColumn(codes: [0, 2], levelCount: 3)]),
    ]
    for start in starts {
      let error = #expect(throws: ClusteringError.self) {
        try KPrototypes(clusterCount: 2, initialization: .prototypes(start)).fitted(to: rows)
      }
      #expect(error?.code == .shapeMismatch)
    }
  }
}

@Suite struct KModesTests {
  @Test func isKPrototypesWithoutNumbers() throws {
    let rows = try MixedMatrix(
      categories: KPrototypesTests.random(200, gaps: 0, seed: 3).categories)
    let model = try KModes(clusterCount: 4).fitted(to: rows)
    let prototypes = try KPrototypes(
      clusterCount: 4, initialization: .cao, gamma: .given(1)
    ).fitted(to: rows)
    #expect(model == prototypes)
    // Each row costs the number of its categories that differ from the mode.
    let differences = (0..<200).map { row in
      (0..<4).count {
        model.prototypes.code(Int(model.assignments.labels[row]), $0) != rows.code(row, $0)
      }
    }
    #expect(model.cost == Double(differences.reduce(0, +)))
  }

  @Test func refusesNumbers() throws {
    let rows = try MixedMatrix(numbers: Matrix(rows: [[1]]))
    let error = #expect(throws: ClusteringError.self) {
      try KModes(clusterCount: 1).fitted(to: rows)
    }
    #expect(error?.message.contains("1 number columns") == true)
  }
}
