import ArgumentParser
import Segmentation

/// What only some variants of k-means have.
struct VariantOptions: ParsableArguments {
  @Option(help: "How many rows minibatch draws at a time (default: 1024).")
  var batchSize: Int?

  @Option(
    help: "What bisecting divides next: the cluster of the largest cost (default) or size.")
  var split: SplitChoice?

  @Option(help: "The smallest number of rows of a cluster of kmeans (default: 1).")
  var minimumSize: Int?

  @Option(help: "The largest number of rows of a cluster of kmeans (default: any).")
  var maximumSize: Int?

  /// Whether clusters of k-means are to have sizes within limits.
  var limitSizes: Bool { minimumSize != nil || maximumSize != nil }

  func validate() throws {
    for (name, value) in [
      ("--batch-size", batchSize), ("--minimum-size", minimumSize),
      ("--maximum-size", maximumSize),
    ] where value.map({ $0 < 1 }) ?? false {
      throw ValidationError("\(name) takes a whole number from 1 on.")
    }
    if let minimumSize, let maximumSize, minimumSize > maximumSize {
      throw ValidationError("--minimum-size is above --maximum-size.")
    }
  }
}

/// Which cluster is divided next.
enum SplitChoice: String, ExpressibleByArgument, CaseIterable {
  case cost
  case size

  var splitting: BisectingKMeans.Splitting {
    switch self {
    case .cost: .largestSumOfSquares
    case .size: .largestCluster
    }
  }
}
