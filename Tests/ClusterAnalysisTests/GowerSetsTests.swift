import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing

/// Sets in Gower's dissimilarity: Jaccard's distance, and one vote a column.
@Suite struct GowerSetsTests {
  private func random(_ count: Int, optionCount: Int, gaps: Double, seed: UInt64) throws
    -> MixedMatrix
  {
    var random = RandomSource(seed: seed)
    let numbers = (0..<count).map { _ in [random.normal(), random.normal()] }
    let sets = (0..<count).map { _ -> [Int]? in
      if random.uniform() < gaps { return nil }
      return (0..<optionCount).filter { _ in random.uniform() < 0.1 + 3 / Double(optionCount + 9) }
    }
    let few = (0..<count).map { _ -> [Int]? in
      random.uniform() < gaps / 2 ? nil : (0..<3).filter { _ in random.uniform() < 0.3 }
    }
    return try MixedMatrix(
      numbers: Matrix(rows: numbers),
      categories: [
        CategoryColumn(codes: (0..<count).map { _ in random.index(below: 4) }, levelCount: 4)
      ],
      sets: [
        SetColumn(sets: sets, optionCount: optionCount), SetColumn(sets: few, optionCount: 3),
      ])
  }

  /// Gower's definition, written out.
  private func direct(
    _ row: Int, _ other: Int, _ rows: MixedMatrix, _ gower: GowerDissimilarity
  ) -> Double {
    var (sum, total) = (0.0, 0.0)
    for column in 0..<2 {
      let difference = abs(rows.numbers[row, column] - rows.numbers[other, column])
      sum += difference / gower.numberRanges[column]
      total += 1
    }
    if rows.code(row, 0) != rows.code(other, 0) { sum += 1 }
    total += 1
    for (column, weight) in zip(rows.sets, gower.setWeights) {
      guard let left = column[row], let right = column[other] else { continue }
      let all = Set(left).union(right)
      if !all.isEmpty {
        sum += weight * (1 - Double(Set(left).intersection(right).count) / Double(all.count))
      }
      total += weight
    }
    return sum / total
  }

  @Test(arguments: [1, 5, 64, 65, 200], [0, 0.2])
  func agreesWithTheDefinition(optionCount: Int, gaps: Double) throws {
    let rows = try random(130, optionCount: optionCount, gaps: gaps, seed: UInt64(optionCount))
    let gower = try GowerDissimilarity(for: rows, setWeights: [1, 0.5])
    let matrix = try gower.matrix(of: rows, parallelism: Parallelism(threadCount: 2))
    for row in 0..<130 {
      for other in 0..<130 where other != row {
        #expect(matrix[row, other] == gower.between(row, other, of: rows))
        #expect(abs(matrix[row, other] - direct(row, other, rows, gower)) < 1e-12)
      }
    }
  }

  @Test func oneVoteForAColumn() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: [[0], [1], [1]]),
      sets: [SetColumn(sets: [[0, 1], [1, 2, 3], []], optionCount: 9)])
    let gower = try GowerDissimilarity(for: rows)
    // One of four options is shared; a set and an empty one share nothing; empty sets are alike.
    #expect(gower.between(0, 1, of: rows) == (1 + 0.75) / 2)
    #expect(gower.between(1, 2, of: rows) == (0 + 1.0) / 2)
    #expect(gower.between(2, 2, of: rows) == 0)
    #expect(rows.sets[0].distance(2, 2) == 0 && rows.sets[0].distance(0, 1) == 0.75)
  }

  @Test func medoidsAndTreesGoByThem() throws {
    let sets: [[Int]] = [[0, 1], [0, 1, 2], [0, 1], [5, 6], [5, 6, 7], [6, 5], [5], [0]]
    let rows = try MixedMatrix(
      categories: [], sets: [SetColumn(sets: sets.map { $0 }, optionCount: 8)])
    let gower = try GowerDissimilarity(for: rows)
    let partition = try KMedoids(clusterCount: 2, restarts: 5).partition(of: rows, by: gower)
    #expect(partition.assignments.labels == [0, 0, 0, 1, 1, 1, 1, 0])
    #expect(abs(partition.totalDeviation - (1.0 / 3 + 0.5) * 2) < 1e-12)
    let tree = try HierarchicalClustering(linkage: .average).fitted(to: rows, by: gower)
    #expect(try tree.cut(into: 2).labels == [0, 0, 0, 1, 1, 1, 1, 0])
  }

  @Test func rowsOfOtherColumnsAreRefused() throws {
    let rows = try random(20, optionCount: 4, gaps: 0, seed: 1)
    let gower = try GowerDissimilarity(for: rows)
    let without = try MixedMatrix(numbers: rows.numbers, categories: rows.categories)
    var error = #expect(throws: ClusteringError.self) { try gower.matrix(of: without) }
    #expect(error?.code == .shapeMismatch && error?.message.contains("0 set columns") == true)
    error = #expect(throws: ClusteringError.self) {
      try GowerDissimilarity(for: rows, setWeights: [1])
    }
    #expect(error?.code == .shapeMismatch)
    error = #expect(throws: ClusteringError.self) {
      try GowerDissimilarity(for: rows, setWeights: [1, -1])
    }
    #expect(error?.code == .invalidSetting)
  }
}
