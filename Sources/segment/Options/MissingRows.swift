import ArgumentParser
import Segmentation

/// What happens to rows with a missing value.
enum MissingRows: String, ExpressibleByArgument, CaseIterable {
  case error
  case impute
  case ignore
  case fill
  case drop

  /// For rows of numbers; methods that compare them need every number.
  var policy: MissingPolicy {
    switch self {
    case .error, .ignore, .fill: .error
    case .impute: .imputed(indicatorShare: nil)
    case .drop: .dropped
    }
  }

  /// For rows of numbers and categories.
  var gaps: PrototypeRows.Gaps {
    switch self {
    case .error: .refused
    case .impute: .imputed
    case .ignore, .fill: .kept
    case .drop: .dropped
    }
  }

  /// For prototypes.
  var amongPrototypes: KPrototypes.MissingValues {
    switch self {
    case .error, .impute, .drop: .refused
    case .ignore: .rescaled
    case .fill: .filledByPrototype
    }
  }
}
