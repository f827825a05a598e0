import CSegmentationKernels
import ParallelBlocks
import Testing

@testable import DenseAlgebra

@Suite struct SumsTests {
  private let columns = 7
  private let clusters = 5

  /// Weighted sums around a centre by the plainest loop.
  private func plainSums(
    _ rows: Matrix, _ labels: [Int32], _ weights: [Double]?, _ centre: [Double]
  )
    -> (sums: [Double], masses: [Double])
  {
    var sums = [Double](repeating: 0, count: clusters * columns)
    var masses = [Double](repeating: 0, count: clusters)
    for row in 0..<rows.rowCount where labels[row] >= 0 {
      let weight = weights?[row] ?? 1
      masses[Int(labels[row])] += weight
      for column in 0..<columns {
        sums[Int(labels[row]) * columns + column] += weight * (rows[row, column] - centre[column])
      }
    }
    return (sums, masses)
  }

  @Test(arguments: [false, true])
  func sumsHaveTheBitsOfPlainLoops(weighted: Bool) {
    var draws = Draws(seed: 21)
    let rows = draws.matrix(131, columns, around: 100)
    let labels = (0..<131).map { Int32($0 % 6) - 1 }
    let weights = weighted ? (0..<131).map { _ in draws.unit() + 1 } : nil
    let centre = (0..<columns).map { 100 + Double($0) / 8 }
    let expected = plainSums(rows, labels, weights, centre)
    rows.withUnsafeElements { elements in
      let original = OriginalRows(doubles: elements, columnCount: columns)
      var sums = ClusterSums(clusterCount: clusters, centre: centre)
      labels.withUnsafeBufferPointer { labels in
        withOptional(weights) { sums.add(0..<131, of: original, labels: labels, weights: $0) }
      }
      #expect(sums.sums == expected.sums)
      #expect(sums.masses == expected.masses)
    }
  }

  @Test(arguments: [false, true])
  func movingRowsIsSummingAgain(weighted: Bool) {
    var draws = Draws(seed: 22)
    let floats = (0..<200 * columns).map { _ in Float(5 + draws.unit()) }
    let rows = Matrix(rowCount: 200, columnCount: columns, elements: floats.map(Double.init))
    let weights = weighted ? (0..<200).map { _ in draws.unit() + 1 } : nil
    let centre = [Double](repeating: 5, count: columns)
    let before = draws.matrix(clusters, columns, around: 5)
    let after = draws.matrix(clusters, columns, around: 5)
    floats.withUnsafeBufferPointer { floats in
      let original = OriginalRows(floats: floats, columnCount: columns)
      let tiles = TiledRows(original, parallelism: .serial)
      var labels = [Int32](repeating: -1, count: 200)
      var sums = ClusterSums(clusterCount: clusters, centre: centre)
      var changes = RowChanges(tileCount: tiles.tileCount)
      for centers in [before, after] {
        labels.withUnsafeMutableBufferPointer {
          TileKernels().assign(
            tiles, original, tiles: 0..<tiles.tileCount, to: CenterPanel(centers, for: tiles),
            labels: $0, changes: &changes)
        }
        #expect(changes.count > 0)
        labels.withUnsafeBufferPointer { labels in
          withOptional(weights) {
            sums.apply(changes, in: 0..<200, of: original, labels: labels, weights: $0)
          }
        }
      }
      let expected = plainSums(rows, labels, weights, centre)
      for (sum, exact) in zip(sums.sums + sums.masses, expected.sums + expected.masses) {
        #expect(abs(sum - exact) < 1e-12)
      }
      #expect(sums.mean(of: Int(labels[0])) != nil)
    }
  }

  @Test func objectiveIsTheSumOfSquaredDistances() {
    var draws = Draws(seed: 23)
    for columns in [1, 4, 7, 33] {
      let rows = draws.matrix(90, columns, around: 1e6)
      let centers = draws.matrix(3, columns, around: 1e6)
      let labels = (0..<90).map { Int32($0 % 4) - 1 }
      let weights = (0..<90).map { Double($0 % 5) }
      var expected = [0.0, 0, 0]
      for row in 0..<90 where labels[row] >= 0 {
        let label = Int(labels[row])
        expected[label] += weights[row] * squaredDistance(rows.row(row), centers.row(label))
      }
      var within = [0.0, 0, 0]
      rows.withUnsafeElements { elements in
        let original = OriginalRows(doubles: elements, columnCount: columns)
        labels.withUnsafeBufferPointer { labels in
          weights.withUnsafeBufferPointer { weights in
            original.addSquaredDistances(
              of: 0..<90, labels: labels, weights: weights, from: centers, to: &within)
          }
        }
      }
      for (sum, exact) in zip(within, expected) { #expect(abs(sum - exact) <= 1e-12 * exact) }
    }
  }

  @Test func lateMovesKeepTheOrderOfRows() {
    var changes = RowChanges(tileCount: 1)
    _ = changes.fill { kernel in
      for (index, row) in [3, 8, 20].enumerated() {
        kernel.pointee.movedRows[index] = Int32(row)
        kernel.pointee.formerLabels[index] = Int32(row * 10)
      }
      kernel.pointee.movedCount = 3
    }
    changes.merge([(1, 10), (9, 90), (10, 100), (63, 630)])
    #expect(Array(changes.rows) == [1, 3, 8, 9, 10, 20, 63])
    #expect(Array(changes.formerLabels) == [10, 30, 80, 90, 100, 200, 630])
  }

  private func withOptional(
    _ values: [Double]?, _ body: (UnsafeBufferPointer<Double>?) -> Void
  ) {
    guard let values else { return body(nil) }
    values.withUnsafeBufferPointer { body($0) }
  }
}
