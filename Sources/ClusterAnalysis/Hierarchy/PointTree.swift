import DenseAlgebra

/// A kd-tree: boxes of points, each cut in the middle of its longest side.
///
/// Leaves hold up to 32 points, which a kernel looks at together.
///
/// Bentley 1975, https://doi.org/10.1145/361002.361007.
struct PointTree: Sendable {
  /// The row at each position; the points of a box stand side by side.
  let rows: [Int32]
  let groups: PointGroups
  /// The boxes, each before its two parts.
  let nodes: [Node]
  /// For each box, the lower and then the upper corner.
  let corners: [Double]
  let columnCount: Int

  struct Node: Sendable {
    let firstGroup: Int32
    let groupCount: Int32
    /// The first of the two parts; -1 for a leaf.
    var part: Int32 = -1

    var groups: Range<Int> { Int(firstGroup)..<Int(firstGroup) + Int(groupCount) }
  }

  private static let leafGroupCount = 2

  /// An order of the rows of a matrix in which each `size` that follow each other make a box; boxes
  /// are cut in the column in which they are widest on average.
  ///
  /// - Complexity: O(rows × (columns + log(rows))).
  static func order(of matrix: Matrix, inBoxesOf size: Int) -> [Int32] {
    var builder = Builder(matrix, groupSize: size, leafGroupCount: 1, findsCorners: false)
    builder.build()
    return builder.rows
  }

  /// Builds the tree of the rows of a matrix.
  ///
  /// - Complexity: O(rows × (columns + log(rows))).
  init(of matrix: Matrix, terms: CoordinateTerms) {
    columnCount = matrix.columnCount
    var builder = Builder(
      matrix, groupSize: PointGroups.size, leafGroupCount: Self.leafGroupCount)
    builder.build()
    rows = builder.rows
    nodes = builder.nodes
    corners = builder.corners
    groups = PointGroups(matrix, rows: builder.rows, terms: terms)
  }

  /// The tree while it grows.
  private struct Builder {
    let matrix: Matrix
    let groupSize: Int
    let leafGroupCount: Int
    var rows: [Int32]
    var nodes: [Node] = []
    var corners: [Double] = []
    private var keys: [(key: Double, row: Int32)]
    private let findsCorners: Bool
    private static let sampleCount = 256

    init(_ matrix: Matrix, groupSize: Int, leafGroupCount: Int, findsCorners: Bool = true) {
      self.findsCorners = findsCorners
      self.matrix = matrix
      self.groupSize = groupSize
      self.leafGroupCount = leafGroupCount
      rows = Array(0..<Int32(matrix.rowCount))
      keys = rows.map { (0, $0) }
    }

    mutating func build() {
      let groupCount = (rows.count + groupSize - 1) / groupSize
      add(Node(firstGroup: 0, groupCount: Int32(groupCount)))
      var next = 0
      while next < nodes.count {
        let node = nodes[next]
        if Int(node.groupCount) > leafGroupCount {
          nodes[next].part = Int32(nodes.count)
          let half = (node.groupCount + 1) / 2
          cut(
            node, after: half, along: findsCorners ? longestSide(of: next) : widestColumn(of: node))
          add(Node(firstGroup: node.firstGroup, groupCount: half))
          add(Node(firstGroup: node.firstGroup + half, groupCount: node.groupCount - half))
        }
        next += 1
      }
    }

    private func positions(of node: Node) -> Range<Int> {
      let first = Int(node.firstGroup) * groupSize
      return first..<min(rows.count, first + Int(node.groupCount) * groupSize)
    }

    private mutating func add(_ node: Node) {
      nodes.append(node)
      guard findsCorners else { return }
      let columnCount = matrix.columnCount
      var lower = [Double](repeating: .infinity, count: columnCount)
      var upper = [Double](repeating: -.infinity, count: columnCount)
      matrix.withUnsafeElements { elements in
        for position in positions(of: node) {
          let start = Int(rows[position]) * columnCount
          for column in 0..<columnCount {
            lower[column] = min(lower[column], elements[start + column])
            upper[column] = max(upper[column], elements[start + column])
          }
        }
      }
      corners += lower + upper
    }

    private func longestSide(of node: Int) -> Int {
      let columnCount = matrix.columnCount
      let start = node * 2 * columnCount
      var best = (length: -1.0, column: 0)
      for column in 0..<columnCount {
        let length = corners[start + columnCount + column] - corners[start + column]
        if length > best.length { best = (length, column) }
      }
      return best.column
    }

    /// The column in which the rows of a box are farthest from their mean, on average.
    ///
    /// In more than a few columns, the longest side is often that of a few rows that are far from
    /// all others. Of many rows, some tell as much as all.
    private func widestColumn(of node: Node) -> Int {
      let columnCount = matrix.columnCount
      let positions = positions(of: node)
      let step = max(1, positions.count / Self.sampleCount)
      let sample = Array(
        stride(from: positions.lowerBound + step / 2, to: positions.upperBound, by: step))
      let count = Double(sample.count)
      return matrix.withUnsafeElements { elements in
        var best = (spread: -1.0, column: 0)
        for column in 0..<columnCount {
          var (sum, spread) = (0.0, 0.0)
          for position in sample { sum += elements[Int(rows[position]) * columnCount + column] }
          let mean = sum / count
          for position in sample {
            spread += (elements[Int(rows[position]) * columnCount + column] - mean).magnitude
          }
          if spread > best.spread { best = (spread, column) }
        }
        return best.column
      }
    }

    /// Brings the rows with the smallest values of a column into the first groups of a box.
    private mutating func cut(_ node: Node, after groupCount: Int32, along column: Int) {
      let positions = positions(of: node)
      matrix.withUnsafeElements { elements in
        for position in positions {
          let row = rows[position]
          keys[position] = (elements[Int(row) * matrix.columnCount + column], row)
        }
      }
      let middle = positions.lowerBound + Int(groupCount) * groupSize
      keys.withUnsafeMutableBufferPointer { Self.select(middle, of: positions, in: $0) }
      for position in positions { rows[position] = keys[position].row }
    }

    /// Brings the smallest keys of a range before `middle`, by Hoare's quickselect.
    private static func select(
      _ middle: Int, of range: Range<Int>,
      in keys: UnsafeMutableBufferPointer<(key: Double, row: Int32)>
    ) {
      var (low, high) = (range.lowerBound, range.upperBound - 1)
      while low < high {
        let pivot = median(
          keys[low].key, keys[(low + high) / 2].key, keys[high].key)
        var (left, right) = (low, high)
        while left <= right {
          while keys[left].key < pivot { left += 1 }
          while keys[right].key > pivot { right -= 1 }
          if left <= right {
            keys.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if middle <= right {
          high = right
        } else if middle >= left {
          low = left
        } else {
          return
        }
      }
    }

    private static func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
      max(min(a, b), min(max(a, b), c))
    }
  }
}
