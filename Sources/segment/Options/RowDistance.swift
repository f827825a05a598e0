import ArgumentParser
import Segmentation

/// What `--distance` takes: how far rows are from each other.
enum RowDistance: String, ExpressibleByArgument, CaseIterable {
  case euclidean
  case manhattan
  case cosine
  /// Of numbers and categories with gaps.
  case gower
  /// The file holds the distances.
  case precomputed

  /// The distance between rows of numbers; nil when it is not computed from them.
  var metric: Metric? { Metric(rawValue: rawValue) }
}
