import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

/// Trees of rows with categories and gaps, by Gower's dissimilarity.
@Suite struct MixedHierarchyTests {
  private static let usable: [Linkage] = [.single, .complete, .average, .weighted]

  /// Twelve contacts: spend, visits, plan and region, with gaps.
  private func contacts() throws -> MixedMatrix {
    let spend: [Double] = [120, 80, .nan, 300, 45, 210, 90, 150, .nan, 500, 33, 260]
    let visits: [Double] = [3, 1, 4, 9, 1, 6, 2, .nan, 5, 12, 1, 7]
    return try MixedMatrix(
      numbers: Matrix(rows: zip(spend, visits).map { [$0, $1] }),
      categories: [
        CategoryColumn(codes: [0, 1, 1, 2, 0, 2, nil, 0, 1, 2, 0, 1], levelCount: 3),
        CategoryColumn(codes: [0, 1, 0, 0, 1, 2, 2, 1, nil, 0, 1, 2], levelCount: 3),
      ])
  }

  /// R 4.2: `hclust(daisy(contacts, metric = "gower"), method)`, the last with `members`.
  @Test func agreesWithR() throws {
    let expected: [(Linkage, [Double]?, [Double])] = [
      (
        .single, nil,
        [
          0.0064239829, 0.0454545455, 0.0749464668, 0.0909090909, 0.1752481993, 0.1818181818,
          0.2068652261, 0.2687366167, 0.2727272727, 0.3356044384, 0.3663616897,
        ]
      ),
      (
        .complete, nil,
        [
          0.0064239829, 0.0454545455, 0.0835117773, 0.1752481993, 0.2068652261, 0.2994938680,
          0.3547466096, 0.4242424242, 0.7272727273, 0.9748394004, 1.0000000000,
        ]
      ),
      (
        .average, nil,
        [
          0.0064239829, 0.0454545455, 0.0792291221, 0.1752481993, 0.2068652261, 0.2575757576,
          0.3090649536, 0.3998118227, 0.4514524258, 0.6152832392, 0.7321961586,
        ]
      ),
      (
        .weighted, nil,
        [
          0.0064239829, 0.0454545455, 0.0792291221, 0.1752481993, 0.2068652261, 0.2575757576,
          0.3276231263, 0.4101331841, 0.4568246707, 0.5580054425, 0.6832320461,
        ]
      ),
      (
        .average, [1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 4, 1],
        [
          0.0064239829, 0.0454545455, 0.0817987152, 0.1752481993, 0.2068652261, 0.2575757576,
          0.2921127766, 0.3990250470, 0.4272453298, 0.5770132926, 0.7407349729,
        ]
      ),
    ]
    for (linkage, weights, heights) in expected {
      let tree = try HierarchicalClustering(linkage: linkage)
        .fitted(to: contacts(), weights: weights)
      #expect(tree.heights.largestDifference(to: heights) < 6e-11, "\(linkage)")
    }
    let segments = try HierarchicalClustering(linkage: .average).fitted(to: contacts())
      .cut(into: 3)
    #expect(segments.labels == [0, 0, 1, 2, 0, 1, 1, 0, 1, 2, 0, 1])
  }

  @Test(arguments: [2, 7, 40, 130])
  func agreesWithThePlainRecursion(count: Int) throws {
    let rows = try KPrototypesTests.random(count, gaps: 0.1, seed: UInt64(count))
    let gower = try GowerDissimilarity(for: rows)
    let distances = (0..<count).map { row in
      (0..<count).map { row == $0 ? 0 : gower.between(row, $0, of: rows) }
    }
    guard !distances.joined().contains(where: \.isNaN) else { return }
    let weights = (0..<count).map { Double(1 + $0 % 4) }
    for linkage in Self.usable {
      for weights in [nil, weights] {
        let tree = try HierarchicalClustering(linkage: linkage).fitted(to: rows, weights: weights)
        tree.expectNearestMerges(
          LanceWilliams(rowDistances: distances, linkage: linkage, weights: weights),
          hasSquares: false, "\(linkage) of \(count)")
      }
    }
  }

  @Test func equalRowsCountAsOne() throws {
    let rows = try contacts()
    let counts = (0..<12).map { 1 + $0 % 3 }
    let copies = counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) }
    for linkage in Self.usable {
      let method = HierarchicalClustering(linkage: linkage)
      let weighted = try method.fitted(to: rows, weights: counts.map(Double.init)).heights
      let repeated = try method.fitted(to: rows.selectingRows(copies)).heights
      #expect(repeated.prefix(copies.count - 12).allSatisfy { $0 == 0 })
      #expect(weighted.largestDifference(to: repeated.suffix(11)) < 1e-12)
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    let rows = try KPrototypesTests.random(90, gaps: 0.05, seed: 3)
    let trees = try [1, 2, 5].map { threads in
      try HierarchicalClustering(
        linkage: .average, parallelism: Parallelism(threadCount: threads)
      ).fitted(to: rows)
    }
    #expect(trees[1] == trees[0] && trees[2] == trees[0])
  }

  private func error(_ body: () throws -> Void) -> ClusteringError? {
    do { try body() } catch let error as ClusteringError { return error } catch {}
    return nil
  }

  @Test func whatCannotBeUsed() throws {
    let rows = try contacts()
    for linkage in [Linkage.ward, .centroid, .median] {
      let error = error { _ = try HierarchicalClustering(linkage: linkage).fitted(to: rows) }
      #expect(error?.code == .invalidSetting)
      #expect(error?.message.contains("average, complete, weighted or single") == true)
    }
    let method = HierarchicalClustering(linkage: .average)
    let empty = try MixedMatrix(numbers: Matrix(rowCount: 0, columnCount: 2))
    #expect(error { _ = try method.fitted(to: empty) }?.code == .emptyInput)
    #expect(error { _ = try method.fitted(to: rows, weights: [1]) }?.code == .shapeMismatch)
    let other = try GowerDissimilarity(for: MixedMatrix(numbers: Matrix(rows: [[1], [2]])))
    #expect(error { _ = try method.fitted(to: rows, by: other) }?.code == .shapeMismatch)
    // The first two rows share no column; the last two are equal and say nothing.
    for elements in [
      [[1, .nan], [.nan, 2], [1, 2]], [[.nan, .nan], [.nan, .nan]],
    ] as [[[Double]]] {
      let gaps = try MixedMatrix(numbers: Matrix(rows: elements))
      let error = error { _ = try method.fitted(to: gaps) }
      #expect(error?.code == .invalidDistances)
      #expect(error?.message.contains("rows 0 and 1") == true)
    }
  }

  @Test func fewOrEqualRows() throws {
    for linkage in Self.usable {
      let method = HierarchicalClustering(linkage: linkage)
      let one = try method.fitted(to: try contacts().selectingRows([0]))
      #expect(one.leafCount == 1 && one.merges.isEmpty)
      let two = try method.fitted(to: try contacts().selectingRows([0, 9]))
      #expect(two.heights.count == 1 && two.heights[0] > 0)
      let equal = try method.fitted(to: try contacts().selectingRows([3, 3, 3]))
      #expect(equal.heights == [0, 0])
      #expect(error { _ = try equal.cut(into: 4) }?.code == .tooManyClusters)
    }
  }
}
