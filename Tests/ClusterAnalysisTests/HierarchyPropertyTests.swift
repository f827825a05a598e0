import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct HierarchyPropertyTests {
  /// All but Genie, which does not always merge the nearest two.
  private static let usable: [(Linkage, Metric)] = Linkage.allCases.filter { $0 != .genie }.flatMap
  {
    linkage in
    Metric.allCases.filter { $0 == .euclidean || !linkage.isGeometric }.map { (linkage, $0) }
  }

  /// Rows of several kinds: at random, on a grid with ties, with copies, and far from the origin.
  private static func rows(_ kind: Int, seed: UInt64) -> Matrix {
    let plain = Matrix.random(22, 3, seed: seed)
    switch kind {
    case 0: return plain
    case 1: return plain.scalingColumns(by: [2, 2, 0]).rounded().addingToEachRow([3, 3, 3])
    case 2: return plain.selectingRows([0, 1, 2, 1, 0, 3, 4, 5, 5, 5, 6, 7, 8, 9, 9, 10, 1, 11])
    default: return plain.rounded(to: 0x1p-20).addingToEachRow([1e9, -3e8, 0])
    }
  }

  @Test(arguments: 0..<4)
  func eachMergeIsOfTheNearestTwo(kind: Int) throws {
    for (linkage, metric) in Self.usable {
      let rows = Self.rows(kind, seed: UInt64(kind + 1))
      let tree = try HierarchicalClustering(linkage: linkage, metric: metric).fitted(to: rows)
      var replay = HierarchyReplay(rows, metric: metric, linkage: linkage, weights: nil)
      // Cosines of rows near 10⁹ are 1 up to the last digits: the plain formula is no judge.
      if kind == 3 && metric == .cosine { continue }
      replay.expectNearestMerges(in: tree, tolerance: kind == 3 ? 1e-7 : 1e-9)
    }
  }

  @Test func weightsStandForEqualRowsInEachMerge() throws {
    let rows = Matrix.random(20, 2, seed: 5)
    let weights = (0..<20).map { [0.5, 1, 7, 2.25, 1e-3][$0 % 5] }
    for (linkage, metric) in Self.usable {
      let method = HierarchicalClustering(linkage: linkage, metric: metric)
      var replay = HierarchyReplay(rows, metric: metric, linkage: linkage, weights: weights)
      replay.expectNearestMerges(in: try method.fitted(to: rows, weights: weights))
    }
  }

  @Test func weightsEqualRepeatedRows() throws {
    let rows = Matrix.random(30, 3, seed: 8)
    let counts = (0..<30).map { 1 + $0 % 4 }
    let repeated = rows.selectingRows(
      counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
    for (linkage, metric) in Self.usable {
      let method = HierarchicalClustering(linkage: linkage, metric: metric)
      let weighted = try method.fitted(to: rows, weights: counts.map(Double.init)).heights
      let expected = try method.fitted(to: repeated).heights
      #expect(expected.prefix(expected.count - 29).allSatisfy { $0 == 0 })
      #expect(weighted.largestDifference(to: expected.suffix(29)) < 1e-12, "\(linkage) \(metric)")
    }
  }

  @Test func givenDistancesGiveTheSameTree() throws {
    let rows = Matrix.random(60, 4, seed: 2)
    for (linkage, metric) in Self.usable {
      for weights in [nil, (0..<60).map { Double(1 + $0 % 3) }] {
        let method = HierarchicalClustering(linkage: linkage, metric: metric)
        let expected = try method.fitted(to: rows, weights: weights)
        let distances = try DistanceMatrix(of: rows, metric: metric)
        let found = try method.fitted(to: distances, weights: weights)
        #expect(found.heights.largestDifference(to: expected.heights) < 1e-9, "\(linkage)")
        #expect(found.merges.map(\.size) == expected.merges.map(\.size), "\(linkage)")
        #expect(try found.cut(into: 5) == expected.cut(into: 5))
      }
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    let rows = Matrix.random(300, 4, seed: 6)
    for (linkage, metric) in Self.usable {
      let trees = try [1, 2, 3, 7].map { threads in
        try HierarchicalClustering(
          linkage: linkage, metric: metric, parallelism: Parallelism(threadCount: threads)
        ).fitted(to: rows)
      }
      #expect(trees.dropFirst().allSatisfy { $0 == trees[0] })
    }
  }

  @Test(arguments: 0..<5)
  func wardInFloatIsWardInDouble(kind: Int) throws {
    var rows = Matrix.random(250, kind == 4 ? 1 : 3, seed: UInt64(kind))
    if kind == 1 { rows = rows.scalingColumns(by: [2, 2, 2]).rounded() }
    if kind == 2 { rows = rows.rounded(to: 0x1p-22) }
    // One row far out leaves the others with few digits in Float.
    if kind == 3 { for column in 0..<3 { rows[7, column] = 1e9 } }
    let scaled = try ScaledRows(rows, metric: .euclidean, parallelism: .serial)
    let distinct = DistinctRows(of: scaled.matrix, weights: nil)
    let points = scaled.matrix.selectingRows(distinct.firstRows)
    func merges(usesFloat: Bool) throws -> [[Double]] {
      var chain = WardChain(
        points: points, weights: distinct.weights, parallelism: .serial, usesFloat: usesFloat)
      return try chain.merges(scale: 1).map { [Double($0.left), Double($0.right), $0.height] }
    }
    #expect(try merges(usesFloat: true) == merges(usesFloat: false))
  }

  @Test func floatMatricesAreCloseToDoubleOnes() throws {
    let rows = try ScaledRows(
      Matrix.random(200, 5, seed: 4).addingToEachRow([1e6, 0, 0, -1e6, 3]), metric: .euclidean,
      parallelism: .serial)
    let weights = [Double](repeating: 1, count: 200)
    for linkage in [Linkage.average, .complete, .weighted, .single] {
      var double = MatrixChain(
        MergedDistances<Double>(of: rows, parallelism: .serial), linkage: linkage, weights: weights)
      var float = MatrixChain(
        MergedDistances<Float>(of: rows, parallelism: .serial), linkage: linkage, weights: weights)
      let expected = try double.merges { $0 }.sortedByHeight()
      let found = try float.merges { $0 }.sortedByHeight()
      for (left, right) in zip(expected, found) {
        #expect(abs(left.height - right.height) <= 1e-5 * left.height)
      }
    }
  }

  /// Shares of light rows must not be lost in Float, however heavy others are.
  @Test func floatMatricesKnowLightAndHeavyRows() throws {
    let rows = try ScaledRows(
      Matrix.random(200, 4, seed: 6), metric: .euclidean, parallelism: .serial)
    let weights = (0..<200).map { pow(10, Double($0 * 37 % 81 - 40)) }
    var double = MatrixChain(
      MergedDistances<Double>(of: rows, parallelism: .serial), linkage: .average, weights: weights)
    var float = MatrixChain(
      MergedDistances<Float>(of: rows, parallelism: .serial), linkage: .average, weights: weights)
    let expected = try double.merges { $0 }.sortedByHeight()
    let found = try float.merges { $0 }.sortedByHeight()
    #expect(expected.count == 199 && found.count == 199)
    for (left, right) in zip(expected, found) {
      #expect(abs(left.height - right.height) <= 1e-5 * left.height)
    }
  }

  /// The unit of weights is not that of heights, but for the root that Ward's linkage has of it.
  @Test(arguments: [-120, -3, 0, 2, 120])
  func unitOfWeightsChangesNoDigit(exponent: Int) throws {
    let distances = try DistanceMatrix(of: Matrix.random(40, 3, seed: 2))
    let weights = (0..<40).map { Double(1 + $0 % 7) }
    let ward = HierarchicalClustering(linkage: .ward)
    let plain = try ward.fitted(to: distances, weights: weights)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let other = try ward.fitted(to: distances, weights: weights.map { $0 * unit * unit })
    #expect(other.heights == plain.heights.map { $0 * unit })
  }

  @Test func distancesThatOverflowAreRefused() throws {
    let distances = MergedDistances<Float>(
      try DistanceMatrix(condensed: [Double](repeating: 1, count: 10))
    ) { _, _, _ in .infinity }
    var chain = MatrixChain(distances, linkage: .average, weights: [1, 1, 1, 1, 1])
    let error = #expect(throws: ClusteringError.self) { try chain.merges { $0 } }
    #expect(error?.code == .valueOutOfRange)
  }

  @Test func orderOfRowsDoesNotMatter() throws {
    let rows = Matrix.random(80, 3, seed: 12)
    let order = (0..<80).map { ($0 * 37 + 11) % 80 }
    for (linkage, metric) in Self.usable {
      let method = HierarchicalClustering(linkage: linkage, metric: metric)
      let tree = try method.fitted(to: rows)
      let permuted = try method.fitted(to: rows.selectingRows(order))
      #expect(tree.heights.largestDifference(to: permuted.heights) < 1e-12)
      let labels = try tree.cut(into: 6)
      let expected = Assignments(labels: order.map { labels.labels[$0] }, clusterCount: 6)
      #expect(try permuted.cut(into: 6).adjustedRandIndex(with: expected) == 1)
    }
  }
}

extension Matrix {
  /// The matrix with each element rounded to a multiple of `step`.
  func rounded(to step: Double = 1) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: elements.map { ($0 / step).rounded() * step })
  }
}
