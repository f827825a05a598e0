import ArgumentParser

/// Where a search starts.
enum StartingPoint: ExpressibleByArgument, Equatable {
  case plusPlus
  case parallel
  case random
  case cao
  case huang
  /// The best medoids of samples.
  case samples
  case rows(String)
  /// Rows of the file, counted from 0.
  case medoids([Int])

  init?(argument: String) {
    switch argument {
    case "plusplus": self = .plusPlus
    case "parallel": self = .parallel
    case "random": self = .random
    case "cao": self = .cao
    case "huang": self = .huang
    case "samples": self = .samples
    default:
      let parts = argument.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "rows": self = .rows(String(parts[1]))
      case "medoids":
        let numbers = parts[1].split(separator: ",", omittingEmptySubsequences: false)
          .map { Int($0) }
        guard numbers.allSatisfy({ $0.map { $0 >= 0 } ?? false }) else { return nil }
        self = .medoids(numbers.compactMap { $0 })
      default: return nil
      }
    }
  }

  /// Refuses what another method starts from.
  func check(_ method: ClusteringMethod) throws {
    switch self {
    case .plusPlus: return
    case .cao, .huang:
      guard method == .kPrototypes || method == .kModes else {
        throw ValidationError(
          "--initialization cao and huang are for --method kprototypes and kmodes.")
      }
    case .parallel:
      guard ![.kMedoids, .kPrototypes, .kModes].contains(method) else {
        throw ValidationError(
          "--initialization parallel is for --method kmeans, minibatch, bisecting and spherical.")
      }
    case .random, .rows:
      guard method != .kMedoids else {
        throw ValidationError(
          "--initialization for --method kmedoids takes plusplus, samples or medoids:ROW,ROW,….")
      }
    case .samples, .medoids:
      guard method == .kMedoids else {
        throw ValidationError(
          "--initialization samples and medoids:ROWS are for --method kmedoids.")
      }
    }
  }
}
