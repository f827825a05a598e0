/// A merge as an algorithm finds it: a row of each of two clusters, and how far these are.
struct RowMerge: Sendable {
  let left: Int32
  let right: Int32
  let height: Double

  init(_ left: Int, _ right: Int, height: Double) {
    self.left = Int32(left)
    self.right = Int32(right)
    self.height = height
  }

  /// The same merge of rows that are called otherwise.
  func renamed(_ name: (Int) -> Int) -> RowMerge {
    RowMerge(name(Int(left)), name(Int(right)), height: height)
  }
}

extension Array where Element == RowMerge {
  /// The merges from the lowest to the highest, equally high ones in the order they were found.
  func sortedByHeight() -> [RowMerge] {
    indices.sorted { (self[$0].height, $0) < (self[$1].height, $1) }.map { self[$0] }
  }
}
