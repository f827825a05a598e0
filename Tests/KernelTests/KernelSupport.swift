import ParallelBlocks

@testable import DenseAlgebra

/// A small generator whose numbers depend on nothing but its seed (SplitMix64).
struct Draws {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in −1 ..< 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-52 - 1 }

  mutating func matrix(_ rowCount: Int, _ columnCount: Int, around offset: Double = 0) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in offset + unit() })
  }
}

/// Squared distances by the plainest loop.
func squaredDistance(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
  var sum = 0.0
  for (x, y) in zip(a, b) { sum += (x - y) * (x - y) }
  return sum
}

/// The two nearest centers of each row by the plainest loop.
func nearestTwo(of rows: Matrix, among centers: Matrix) -> [(first: Int32, second: Int32)] {
  (0..<rows.rowCount).map { row in
    let order = (0..<centers.rowCount)
      .map { (squaredDistance(rows.row(row), centers.row($0)), $0) }
      .sorted { $0 < $1 }
    return (Int32(order[0].1), order.count > 1 ? Int32(order[1].1) : -1)
  }
}

/// What one pass over all tiles gives.
struct Pass: Equatable {
  var labels: [Int32]
  var moved: [Int32] = []
  var former: [Int32] = []
  var rescoredCount = 0
}

/// Assigns all rows in one block.
func assign(
  _ matrix: Matrix, to centers: Matrix, from labels: [Int32]? = nil, with set: InstructionSet
) -> Pass {
  matrix.withUnsafeElements { elements in
    let original = OriginalRows(doubles: elements, columnCount: matrix.columnCount)
    let rows = TiledRows(original, parallelism: .serial)
    var pass = Pass(labels: labels ?? [Int32](repeating: -1, count: matrix.rowCount))
    var changes = RowChanges(tileCount: rows.tileCount)
    pass.labels.withUnsafeMutableBufferPointer {
      TileKernels(set).assign(
        rows, original, tiles: 0..<rows.tileCount, to: CenterPanel(centers, for: rows), labels: $0,
        changes: &changes)
    }
    pass.moved = Array(changes.rows)
    pass.former = Array(changes.formerLabels)
    pass.rescoredCount = changes.rescoredCount
    return pass
  }
}

/// The two nearest centers of each row by the kernels, in one block.
func nearestTwo(
  of matrix: Matrix, to centers: Matrix, with set: InstructionSet
) -> (first: [Int32], second: [Int32]) {
  var first = [Int32](repeating: 7, count: matrix.rowCount)
  var second = first
  matrix.withUnsafeElements { elements in
    let original = OriginalRows(doubles: elements, columnCount: matrix.columnCount)
    let rows = TiledRows(original, parallelism: .serial)
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        TileKernels(set).nearestTwo(
          rows, original, tiles: 0..<rows.tileCount, to: CenterPanel(centers, for: rows),
          first: first, second: second)
      }
    }
  }
  return (first, second)
}

/// Shapes that meet every remainder: rows against tiles and strips, columns against blocks of four
/// and chunks, centers against register blocks and groups.
private let shapes: [(rows: Int, columns: Int, centers: Int)] = {
  let rows = [0, 1, 3, 15, 16, 17, 63, 64, 65]
  let columns = [1, 2, 3, 4, 5, 8, 10, 16, 17, 20, 33, 256]
  let centers = [1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 33, 100]
  var shapes = rows.flatMap { n in [(n, 1, 3), (n, 5, 5), (n, 17, 8)] }
  shapes += columns.map { (65, $0, 7) } + centers.map { (65, 3, $0) }
  shapes += zip(columns, centers).map { (70, $0, $1) }
  shapes += [(1000, 2, 17), (1000, 10, 4), (129, 128, 40), (129, 129, 33), (66, 300, 37)]
  return shapes
}()

/// Random rows and centers of a shape, and what plain loops say about them.
struct Case: Sendable {
  let rows: Matrix
  let centers: Matrix
  let first: [Int32]
  let second: [Int32]

  var shape: String { "\(rows.rowCount) x \(rows.columnCount), \(centers.rowCount) centers" }

  /// One for each of the shapes; made once, because plain loops are slow.
  static let all: [Case] = {
    var draws = Draws(seed: 1)
    return shapes.map { shape in
      let rows = draws.matrix(shape.rows, shape.columns)
      let centers = draws.matrix(shape.centers, shape.columns)
      let nearest = nearestTwo(of: rows, among: centers)
      return Case(
        rows: rows, centers: centers, first: nearest.map(\.first), second: nearest.map(\.second))
    }
  }()
}
