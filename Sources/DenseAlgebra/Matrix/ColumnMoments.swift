/// The means and variances of a matrix's columns.
public struct ColumnMoments: Sendable, Hashable {
  /// The mean of each column.
  public let means: [Double]
  /// The population variance of each column: the mean squared deviation, divided by the total weight
  /// and not by one less.
  public let variances: [Double]
  /// The number of rows, or the sum of their weights.
  public let totalWeight: Double

  /// The population standard deviation of each column.
  public var standardDeviations: [Double] { variances.map { $0.squareRoot() } }
}
