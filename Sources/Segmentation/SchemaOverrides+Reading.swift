import Foundation

extension SchemaOverrides {
  /// Reads overrides from a JSON file, such as an edited schema.
  ///
  /// - Throws: `TableReadingError` when the file cannot be read or is no schema.
  /// - Complexity: O(bytes).
  public init(contentsOf path: String) throws(TableReadingError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TableReadingError(
        .unreadableFile,
        "The schema file \(path) cannot be read. Accepted: JSON such as 'segment inspect --json' "
          + "prints.")
    }
    do {
      self = try SchemaOverrides.decoded(fromJSON: Array(data))
    } catch {
      throw TableReadingError(error.code, "\(path): \(error.message)")
    }
  }
}
