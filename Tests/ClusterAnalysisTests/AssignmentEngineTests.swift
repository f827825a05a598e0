import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// Engines label rows as direct differences do, to the last tie.
@Suite struct AssignmentEngineTests {
  private func pass(
    _ matrix: Matrix, centers: Matrix, weights: [Double]? = nil, threadCount: Int = 2
  ) -> (labels: [Int32], totals: PassTotals, origin: [Double]) {
    MatrixRows.with(matrix, weights: weights) { rows in
      let chunks = RowChunks(
        rowCount: matrix.rowCount, clusterCount: centers.rowCount,
        parallelism: Parallelism(threadCount: threadCount))
      let origin = RowSummary(of: rows, chunks: chunks).origin
      let engine = BLASEngine(
        rows, origin: origin, clusterCount: centers.rowCount, chunks: chunks)
      var labels = [Int32](repeating: -1, count: matrix.rowCount)
      let totals = labels.withUnsafeMutableBufferPointer {
        engine.assign(to: centers, labels: DisjointWrites($0))
      }
      return (labels, totals, origin)
    }
  }

  private func directLabels(_ matrix: Matrix, centers: Matrix) -> [Int32] {
    (0..<matrix.rowCount).map { row in
      var nearest = (label: 0, distance: Double.infinity)
      for center in 0..<centers.rowCount {
        let distance = squaredDistance(matrix.row(row), centers.row(center))
        if distance < nearest.distance { nearest = (center, distance) }
      }
      return Int32(nearest.label)
    }
  }

  @Test(arguments: [0, 1e7, -3e12])
  func whereEveryRowIsNearATie(offset: Double) {
    var random = RandomSource(seed: 11)
    for columnCount in [1, 2, 3, 4, 5, 9] {
      // Points of a small grid, and centers that are points and middles of it.
      let rows = Matrix(
        rowCount: 1000, columnCount: columnCount,
        elements: (0..<1000 * columnCount).map { _ in offset + Double(random.index(below: 4)) })
      let centers = Matrix(
        rowCount: 11, columnCount: columnCount,
        elements: (0..<11 * columnCount).map { _ in
          offset + Double(random.index(below: 7)) / 2
        })
      #expect(
        pass(rows, centers: centers).labels == directLabels(rows, centers: centers),
        "\(columnCount) columns")
      // The same a few last digits away from a tie.
      var nudged = centers
      for center in 0..<11 {
        nudged[center, 0] += Double(random.index(below: 5) - 2) * nudged[center, 0].ulp
      }
      #expect(
        pass(rows, centers: nudged).labels == directLabels(rows, centers: nudged),
        "\(columnCount) columns, nudged")
    }
  }

  @Test func whereOneRowIsFarFromAll() {
    var rows = Matrix.random(500, 3, seed: 2)
    rows[77, 1] = 1e12
    let centers = rows.selectingRows([77, 1, 2, 3, 4])
    #expect(pass(rows, centers: centers).labels == directLabels(rows, centers: centers))
  }

  @Test(arguments: [1, 3, 4, 5, 255, 256, 257, 513, 1000])
  func totalsAreThoseOfTheRows(rowCount: Int) {
    let rows = Matrix.random(rowCount, 3, seed: UInt64(rowCount))
    let centers = Matrix.random(4, 3, seed: 5)
    for weights in [nil, (0..<rowCount).map { Double($0 % 3) + 0.5 }] {
      let (labels, totals, origin) = pass(rows, centers: centers, weights: weights)
      #expect(labels == directLabels(rows, centers: centers))
      #expect(totals.movedRowCount == rowCount)
      var score = 0.0
      var sums = [Double](repeating: 0, count: 12)
      var clusterWeights = [Double](repeating: 0, count: 4)
      for row in 0..<rowCount {
        let weight = weights?[row] ?? 1
        let label = Int(labels[row])
        clusterWeights[label] += weight
        score +=
          weight
          * (squaredDistance(rows.row(row), centers.row(label))
            - squaredDistance(rows.row(row), origin[...]))
        for column in 0..<3 {
          sums[label * 3 + column] += weight * (rows[row, column] - origin[column])
        }
      }
      #expect(totals.weights == clusterWeights)
      #expect(totals.sums.largestDifference(to: sums) < 1e-10)
      #expect(abs(totals.score - score) < 1e-9)
    }
  }
}
