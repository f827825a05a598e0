public import ArgumentParser
public import Segmentation

extension SegmentCount: ExpressibleByArgument {
  /// Reads `auto`, a number, or a range such as `3...6`.
  public init?(argument: String) {
    if argument == "auto" {
      self = .automatic
    } else if let count = Int(argument) {
      self = .exactly(count)
    } else {
      let bounds = argument.split(separator: "...", omittingEmptySubsequences: false)
        .map { Int($0) }
      guard bounds.count == 2, let lower = bounds[0], let upper = bounds[1], lower <= upper else {
        return nil
      }
      self = .among(lower...upper)
    }
  }

  /// The value as it is written on the command line.
  public var defaultValueDescription: String { description }
}

extension SegmentationMethod: ExpressibleByArgument {}
extension SegmentationGoal: ExpressibleByArgument {}
extension Scaling: ExpressibleByArgument {}
extension KMeans.Engine: ExpressibleByArgument {}
extension KMeans.Precision: ExpressibleByArgument {}
extension Linkage: ExpressibleByArgument {}
extension UnseenLevels: ExpressibleByArgument {}
extension KPrototypes.Updates: ExpressibleByArgument {}

extension AsOfDate: ExpressibleByArgument {
  /// Reads a day such as `2024-03-13`.
  public init?(argument: String) { self.init(argument) }
}
