/// How far two clusters are from each other, given how far their rows are.
public enum Linkage: String, Sendable, Hashable, Codable, CaseIterable {
  /// The smallest distance between their rows: the minimum spanning tree.
  ///
  /// It finds clusters of any shape, and chains: a few rows between two groups join them.
  case single
  /// The largest distance between their rows.
  case complete
  /// The mean distance between their rows (UPGMA).
  case average
  /// The mean of the distances of the two parts that a cluster was made of (WPGMA).
  case weighted
  /// √(2 ab / (a + b)) × the distance of the centroids, for clusters of a and b rows: the root of
  /// twice the growth of the within-cluster sum of squares (`ward.D2` of R).
  ///
  /// Ward 1963, https://doi.org/10.1080/01621459.1963.10500845.
  case ward
  /// The distance of the centroids (UPGMC). A merge may be lower than the one before it.
  case centroid
  /// The distance of points that are each the middle of the two they were made of (WPGMC). A merge
  /// may be lower than the one before it.
  case median
  /// The smallest distance between their rows, but the smallest clusters are merged first while the
  /// sizes are too unequal. It finds clusters of any shape as single linkage does, without its
  /// chains. A merge may be lower than the one before it.
  ///
  /// Gagolewski, Bartoszuk and Cena 2016, https://doi.org/10.1016/j.ins.2016.05.003.
  case genie

  /// Whether distances are those of points between the rows, which only Euclidean space has.
  var isGeometric: Bool {
    switch self {
    case .ward, .centroid, .median: true
    case .single, .complete, .average, .weighted, .genie: false
    }
  }

  /// Whether a merge can be lower than an earlier one.
  public var canInvert: Bool { self == .centroid || self == .median || self == .genie }

  /// Whether it merges along the minimum spanning tree.
  var followsSpanningTree: Bool { self == .single || self == .genie }
}
