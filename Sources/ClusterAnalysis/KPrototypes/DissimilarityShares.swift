/// How much of the dissimilarity of two rows drawn at random each column is expected to carry.
public struct DissimilarityShares: Sendable, Hashable, Codable {
  /// For each number column its part, 0...1.
  public let numbers: [Double]
  /// For each category column its part, 0...1.
  public let categories: [Double]
  /// For each set column its part, 0...1; all parts add up to 1, or are 0 when rows are equal.
  public let sets: [Double]

  /// The part that the numbers carry together.
  public var ofNumbers: Double { numbers.reduce(0, +) }
  /// The part that the categories and sets carry together.
  public var ofCategories: Double { (categories + sets).reduce(0, +) }

  init(of columns: MixedColumns, _ layout: ColumnLayout, metric: MixedMetric) {
    let parts = layout.parts(
      numbers: zip(columns.variances, metric.numberWeights).map { 2 * $0 * $1 },
      categories: zip(columns.impurities, metric.categoryWeights).map { $0 * $1 })
    let total = (parts.numbers + parts.categories + parts.sets).reduce(0, +)
    func shares(_ parts: [Double]) -> [Double] { parts.map { total > 0 ? $0 / total : 0 } }
    (numbers, categories, sets) = (
      shares(parts.numbers), shares(parts.categories), shares(parts.sets)
    )
  }

  /// What an analyst should know: one side carries more than 95 % of the dissimilarity and decides
  /// alone; nil when neither does or there is only one.
  public var warning: String? {
    guard !numbers.isEmpty, !categories.isEmpty || !sets.isEmpty else { return nil }
    let (numbers, categories) = (ofNumbers, ofCategories)
    guard max(numbers, categories) > 0.95 else { return nil }
    let percent = Int((100 * max(numbers, categories)).rounded(.down))
    return numbers > categories
      ? "the numbers carry \(percent) % of the dissimilarity, so the categories have next to no say; "
        + "scale the numbers, or ask for a larger gamma"
      : "the categories carry \(percent) % of the dissimilarity, so the numbers have next to no say; "
        + "ask for a smaller gamma"
  }
}
