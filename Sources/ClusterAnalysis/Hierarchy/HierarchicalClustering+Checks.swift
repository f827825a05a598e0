import Foundation

extension HierarchicalClustering {
  /// Different rows up to which distances are held as `Double`.
  static let doubleRowLimit = 5000

  /// Makes sure that the linkage can use the metric, and that the threshold is one.
  func checkSettings() throws(ClusteringError) {
    try checkThreshold()
    guard linkage.isGeometric, metric != .euclidean else { return }
    throw ClusteringError(
      .invalidSetting,
      "\(linkage.rawValue) linkage measures from centroids, which exist for the euclidean metric "
        + "only, not for \(metric.rawValue); take the euclidean metric, or genie, average, "
        + "complete, weighted or single linkage")
  }

  /// Makes sure that the threshold is a Gini index.
  func checkThreshold() throws(ClusteringError) {
    guard giniThreshold >= 0, giniThreshold <= 1 else {
      throw ClusteringError(
        .invalidSetting, "giniThreshold is \(giniThreshold), but must be from 0 to 1")
    }
  }

  /// Makes sure that each row has a positive weight.
  ///
  /// - Returns: The sum of the weights.
  func checkWeights(_ weights: [Double]?, rowCount: Int) throws(ClusteringError) -> Double {
    let total = try InputChecks.checkWeights(weights, rowCount: rowCount)
    if let row = weights?.firstIndex(of: 0) {
      throw ClusteringError(
        .invalidWeights,
        "the weight of row \(row) (counted from 0) is 0, but each leaf of a tree counts; leave out "
          + "rows of weight 0")
    }
    return total
  }

  /// Makes sure that rows can be numbered.
  func checkCount(_ rowCount: Int) throws(ClusteringError) {
    guard rowCount <= Int(Int32.max / 2) else {
      throw ClusteringError(
        .valueOutOfRange,
        "there are \(rowCount) rows, but a tree has at most \(Int32.max / 2) leaves")
    }
  }

  /// Makes sure that the machine can hold the distances of all rows, which may be needed at once.
  func checkMemory(
    rowCount: Int, available: UInt64 = ProcessInfo.processInfo.physicalMemory
  ) throws(ClusteringError) {
    let elementSize = rowCount > Self.doubleRowLimit ? 4.0 : 8.0
    let needed = Double(rowCount) * Double(rowCount) * elementSize
    guard needed <= Double(available) else {
      let gigabytes = Int((needed / 1e9).rounded(.up))
      throw ClusteringError(
        .notEnoughMemory,
        "\(linkage.rawValue) linkage of \(rowCount) different rows may need \(gigabytes) GB for their "
          + "distances, which is more than this machine has; ward, single and centroid linkage "
          + "need no such matrix, or set a budget of memory, which condenses the rows")
    }
  }
}
