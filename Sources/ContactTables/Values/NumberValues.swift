/// A column of quantities.
public struct NumberValues: Sendable, Hashable {
  /// The quantities; NaN where the file has none.
  ///
  /// Never infinite.
  public let values: [Double]
  /// The unit that every cell carried, such as `€` or `%`; nil when there is none.
  public let unit: String?

  /// Creates a column of quantities.
  public init(values: [Double], unit: String? = nil) {
    self.values = values
    self.unit = unit
  }
}
