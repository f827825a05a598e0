import ParallelBlocks
import Testing

@testable import DenseAlgebra

/// The kernels put together as an engine would: blocks of tiles, sums merged in block order.
@Suite struct EngineTests {
  private struct Outcome: Equatable {
    var labels: [Int32]
    var sums: ClusterSums
    var centers: Matrix
  }

  /// What one block found out in one pass.
  private struct BlockResult: Sendable {
    var sums: ClusterSums
    var movedCount: Int
  }

  /// Lloyd's iterations until no label changes.
  private func lloyd(
    _ matrix: Matrix, from start: Matrix, with set: InstructionSet, threadCount: Int
  ) -> Outcome {
    let parallelism = Parallelism(threadCount: threadCount)
    let blockTileCount = 2
    return matrix.withUnsafeElements { elements in
      let original = OriginalRows(doubles: elements, columnCount: matrix.columnCount)
      let rows = TiledRows(original, parallelism: parallelism)
      let empty = ClusterSums(clusterCount: start.rowCount, centre: rows.frame.centre)
      var outcome = Outcome(
        labels: [Int32](repeating: -1, count: matrix.rowCount), sums: empty, centers: start)
      for _ in 0..<100 {
        let panel = CenterPanel(outcome.centers, for: rows)
        let blocks = outcome.labels.withUnsafeMutableBufferPointer { labels in
          let labels = DisjointWrites(labels)
          return parallelism.mapBlocks(count: rows.tileCount, blockSize: blockTileCount) {
            _, tiles in
            let range = rows.rows(in: tiles)
            let labels = labels.slice(range)
            var changes = RowChanges(tileCount: blockTileCount)
            var sums = empty
            TileKernels(set).assign(
              rows, original, tiles: tiles, to: panel, labels: labels, changes: &changes)
            sums.apply(changes, in: range, of: original, labels: UnsafeBufferPointer(labels))
            return BlockResult(sums: sums, movedCount: changes.count)
          }
        }
        for block in blocks { outcome.sums.merge(block.sums) }
        guard blocks.contains(where: { $0.movedCount > 0 }) else { break }
        outcome.centers = Matrix(
          rows: (0..<start.rowCount).map {
            outcome.sums.mean(of: $0) ?? Array(outcome.centers.row($0))
          })
      }
      return outcome
    }
  }

  @Test func anyInstructionSetAndNumberOfThreadsGiveTheSameBits() {
    var draws = Draws(seed: 51)
    // Whole numbers: many rows lie exactly between two centers.
    let matrix = Matrix(
      rowCount: 700, columnCount: 3,
      elements: (0..<2100).map { _ in 1e6 + (draws.unit() * 4).rounded() })
    let start = matrix.selectingRows(0..<6)
    let expected = lloyd(matrix, from: start, with: .baseline, threadCount: 1)
    for set in InstructionSet.available {
      for threadCount in [1, 2, 3, 7] {
        #expect(lloyd(matrix, from: start, with: set, threadCount: threadCount) == expected)
      }
    }
  }

  @Test func convergedLabelsAreTheNearestCenters() {
    var draws = Draws(seed: 52)
    let matrix = draws.matrix(500, 4, around: -3e5)
    let outcome = lloyd(matrix, from: matrix.selectingRows(0..<5), with: .best, threadCount: 2)
    #expect(outcome.labels == nearestTwo(of: matrix, among: outcome.centers).map(\.first))
    for cluster in 0..<5 {
      let members = (0..<500).filter { outcome.labels[$0] == Int32(cluster) }
      #expect(outcome.sums.masses[cluster] == Double(members.count))
      for column in 0..<4 {
        let mean = members.reduce(0) { $0 + matrix[$1, column] } / Double(members.count)
        #expect(abs(outcome.centers[cluster, column] - mean) < 1e-8)
      }
    }
  }
}
