import DenseAlgebra

/// The prototypes of a search.
struct Prototypes: Sendable, Equatable {
  /// The code of a mode that no row has: the column is missing altogether.
  static let noMode = UInt32.max

  var count: Int
  /// prototypes x number columns.
  var centers: [Double]
  /// prototypes x category columns.
  var modes: [UInt32]
  /// For each mode the part of the cluster's rows that have it; 1 where there is no cluster.
  var modeShares: [Double]

  /// Prototypes in another order.
  func selecting(_ order: [Int]) -> Prototypes {
    func selected<Value>(_ values: [Value]) -> [Value] {
      let width = values.count / count
      return order.flatMap { values[$0 * width..<($0 + 1) * width] }
    }
    return Prototypes(
      count: order.count, centers: selected(centers), modes: selected(modes),
      modeShares: selected(modeShares))
  }

  /// Puts another's only prototype in the place of one of these.
  mutating func replace(_ prototype: Int, by other: Prototypes) {
    func replace<Value>(_ values: inout [Value], _ replacement: [Value]) {
      let start = prototype * replacement.count
      for (offset, value) in replacement.enumerated() { values[start + offset] = value }
    }
    replace(&centers, other.centers)
    replace(&modes, other.modes)
    replace(&modeShares, other.modeShares)
  }

  mutating func append(_ other: Prototypes) {
    count += other.count
    centers += other.centers
    modes += other.modes
    modeShares += other.modeShares
  }
}

/// What turns differences into dissimilarities.
struct MixedMetric: Sendable, Hashable, Codable {
  /// For each number column, what a squared difference is multiplied with.
  let numberWeights: [Double]
  /// For each category column, what a difference adds.
  let categoryWeights: [Double]
  let dissimilarity: KPrototypes.CategoryDissimilarity

  /// What columns are multiplied with before they are compared.
  var scales: [Double] { numberWeights.map { $0.squareRoot() } }

  /// The prototypes as the kernels read them.
  func panel(_ prototypes: Prototypes) -> PrototypePanel {
    let scales = scales
    let (width, depth, count) = (numberWeights.count, categoryWeights.count, prototypes.count)
    func columnByColumn<Value>(_ value: (_ place: Int, _ column: Int) -> Value) -> [Value] {
      (0..<depth).flatMap { column in
        (0..<count).map { value($0 * depth + column, column) }
      }
    }
    return PrototypePanel(
      count: count,
      centers: prototypes.centers.enumerated().map { $1 * scales[$0 % width] },
      modes: columnByColumn { place, _ in prototypes.modes[place] },
      matches: dissimilarity == .matching
        ? [] : columnByColumn { categoryWeights[$1] * (1 - prototypes.modeShares[$0]) },
      mismatches: categoryWeights)
  }
}
