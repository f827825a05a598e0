import ParallelBlocks
import Testing

@testable import DenseAlgebra

@Suite struct AssignmentTests {
  @Test(arguments: InstructionSet.available)
  func labelsAreThoseOfPlainLoops(set: InstructionSet) {
    for example in Case.all {
      let rowCount = example.rows.rowCount
      let pass = assign(example.rows, to: example.centers, with: set)
      #expect(pass.labels == example.first, "\(example.shape)")
      #expect(pass.moved == (0..<rowCount).map(Int32.init))
      #expect(pass.former == [Int32](repeating: -1, count: rowCount))
    }
  }

  @Test(arguments: InstructionSet.available)
  func nearestTwoAreThoseOfPlainLoops(set: InstructionSet) {
    for example in Case.all {
      let found = nearestTwo(of: example.rows, to: example.centers, with: set)
      #expect(found.first == example.first, "\(example.shape)")
      #expect(found.second == example.second, "\(example.shape)")
    }
  }

  @Test(arguments: InstructionSet.available)
  func onlyMovedRowsAreListed(set: InstructionSet) {
    var draws = Draws(seed: 3)
    for n in [1, 15, 64, 65, 300] {
      let rows = draws.matrix(n, 6)
      let centers = draws.matrix(9, 6)
      let right = assign(rows, to: centers, with: set).labels
      var labels = right
      let wrong = (0..<n).filter { $0 % 7 == 0 || $0 % 64 == 63 }
      for row in wrong { labels[row] = (labels[row] + 1) % 9 }
      let pass = assign(rows, to: centers, from: labels, with: set)
      #expect(pass.labels == right)
      #expect(pass.moved == wrong.map(Int32.init))
      #expect(pass.former == wrong.map { labels[$0] })
      #expect(assign(rows, to: centers, from: right, with: set).moved.isEmpty)
    }
  }

  @Test func blocksOfTilesGiveWhatOnePassGives() {
    var draws = Draws(seed: 4)
    let matrix = draws.matrix(64 * 5 + 9, 7)
    let centers = draws.matrix(6, 7)
    let whole = assign(matrix, to: centers, with: .best)
    matrix.withUnsafeElements { elements in
      let original = OriginalRows(doubles: elements, columnCount: 7)
      let rows = TiledRows(original, parallelism: .init(threadCount: 3))
      let panel = CenterPanel(centers, for: rows)
      var changes = RowChanges(tileCount: 2)
      for first in stride(from: 0, to: rows.tileCount, by: 2) {
        let tiles = first..<min(first + 2, rows.tileCount)
        var labels = [Int32](repeating: -1, count: rows.rows(in: tiles).count)
        labels.withUnsafeMutableBufferPointer {
          TileKernels().assign(
            rows, original, tiles: tiles, to: panel, labels: $0, changes: &changes)
        }
        #expect(labels[...] == whole.labels[rows.rows(in: tiles)])
      }
    }
  }

  @Test func rowsOfFloatAreAssignedLikeTheSameRowsOfDouble() {
    var draws = Draws(seed: 5)
    let floats = (0..<200 * 5).map { _ in Float(1e6 + draws.unit()) }
    let doubles = Matrix(rowCount: 200, columnCount: 5, elements: floats.map(Double.init))
    let centers = doubles.selectingRows(0..<8)
    let expected = nearestTwo(of: doubles, among: centers).map(\.first)
    floats.withUnsafeBufferPointer { elements in
      let original = OriginalRows(floats: elements, columnCount: 5)
      let rows = TiledRows(original, parallelism: .serial)
      var labels = [Int32](repeating: -1, count: 200)
      var changes = RowChanges(tileCount: rows.tileCount)
      labels.withUnsafeMutableBufferPointer {
        TileKernels().assign(
          rows, original, tiles: 0..<rows.tileCount, to: CenterPanel(centers, for: rows),
          labels: $0, changes: &changes)
      }
      #expect(labels == expected)
    }
  }
}
