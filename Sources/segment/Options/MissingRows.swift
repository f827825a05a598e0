import ArgumentParser
import Segmentation

/// What happens to rows with a missing value.
enum MissingRows: String, ExpressibleByArgument, CaseIterable {
  case error
  case impute
  case drop

  var policy: MissingPolicy {
    switch self {
    case .error: .error
    case .impute: .imputed(indicatorShare: nil)
    case .drop: .dropped
    }
  }
}
