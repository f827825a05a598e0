import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct CondensedMixedTreeTests {
  /// Four groups that differ in two numbers and two categories, with some gaps.
  private func rows(_ count: Int, gapEvery: Int = 11) throws -> MixedMatrix {
    let noise = Matrix.random(count, 2, seed: 1)
    let numbers = (0..<count).map { row in
      let group = Double(row % 4)
      return [
        row % gapEvery == 3 ? .nan : 1000 * group + 100 * noise[row, 0],
        row % gapEvery == 5 ? .nan : -group + 0.2 * noise[row, 1],
      ]
    }
    return try MixedMatrix(
      numbers: Matrix(rows: numbers),
      categories: [
        CategoryColumn(
          codes: (0..<count).map { $0 % gapEvery == 7 ? nil : $0 % 4 }, levelCount: 4),
        CategoryColumn(codes: (0..<count).map { $0 % 4 / 2 }, levelCount: 2),
      ])
  }

  @Test func withinTheBudgetTheTreeIsThatOfTheRows() throws {
    let rows = try rows(200)
    for linkage in [Linkage.single, .complete, .average, .weighted, .genie] {
      let method = HierarchicalClustering(linkage: linkage)
      let condensed = try method.fitted(to: rows, within: TreeBudget(bytes: 1 << 30, seconds: 60))
      #expect(!condensed.isCondensed)
      #expect(condensed.tree == (try method.fitted(to: rows)))
    }
  }

  @Test(arguments: [Linkage.average, .complete, .single])
  func beyondItTheTreeIsThatOfWeightedPrototypes(linkage: Linkage) throws {
    let rows = try rows(1200, gapEvery: 97)
    let weights = (0..<1200).map { 1 + Double($0 % 3) }
    let gower = try GowerDissimilarity(for: rows, kinds: [.nominal, .ordered])
    let condensed = try HierarchicalClustering(linkage: linkage).fitted(
      to: rows, by: gower, weights: weights, within: TreeBudget(bytes: 700_000), seed: 7)
    let leaves = try #require(condensed.leaves)
    #expect(leaves.labels.count == 1200 && condensed.tree.leafCount == leaves.clusterCount)
    #expect(leaves.clusterCount >= MicroClusters.fewest && leaves.clusterCount < 600)
    var masses = [Double](repeating: 0, count: leaves.clusterCount)
    for (leaf, weight) in zip(leaves.labels, weights) { masses[Int(leaf)] += weight }
    #expect(condensed.tree.leafWeights == masses)
    // The groups are those that were planted, in the tree that is cut; single linkage reaches from one
    // to another by prototypes with gaps.
    guard linkage != .single else { return }
    let planted = Assignments(labels: (0..<1200).map { Int32($0 % 4) }, clusterCount: 4)
    let found = try condensed.cut(into: 4)
    let agreement = try found.adjustedRandIndex(with: planted)
    #expect(agreement > 0.95)
  }

  @Test func prototypesAreMeansAndLevelsOfTheirRowsAndGapsWhereThereIsNothing() throws {
    // One group of rows has no first number at all.
    let count = 400
    let rows = try MixedMatrix(
      numbers: Matrix(rows: (0..<count).map { [$0 % 2 == 0 ? .nan : Double($0 % 10), 5] }),
      categories: [CategoryColumn(codes: (0..<count).map { $0 % 2 }, levelCount: 2)])
    let gower = try GowerDissimilarity(for: rows)
    let clusters = try MixedMicroClusters(
      of: rows, by: gower, weights: nil, clusterCount: 6, seed: 1, parallelism: .serial)
    #expect(clusters.assignments.clusterCount == 6)
    for cluster in 0..<6 {
      let members = clusters.assignments.rows(of: cluster)
      #expect(Double(members.count) == clusters.weights[cluster])
      let values = members.compactMap { rows.number($0, 0) }
      let mean = values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
      let prototype = clusters.prototypes.number(cluster, 0)
      #expect((prototype == nil) == (mean == nil))
      #expect(abs((prototype ?? 0) - (mean ?? 0)) < 1e-12)
      #expect(clusters.prototypes.number(cluster, 1) == 5)
      #expect(members.allSatisfy { rows.code($0, 0) == clusters.prototypes.code(cluster, 0) })
    }
  }

  @Test func threadsDoNotMatterAndSeedsDo() throws {
    let rows = try rows(1200)
    func tree(_ threadCount: Int, seed: UInt64) throws -> CondensedTree {
      try HierarchicalClustering(
        linkage: .average, parallelism: Parallelism(threadCount: threadCount)
      ).fitted(to: rows, within: TreeBudget(bytes: 700_000), seed: seed)
    }
    let one = try tree(1, seed: 1)
    #expect(one.isCondensed)
    #expect(one == (try tree(3, seed: 1)))
    #expect(one != (try tree(1, seed: 2)))
  }

  @Test func equalRowsCostNothing() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: (0..<5000).map { [Double($0 % 7)] }),
      categories: [CategoryColumn(codes: (0..<5000).map { $0 % 3 }, levelCount: 3)])
    let condensed = try HierarchicalClustering(linkage: .complete)
      .fitted(to: rows, within: TreeBudget(bytes: 5_000_000))
    #expect(!condensed.isCondensed)
    #expect(condensed.tree.heights.count { $0 > 0 } == 20)
  }

  @Test func whatCannotBeCondensedIsRefused() throws {
    let rows = try rows(3000)
    let average = HierarchicalClustering(linkage: .average)
    let small = #expect(throws: ClusteringError.self) {
      try average.fitted(to: rows, within: TreeBudget(bytes: 1000))
    }
    #expect(small?.code == .notEnoughMemory)
    #expect(small?.message.contains("100 micro-clusters") == true)
    let ward = #expect(throws: ClusteringError.self) {
      try HierarchicalClustering(linkage: .ward).fitted(to: rows, within: TreeBudget())
    }
    #expect(ward?.code == .invalidSetting)
    // A row without any value is at no distance from others.
    var numbers = rows.numbers.elements
    numbers[2 * 2000] = .nan
    numbers[2 * 2000 + 1] = .nan
    let empty = try MixedMatrix(
      numbers: Matrix(rowCount: 3000, columnCount: 2, elements: numbers),
      categories: [
        CategoryColumn(codes: (0..<3000).map { $0 == 2000 ? nil : $0 % 4 }, levelCount: 4)
      ])
    let undefined = #expect(throws: ClusteringError.self) {
      try average.fitted(to: empty, within: TreeBudget(bytes: 4_000_000))
    }
    #expect(undefined?.code == .invalidDistances)
    #expect(undefined?.message.contains("2000") == true)
  }

  @Test func rowsThatShareNothingCannotBeCondensed() throws {
    // Each row has one of two numbers only.
    let rows = try MixedMatrix(
      numbers: Matrix(
        rows: (0..<1200).map { $0 % 2 == 0 ? [Double($0), .nan] : [.nan, Double($0)] }))
    let error = #expect(throws: ClusteringError.self) {
      try HierarchicalClustering(linkage: .average)
        .fitted(to: rows, within: TreeBudget(bytes: 700_000))
    }
    #expect(error?.message.contains("gaps") == true)
    #expect(error?.message.contains("ask for fewer") == false)
  }
}
