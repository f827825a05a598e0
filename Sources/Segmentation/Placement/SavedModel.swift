import Foundation

/// A model from a file: of `segment discover`, or of `segment cluster`.
public enum SavedModel: Sendable, Hashable {
  /// Named segments.
  case segments(SegmentationModel)
  /// Prototypes or medoids.
  case placement(PlacementModel)

  /// Reads a model of either kind.
  ///
  /// - Throws: ``SegmentationError`` when the file cannot be read, is no model, is damaged, or is of
  ///   another version.
  public init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      PlacementModel.kind.isKind(of: data)
    else {
      self = .segments(try SegmentationModel(contentsOf: path))
      return
    }
    self = .placement(try PlacementModel(decoding: data, name: path))
  }
}
