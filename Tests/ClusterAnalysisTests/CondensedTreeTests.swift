import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct CondensedTreeTests {
  @Test func withinTheBudgetTheTreeIsThatOfTheRows() throws {
    let rows = Matrix.random(300, 3, seed: 1)
    for linkage in Linkage.allCases {
      let method = HierarchicalClustering(linkage: linkage)
      let condensed = try method.fitted(to: rows, within: TreeBudget(bytes: 1 << 30, seconds: 60))
      #expect(!condensed.isCondensed)
      #expect(condensed.tree == (try method.fitted(to: rows)))
      #expect(try condensed.cut(into: 4) == condensed.tree.cut(into: 4))
    }
  }

  @Test(arguments: [Linkage.ward, .average, .single, .centroid])
  func beyondItTheTreeIsThatOfWeightedMicroClusters(linkage: Linkage) throws {
    let rows = Matrix.random(9000, 2, seed: 2)
    let weights = (0..<9000).map { 1 + Double($0 % 3) }
    let method = HierarchicalClustering(linkage: linkage)
    let condensed = try method.fitted(
      to: rows, weights: weights, within: TreeBudget(seconds: 0.01), seed: 7)
    let leaves = try #require(condensed.leaves)
    #expect(leaves.labels.count == 9000)
    #expect(condensed.tree.leafCount == leaves.clusterCount)
    #expect(leaves.clusterCount >= MicroClusters.fewest && leaves.clusterCount < 4500)
    // The tree that is shown is the exact tree of the means, each as heavy as its rows.
    let centers = try leaves.centroids(of: rows, weights: weights)
    var masses = [Double](repeating: 0, count: leaves.clusterCount)
    for (leaf, weight) in zip(leaves.labels, weights) { masses[Int(leaf)] += weight }
    #expect(condensed.tree.leafWeights == masses)
    #expect(condensed.tree == (try method.fitted(to: centers, weights: masses)))
    // And it is the tree that is cut.
    let cut = try condensed.cut(into: 5)
    let leafCut = try condensed.tree.cut(into: 5)
    #expect(zip(leaves.labels, cut.labels).allSatisfy { leafCut.labels[Int($0)] == $1 })
    let height = condensed.tree.heights[leaves.clusterCount - 4]
    let (low, leafLow) = (
      try condensed.cut(atHeight: height), try condensed.tree.cut(atHeight: height)
    )
    #expect(zip(leaves.labels, low.labels).allSatisfy { leafLow.labels[Int($0)] == $1 })
  }

  @Test func threadsDoNotMatterAndSeedsDo() throws {
    let rows = Matrix.random(20_000, 2, seed: 3)
    func tree(_ threadCount: Int, seed: UInt64) throws -> CondensedTree {
      try HierarchicalClustering(parallelism: Parallelism(threadCount: threadCount))
        .fitted(to: rows, within: TreeBudget(seconds: 0.01), seed: seed)
    }
    let one = try tree(1, seed: 1)
    #expect(one.isCondensed)
    #expect(one == (try tree(3, seed: 1)))
    #expect(one != (try tree(1, seed: 2)))
  }

  @Test func equalRowsCostNothing() throws {
    // 40,000 rows, but only 64 different ones: exact in a budget that is far below the rows'.
    let rows = Matrix(rows: (0..<40_000).map { [Double($0 % 8), Double($0 / 8 % 8)] })
    let condensed = try HierarchicalClustering().fitted(to: rows, within: TreeBudget(seconds: 0.01))
    #expect(!condensed.isCondensed)
    #expect(condensed.tree.heights.count { $0 > 0 } == 63)
  }

  @Test func manyEqualRowsLeaveFewerMicroClusters() throws {
    // Nearly all rows are the same one, so a sample has few different ones.
    let odd = Matrix.random(1000, 2, seed: 4)
    let rows = Matrix(
      rows: (0..<20_000).map { $0 % 20 == 0 ? Array(odd.row($0 / 20)) : [0.5, 0.5] })
    let condensed = try HierarchicalClustering(linkage: .average)
      .fitted(to: rows, within: TreeBudget(bytes: 6_000_000))
    let leaves = try #require(condensed.leaves?.sizes)
    #expect(leaves.count > 200 && leaves.count < 800 && leaves.allSatisfy { $0 > 0 })
  }

  @Test func groupsAreFoundAsInTheWholeTree() throws {
    let blobs = Blobs(sizes: [2000, 1800, 1600, 1400, 1200], columnCount: 3, seed: 9)
    let planted = Assignments(labels: blobs.sources.map(Int32.init), clusterCount: 5)
    for linkage in [Linkage.ward, .average, .complete] {
      let method = HierarchicalClustering(linkage: linkage)
      let condensed = try method.fitted(to: blobs.matrix, within: TreeBudget(seconds: 0.02))
      #expect(condensed.isCondensed)
      #expect(
        try condensed.cut(into: 5).adjustedRandIndex(with: planted) == 1, "\(linkage)")
    }
  }

  @Test func directionsAreCondensedForTheCosine() throws {
    // Two directions, lengths from 1 to 1000.
    let noise = Matrix.random(6000, 2, seed: 5)
    let rows = Matrix(
      rows: (0..<6000).map { row in
        let length = Double(1 + row % 1000)
        return row % 2 == 0
          ? [length, length * 0.1 * noise[row, 0]] : [length * 0.1 * noise[row, 1], length]
      })
    let condensed = try HierarchicalClustering(linkage: .average, metric: .cosine)
      .fitted(to: rows, within: TreeBudget(seconds: 0.01))
    #expect(condensed.isCondensed)
    let cut = try condensed.cut(into: 2)
    #expect((0..<6000).allSatisfy { cut.labels[$0] == cut.labels[$0 % 2] })
  }

  @Test func memoryLimitsMatrices() throws {
    let rows = Matrix.random(4000, 2, seed: 6)
    let method = HierarchicalClustering(linkage: .average)
    let condensed = try method.fitted(to: rows, within: TreeBudget(bytes: 20_000_000))
    let count = try #require(condensed.leaves?.clusterCount)
    #expect(count > 1000 && count * count * 8 < 20_000_000)
  }

  @Test(arguments: [
    (TreeBudget(bytes: 1000), "MB of memory"), (TreeBudget(seconds: 1e-6), "seconds of one thread"),
    (TreeBudget(bytes: 1000, seconds: 1e-6), " and "),
  ])
  func aBudgetThatIsTooSmallSaysWhatIsNeeded(budget: TreeBudget, need: String) throws {
    let rows = Matrix.random(5000, 2, seed: 7)
    let error = #expect(throws: ClusteringError.self) {
      try HierarchicalClustering().fitted(to: rows, within: budget)
    }
    #expect(error?.code == .notEnoughMemory)
    #expect(error?.message.contains(need) == true)
    #expect(error?.message.contains("100 micro-clusters") == true)
  }

  @Test(arguments: [
    TreeBudget(bytes: 0), TreeBudget(bytes: -1), TreeBudget(seconds: 0), TreeBudget(seconds: .nan),
  ])
  func budgetsThatAreNone(budget: TreeBudget) {
    let error = #expect(throws: ClusteringError.self) {
      try HierarchicalClustering().fitted(to: Matrix.random(5, 2, seed: 8), within: budget)
    }
    #expect(error?.code == .invalidSetting)
  }
}

