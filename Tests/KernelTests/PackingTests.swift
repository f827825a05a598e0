import CSegmentationKernels
import ParallelBlocks
import Testing

@testable import DenseAlgebra

@Suite struct PackingTests {
  @Test(arguments: [0, 1, 3, 4, 63, 64, 65, 200])
  func packedRowsAreCentredScaledAndRounded(rowCount: Int) {
    var draws = Draws(seed: 41)
    for columns in [1, 3, 4, 5, 8, 17] {
      let matrix = draws.matrix(rowCount, columns, around: 1e5)
      let centre = (0..<columns).map { 1e5 + Double($0) / 16 }
      let rows = TiledRows(matrix, centre: centre, parallelism: .init(threadCount: 2))
      #expect(rows.frame.centre == centre)
      #expect(rows.tileCount == (rowCount + 63) / 64)
      for row in 0..<rowCount {
        let expected = (0..<columns).map { column in
          Float((matrix[row, column] - centre[column]) * rows.frame.scale)
        }
        #expect(rows.packedRow(row) == expected)
      }
    }
  }

  /// Rows of Float are packed in Float where that rounds alike, and by way of Double where it does not.
  @Test(arguments: [1e5, 1e5 + 0x1p-20], [3, 8, 13])
  func floatsArePackedAsDoublesAre(middle: Double, columns: Int) {
    var draws = Draws(seed: 45)
    var floats = draws.matrix(150, columns, around: 1e5).withUnsafeElements { $0.map(Float.init) }
    for index in stride(from: 0, to: floats.count, by: 7) { floats[index] *= 1e-9 }
    for index in stride(from: 3, to: floats.count, by: 11) { floats[index] = -floats[index] * 1e12 }
    let centre = [Double](repeating: middle, count: columns)
    floats.withUnsafeBufferPointer { floats in
      let original = OriginalRows(floats: floats, columnCount: columns)
      let rows = TiledRows(original, centre: centre, parallelism: .serial)
      #expect(rows.frame.scale < 1)
      for row in 0..<150 {
        let expected = (0..<columns).map { column in
          Float((Double(floats[row * columns + column]) - middle) * rows.frame.scale)
        }
        #expect(rows.packedRow(row) == expected)
      }
    }
  }

  @Test func boundsOfNormsAreBoundsAndTight() {
    var draws = Draws(seed: 42)
    for columns in [1, 5, 300] {
      let rows = TiledRows(draws.matrix(130, columns), parallelism: .serial)
      rows.withUnsafeRows { packed in
        for tile in 0..<rows.tileCount {
          let exact = rows.rows(in: tile..<tile + 1).map { row in
            rows.packedRow(row).reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
          }
          let largest = exact.max() ?? 0
          let bound = Double(packed.pointee.tileNorms[tile])
          #expect(bound >= largest && bound < largest * 1.001)
        }
      }
    }
  }

  @Test func theFrameFollowsTheDataWhateverItsScale() {
    for (offset, spread) in [(0.0, 1e300), (1e9, 1e-4), (0, 1e-300), (-4e307, 2e306)] {
      var draws = Draws(seed: 43)
      let matrix = Matrix(
        rowCount: 500, columnCount: 2,
        elements: (0..<1000).map { _ in offset + spread * draws.unit() })
      let frame = TiledRows(matrix, parallelism: .serial).frame
      #expect(abs(frame.centre[0] - offset) < spread / 5)
      #expect((0.4...2.1).contains(spread * frame.scale))
    }
  }

  @Test func constantAndUnusableColumnsHaveAFrame() {
    let rows = Matrix(
      rows: [
        [5, .nan, 1e308, .nan], [5, 1, -1e308, .infinity], [5, .infinity, 1e308, .nan],
      ])
    let frame = TiledRows(rows, parallelism: .serial).frame
    #expect(frame.centre == [5, 1, 0, 0])
    #expect(frame.scale > 0)
  }

  @Test func packingIsTheSameForAnyNumberOfThreads() {
    var draws = Draws(seed: 44)
    let matrix = draws.matrix(64 * 64 * 2 + 100, 3)
    let serial = TiledRows(matrix, parallelism: .serial)
    let parallel = TiledRows(matrix, parallelism: .init(threadCount: 7))
    for row in stride(from: 0, to: matrix.rowCount, by: 97) {
      #expect(serial.packedRow(row) == parallel.packedRow(row))
    }
  }

  @Test func tilesBeginOnACacheLine() {
    for rowCount in [1, 65, 1000] {
      let rows = TiledRows(Matrix(rowCount: rowCount, columnCount: 3), parallelism: .serial)
      rows.withUnsafeRows { #expect(Int(bitPattern: $0.pointee.tiles) % 64 == 0) }
    }
  }
}
