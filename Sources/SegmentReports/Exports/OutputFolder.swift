import Foundation

/// A folder of results that knows which files are its own.
///
/// Beside the results it keeps a list of what it wrote, with fingerprints. A file on the list that
/// nobody has changed since is replaced without asking; every other one only by force.
public struct OutputFolder {
  /// The name of the list.
  public static let listName = ".segment-outputs.json"

  /// Where the folder is.
  public let path: String
  /// Whether files are replaced that the folder did not write, or that were changed since.
  public let isForced: Bool

  /// Names a folder, which is made when the first file is written.
  public init(path: String, isForced: Bool = false) {
    self.path = path
    self.isForced = isForced
  }

  /// The path of a file in the folder.
  public func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// Checks, before long work, that all these files may be written; makes nothing.
  ///
  /// - Throws: ``ReportError`` for the first file that may not.
  public func check(_ names: [String]) throws(ReportError) {
    try checkPlace()
    let list = readList()
    for name in names where !mayReplace(name, list) { throw refusal(name, list) }
  }

  /// Writes a file whole or not at all, and remembers that it is the folder's own.
  ///
  /// - Throws: ``ReportError`` when the file may not be replaced or cannot be written.
  public func write(
    _ name: String, _ body: (FileWriter) throws(ReportError) -> Void
  ) throws(ReportError) {
    try makeFolder()
    var list = readList()
    guard mayReplace(name, list) else { throw refusal(name, list) }
    let fingerprint = try AtomicFile.write(to: path(of: name), isReplacing: true, body)
    list.files.removeAll { $0.name == name }
    list.files.append(List.Entry(name: name, fingerprint: fingerprint))
    list.files.sort { $0.name < $1.name }
    let bytes = try OrderedJSON.bytes(of: list)
    try AtomicFile.write(to: path(of: Self.listName), isReplacing: true) {
      writer throws(ReportError) in try writer.write(bytes)
    }
  }

  /// Writes a text file.
  ///
  /// - Throws: ``ReportError`` when the file may not be replaced or cannot be written.
  public func write(_ name: String, text: String) throws(ReportError) {
    try write(name) { writer throws(ReportError) in try writer.write(text) }
  }

  // MARK: The list

  private struct List: Codable {
    struct Entry: Codable {
      var name: String
      var fingerprint: FileFingerprint
    }
    var schemaVersion = 1
    var files: [Entry] = []
  }

  /// The list; empty when there is none, or it cannot be read.
  private func readList() -> List {
    guard let data = FileManager.default.contents(atPath: path(of: Self.listName)),
      let list = try? JSONDecoder().decode(List.self, from: data)
    else { return List() }
    return list
  }

  private func mayReplace(_ name: String, _ list: List) -> Bool {
    let path = path(of: name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return true }
    if isFolder.boolValue { return false }
    if isForced { return true }
    guard let entry = list.files.first(where: { $0.name == name }) else { return false }
    return FileFingerprint.ofFile(path) == entry.fingerprint
  }

  private func refusal(_ name: String, _ list: List) -> ReportError {
    guard !isForced else {
      return ReportError(
        .unwritablePath,
        "\(path(of: name)) is a folder; remove it, or choose another folder with --output")
    }
    let isOwn = list.files.contains { $0.name == name }
    let reason = isOwn ? "was changed since it was written" : "was not written by this command"
    return ReportError(
      .fileExists,
      "\(path(of: name)) \(reason); choose another folder with --output, "
        + "or replace it with --force")
  }

  /// The folder, or the nearest one above it that is there, must be one that takes files.
  private func checkPlace() throws(ReportError) {
    guard !path.isEmpty else {
      throw ReportError(.unwritablePath, "The output folder has no name; give one with --output")
    }
    var place = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    while !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder),
      place.pathComponents.count > 1
    {
      place.deleteLastPathComponent()
    }
    guard isFolder.boolValue else {
      throw ReportError(
        .unwritablePath, "\(place.relativePath) is a file; give the name of a folder")
    }
    guard FileManager.default.isWritableFile(atPath: place.path) else {
      throw ReportError(.unwritablePath, "\(path): you may not write there")
    }
  }

  private func makeFolder() throws(ReportError) {
    try checkPlace()
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ReportError(.unwritablePath, "\(path): the folder cannot be made there")
    }
  }
}
