import Foundation

/// A file as a shop exports it: two kinds of customers, and what must never leave it.
enum SampleExport {
  /// Parts of the personal values; none may turn up in a result or a message.
  static let secrets = ["planted.example", "Okonkwo", "+49 30", "Elmstreet", "SECRET"]

  /// The export; identifiers have leading zeros.
  static func csv(count: Int = 120) -> String {
    var lines = [
      "Customer ID,First Name,Last Name,Email,Phone,Address,Total Spent,Total Orders,Country,Notes"
    ]
    for row in 0..<count {
      let isFrequent = row % 3 == 0
      let spent = (isFrequent ? 900 : 60) + row * 37 % 50
      let orders = (isFrequent ? 20 : 1) + row % 4
      lines.append(
        "000\(1000 + row),Ada\(row),Okonkwo,p\(row)@planted.example,+49 30 \(5_550_000 + row),"
          + "Elmstreet \(row % 3),\(spent),\(orders),\(["NA", "DE", "FR"][row % 3]),SECRET \(row)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A folder for one test, which is removed with it.
final class Workspace {
  private let folder: URL

  init() throws { folder = try temporaryFolder() }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of something in the folder.
  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
    return path(name)
  }

  /// What a file holds.
  func contents(_ name: String) throws -> String {
    try String(contentsOf: URL(filePath: path(name)), encoding: .utf8)
  }

  /// The names of the files in a folder, hidden ones included, sorted.
  func names(_ name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }
}
