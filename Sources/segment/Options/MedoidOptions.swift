import ArgumentParser
import Segmentation

/// What only kmedoids is told.
struct MedoidOptions: ParsableArguments {
  @Option(
    help: """
      Search medoids in this many samples of the rows instead of among all, and assign all rows to the \
      best; for hundreds of thousands of rows.
      """)
  var samples: Int?

  @Option(help: "The rows in a sample (default: 2,000, or 80 and 4 for each segment).")
  var sampleSize: Int?

  @Option(
    help: """
      With --distance gower: yes-or-no columns, separated by commas, in which two rows that both say \
      no are not alike for that.
      """)
  var asymmetric: String?

  @Option(
    help: """
      With --distance gower: also write the dissimilarities of all pairs of rows to this .npy file, \
      each once, as scipy's pdist orders them.
      """)
  var dissimilarities: String?

  /// How medoids are searched in samples; nil when they are searched among all rows.
  var sampling: KMedoids.Sampling? {
    guard samples != nil || sampleSize != nil else { return nil }
    var sampling = KMedoids.Sampling(sampleSize: sampleSize)
    if let samples { sampling.sampleCount = samples }
    return sampling
  }

  /// Refuses what is for another distance.
  func check(_ distance: RowDistance?) throws {
    guard distance == .gower || asymmetric == nil && dissimilarities == nil else {
      throw ValidationError("--asymmetric and --dissimilarities are for --distance gower.")
    }
  }

  func validate() throws {
    guard samples ?? 1 >= 1 else {
      throw ValidationError("--samples takes a whole number from 1 on.")
    }
    guard sampleSize ?? 2 >= 2 else {
      throw ValidationError("--sample-size takes a whole number from 2 on.")
    }
  }
}