@Suite struct ConsolidationTests {
  @Test func rowsGoToTheNearestMeanAndAreCounted() throws {
    let rows = Matrix.random(2000, 3, seed: 11)
    let weights = (0..<2000).map { 1 + Double($0 % 2) }
    let cut = try HierarchicalClustering().fitted(to: rows, weights: weights).cut(into: 6)
    let consolidation = try cut.consolidated(on: rows, weights: weights)
    #expect(consolidation.model.isConverged)
    #expect(consolidation.movedRowCount > 0)
    #expect(Set(consolidation.origins) == Set(0..<6))
    let moved = zip(cut.labels, consolidation.assignments.labels).count {
      Int($0) != consolidation.origins[Int($1)]
    }
    #expect(consolidation.movedRowCount == moved)
    #expect(
      sumOfSquares(consolidation.assignments, rows, weights) < sumOfSquares(cut, rows, weights))
    // Nothing is left to move.
    let again = try consolidation.assignments.consolidated(on: rows, weights: weights)
    #expect(again.movedRowCount == 0 && again.assignments == consolidation.assignments)
  }

  @Test func rowsAndLabelsMustFit() throws {
    let rows = Matrix.random(10, 2, seed: 12)
    let cut = try HierarchicalClustering().fitted(to: rows).cut(into: 2)
    let error = #expect(throws: ClusteringError.self) {
      try cut.consolidated(on: Matrix.random(9, 2, seed: 12))
    }
    #expect(error?.code == .shapeMismatch)
  }

  private func sumOfSquares(
    _ assignments: Assignments, _ rows: Matrix, _ weights: [Double]
  ) -> Double {
    guard let centers = try? assignments.centroids(of: rows, weights: weights) else { return .nan }
    return assignments.labels.enumerated().reduce(0) { sum, item in
      let (row, label) = (item.offset, Int(item.element))
      return sum
        + weights[row]
        * (0..<rows.columnCount).reduce(0) {
          $0 + (rows[row, $1] - centers[label, $1]) * (rows[row, $1] - centers[label, $1])
        }
    }
  }
}
