/// Control of the share of false findings among many tests.
///
/// Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate" (1995),
/// doi:10.1111/j.2517-6161.1995.tb02031.x.
enum FalseDiscoveryRate {
  /// The q-value of each test in a family: the smallest rate at which the test is a finding.
  ///
  /// - Complexity: O(m log m) for m tests.
  static func qValues(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted {
      (pValues[$0], $0) < (pValues[$1], $1)
    }
    var qValues = [Double](repeating: 1, count: pValues.count)
    var smallest = 1.0
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(rank + 1))
      qValues[index] = smallest
    }
    return qValues
  }
}
