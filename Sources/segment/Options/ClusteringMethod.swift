import ArgumentParser
import Segmentation

/// A method of the workbench.
enum ClusteringMethod: String, ExpressibleByArgument, CaseIterable {
  case kMeans = "kmeans"
  case miniBatch = "minibatch"
  case bisecting
  case spherical
  case kPrototypes = "kprototypes"
  case kModes = "kmodes"
  case kMedoids = "kmedoids"
  case hierarchical

  /// How columns are scaled where nothing is said; centring them would turn the directions of rows.
  var scaling: Scaling { self == .spherical ? .none : .standard }
}

/// An option of `segment cluster` that not every method has.
struct MethodOption {
  let name: String
  let isGiven: Bool
  let methods: [ClusteringMethod]

  init(_ name: String, isGiven: Bool, for methods: ClusteringMethod...) {
    self.name = name
    self.isGiven = isGiven
    self.methods = methods
  }

  /// Refuses the option where it was given to a method that does not have it.
  func check(_ method: ClusteringMethod) throws {
    guard !isGiven || methods.contains(method) else {
      let names = methods.map(\.rawValue).joined(separator: " or ")
      throw ValidationError("\(name) is for --method \(names).")
    }
  }
}
