extension ClusteringProgress {
  /// The step in words: start, iteration, objective and rows moved.
  package var words: String {
    "start \(restart + 1) of \(restartCount), iteration \(iteration), "
      + "objective \(PlainNumber.text(objective)), \(PlainNumber.text(movedRowCount)) moved"
  }
}
