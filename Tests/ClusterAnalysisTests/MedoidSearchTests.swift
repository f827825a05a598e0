import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct MedoidSearchTests {
  private func distances(_ matrix: Matrix, _ distance: KMedoids.Distance) throws -> Matrix {
    let rows = try PointRowDistances(matrix, distance: distance)
    var result = Matrix(rowCount: matrix.rowCount, columnCount: matrix.rowCount)
    for row in 0..<matrix.rowCount {
      for other in 0..<matrix.rowCount { result[row, other] = rows.distance(row, other) }
    }
    return result
  }

  /// Enough rows near each medoid for the search in Float, and columns far from 0.
  private func groups(_ count: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(
      rows: (0..<count).map { _ in
        let group = Double(random.index(below: 4))
        return [1e6 + 3 * group + random.normal(), random.normal(), group * random.normal()]
      })
  }

  @Test(arguments: 0..<15)
  func makesTheSwapsOfTheTextbook(seed: Int) throws {
    let count = seed % 5 == 4 ? 40 : 150 + 10 * seed
    let clusterCount = seed % 5 == 4 ? 12 : 1 + seed % 3
    let matrix = groups(count, seed: UInt64(seed))
    let weights = seed % 2 == 0 ? nil : (0..<count).map { Double($0 % 4) }
    let start = (0..<clusterCount).map { $0 / 3 * 4 + $0 % 3 + 1 }
    let distance = KMedoids.Distance.allCases[seed % 3]
    let found = try KMedoids(
      clusterCount: clusterCount, distance: distance, initialization: .medoids(start)
    ).fitted(to: matrix, weights: weights).partition
    let expected = DirectMedoids(try distances(matrix, distance), weights: weights, start: start)
    #expect(found.isConverged)
    #expect(found.medoids.sorted() == expected.medoids.sorted())
    #expect(found.swapCount == expected.swapCount)
    let cost = expected.cost(of: expected.medoids)
    #expect(abs(found.totalDeviation - cost) <= 1e-12 * cost)
  }

  @Test("Float does not mislead where it knows little of the distances", arguments: [1e-7, 1e7])
  func makesTheSwapsOfTheTextbook(spread: Double) throws {
    var random = RandomSource(seed: 3)
    // Two far groups, and differences within them that Float hardly sees, or weights that it does not.
    let rows = (0..<200).map {
      [Double($0 % 2) + spread * random.normal(), random.normal() * spread]
    }
    let weights = (0..<200).map { $0 % 7 == 0 ? 1e-90 : $0 % 5 == 0 ? 1e30 : 1 }
    for weights in [nil, weights] {
      let matrix = Matrix(rows: rows)
      let found = try KMedoids(clusterCount: 2, initialization: .medoids([0, 1]))
        .fitted(to: matrix, weights: weights).partition
      let expected = DirectMedoids(
        try distances(matrix, .euclidean), weights: weights, start: [0, 1])
      #expect(found.medoids.sorted() == expected.medoids.sorted())
    }
  }

  @Test("after each swap, the nearest two medoids are as if looked for anew", arguments: 0..<6)
  func keepsTheNearestTwo(seed: Int) throws {
    // Whole numbers, so that many distances are equal and rows occur twice.
    var random = RandomSource(seed: UInt64(seed))
    let matrix = Matrix(
      rows: (0..<90).map { _ in [Double(random.index(below: 5)), Double(random.index(below: 5))] })
    let rows = try PointRowDistances(matrix, distance: .manhattan)
    var medoids = [0, 1, 2, 3, 4, 5]
    var search = try MedoidSearch(rows, weights: nil, medoids: medoids, parallelism: .serial)
    for _ in 0..<40 {
      let (cluster, candidate) = (random.index(below: 6), random.index(below: 90))
      if medoids.contains(candidate) { continue }
      medoids[cluster] = candidate
      search.exchange(cluster, for: candidate, (0..<90).map { rows.distance(candidate, $0) })
      let fresh = try MedoidSearch(rows, weights: nil, medoids: medoids, parallelism: .serial)
      #expect(search.labels == fresh.labels && search.secondLabels == fresh.secondLabels)
      #expect(search.nearest == fresh.nearest && search.second == fresh.second)
      #expect(search.removalLosses == fresh.removalLosses && search.isMedoid == fresh.isMedoid)
    }
  }

  @Test("no later swap leads lower than the floor left by an earlier look", arguments: 0..<4)
  func boundsLaterSwaps(seed: Int) throws {
    let matrix = groups(60, seed: UInt64(seed))
    let given = try distances(matrix, .euclidean)
    var random = RandomSource(seed: UInt64(seed))
    var medoids = [0, 1, 2, 3]
    var search = try MedoidSearch(
      GivenDistances(matrix: given), weights: nil, medoids: medoids, parallelism: .serial)
    let direct = DirectMedoids(given, weights: nil, start: medoids)
    func best(_ candidate: Int) -> Double {
      medoids.indices.map { place in
        var changed = medoids
        changed[place] = candidate
        return direct.cost(of: changed)
      }.min() ?? 0
    }
    let floors = (0..<60).map(best)
    for _ in 0..<5 {
      let (cluster, candidate) = (random.index(below: 4), random.index(below: 60))
      if medoids.contains(candidate) { continue }
      medoids[cluster] = candidate
      search.exchange(cluster, for: candidate, Array(given.row(candidate)))
      for row in 0..<60 { #expect(best(row) >= floors[row] - search.drift - 1e-9) }
    }
  }

  @Test(arguments: KMedoids.Distance.allCases)
  func isTheSameForAnyNumberOfThreads(distance: KMedoids.Distance) throws {
    let matrix = groups(1_500, seed: 8)
    let found = try [1, 2, 5].map { threadCount in
      try KMedoids(
        clusterCount: 3, distance: distance, parallelism: Parallelism(threadCount: threadCount)
      ).fitted(to: matrix, weights: nil).partition
    }
    #expect(found[0] == found[1] && found[0] == found[2])
  }

  @Test func comesCloseWithSamples() throws {
    let matrix = groups(1_500, seed: 2)
    var method = KMedoids(clusterCount: 4)
    let whole = try method.fitted(to: matrix).partition
    method.sampling = KMedoids.Sampling(sampleCount: 3, sampleSize: 200)
    let found = try method.fitted(to: matrix).partition
    let direct = try PointRowDistances(matrix, distance: .euclidean)
    let cost = (0..<1_500).reduce(0.0) { sum, row in
      sum + (found.medoids.map { direct.distance(row, $0) }.min() ?? 0)
    }
    #expect(abs(found.totalDeviation - cost) <= 1e-11 * cost)
    #expect(cost < 1.05 * whole.totalDeviation)
    #expect(found.assignments.labels.count == 1_500 && found.isConverged)
    method.parallelism = Parallelism(threadCount: 3)
    #expect(try method.fitted(to: matrix).partition == found)
    // As many rows in a sample as there are is the search among all.
    method.sampling = KMedoids.Sampling(sampleSize: 1_500)
    #expect(try method.fitted(to: matrix).partition == whole)
  }

  @Test func startsFromTheBestMedoidsOfSamples() throws {
    let matrix = groups(1_200, seed: 5)
    let sampling = KMedoids.Sampling(sampleCount: 3, sampleSize: 150)
    var method = KMedoids(clusterCount: 4, restarts: 5, sampling: sampling)
    let sampled = try method.fitted(to: matrix).partition
    method.sampling = nil
    method.initialization = .samples(sampling)
    let found = try method.fitted(to: matrix).partition
    #expect(found.totalDeviation < sampled.totalDeviation)
    // It is what the search among all rows finds from there.
    method.initialization = .medoids(sampled.medoids)
    let continued = try method.fitted(to: matrix).partition
    #expect(found.medoids.sorted() == continued.medoids.sorted() && found.isConverged)
    method.initialization = .samples(sampling)
    method.parallelism = Parallelism(threadCount: 3)
    #expect(try method.fitted(to: matrix).partition == found)
    // A sample of all rows is none.
    method.initialization = .samples(KMedoids.Sampling(sampleSize: 1_200))
    let whole = try method.fitted(to: matrix).partition
    method.initialization = .plusPlus
    #expect(try method.fitted(to: matrix).partition == whole)
  }

  @Test("many rows start from samples when nothing else is asked for")
  func startsManyRowsFromSamples() {
    var method = KMedoids(clusterCount: 3)
    #expect(method.initialization(rowCount: 19_999) == .plusPlus)
    #expect(method.initialization(rowCount: 20_000) == .samples(KMedoids.Sampling()))
    // As many clusters as make a sample of all rows.
    method.clusterCount = 4_980
    #expect(method.initialization(rowCount: 20_000) == .plusPlus)
    method = KMedoids(clusterCount: 3, initialization: .plusPlus)
    #expect(method.initialization(rowCount: 1_000_000) == .plusPlus)
    method.initialization = .medoids([0, 1, 2])
    #expect(method.initialization(rowCount: 1_000_000) == .medoids([0, 1, 2]))
  }

  @Test func takesWeightsAndMixedRowsIntoSamples() throws {
    let rows = try KPrototypesTests.random(300, gaps: 0, seed: 4)
    let weights = (0..<300).map { Double($0 % 3) }
    let method = KMedoids(
      clusterCount: 3, sampling: KMedoids.Sampling(sampleCount: 2, sampleSize: 60))
    let found = try method.partition(
      of: rows, by: GowerDissimilarity(for: rows), weights: weights)
    #expect(found.medoids.allSatisfy { $0 % 3 != 0 })
    #expect(found.clusterWeights.reduce(0, +) == 300)
  }

  @Test func refusesUnusableSamples() {
    let matrix = groups(50, seed: 1)
    for sampling in [
      KMedoids.Sampling(sampleCount: 0), KMedoids.Sampling(sampleSize: 3),
      KMedoids.Sampling(sampleSize: -1),
    ] {
      for method in [
        KMedoids(clusterCount: 3, sampling: sampling),
        KMedoids(clusterCount: 3, initialization: .samples(sampling)),
      ] {
        let error = #expect(throws: ClusteringError.self) { try method.fitted(to: matrix) }
        #expect(error?.code == .invalidSetting)
      }
    }
  }
}
