/// A row far from its center.
struct DistantRow: Sendable {
  /// The row's number.
  let row: Int
  let elements: [Double]
  let weight: Double
  let label: Int
  let squaredDistance: Double

  /// Whether this row comes before another: it is farther, or as far and lower.
  static func < (left: DistantRow, right: DistantRow) -> Bool {
    (-left.squaredDistance, left.row) < (-right.squaredDistance, right.row)
  }
}

extension [DistantRow] {
  /// Puts the farthest rows first and leaves out repeated ones, and those beyond a limit.
  mutating func keepFarthest(_ limit: Int) {
    sort { $0 < $1 }
    var kept: [DistantRow] = []
    for row in self where kept.count < limit {
      // Equal rows have the same label, and so the same distance.
      let isRepeated = kept.reversed().prefix { $0.squaredDistance == row.squaredDistance }
        .contains { $0.elements == row.elements }
      if !isRepeated { kept.append(row) }
    }
    self = kept
  }
}
