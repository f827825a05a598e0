/// Where a table of contacts comes from.
public struct TableSource: Sendable {
  enum Origin: Sendable {
    case path(String)
    case parts([TableSource])
    case standardInput
    case bytes([UInt8])
  }

  let origin: Origin
  /// What messages call it: the path, `standard input`, or a given name.
  public let name: String

  /// A file, which may be compressed with gzip.
  public init(path: String) {
    origin = .path(path)
    name = path
  }

  /// Several files that are parts of one table, such as the pages of an export.
  ///
  /// They must have the same header, byte for byte; all of them are held in memory while they are
  /// read.
  ///
  /// - Parameter paths: At least one.
  public init(paths: [String]) {
    precondition(!paths.isEmpty, "a table has at least one part")
    guard paths.count > 1 else {
      self.init(path: paths[0])
      return
    }
    self.init(
      origin: .parts(paths.map { TableSource(path: $0) }), name: paths.joined(separator: ", "))
  }

  /// Bytes in memory, which may be compressed with gzip.
  ///
  /// - Parameters:
  ///   - bytes: What a file would hold.
  ///   - name: What messages call it.
  public init(bytes: [UInt8], name: String = "data") {
    origin = .bytes(bytes)
    self.name = name
  }

  private init(origin: Origin, name: String) {
    self.origin = origin
    self.name = name
  }

  /// The standard input of the process, read to its end.
  public static let standardInput = TableSource(origin: .standardInput, name: "standard input")
}
