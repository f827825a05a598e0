/// Distinct names for columns.
enum HeaderNames {
  /// Whether a first record is a contact rather than a header: no header is an e-mail address.
  static func areContact(_ cells: [String]) -> Bool {
    cells.contains { ValueLooks.isEmailAddress(Array($0.utf8)) }
  }

  /// Blank headers become `column 3`, repeated ones `name (2)`; line breaks and other control
  /// characters, which no message or table can show, become a space.
  static func distinct(
    _ headers: [String]
  ) -> (names: [String], renamed: [ReadingReport.RenamedColumn]) {
    let headers = headers.map(withoutControls)
    let given = Set(headers)
    var used: Set<String> = []
    var occurrences: [String: Int] = [:]
    var renamed: [ReadingReport.RenamedColumn] = []
    let names = headers.enumerated().map { index, header in
      let base = header.isEmpty ? "column \(index + 1)" : header
      var name = base
      var number = occurrences[base, default: 1]
      // A made-up name must not take the place of one that the file gives to a later column.
      while used.contains(name) || (name != header && given.contains(name)) {
        number += 1
        name = "\(base) (\(number))"
      }
      occurrences[base] = number
      used.insert(name)
      if name != header {
        renamed.append(.init(position: index + 1, header: header, name: name))
      }
      return name
    }
    return (names, renamed)
  }

  private static func withoutControls(_ header: String) -> String {
    let parts = header.unicodeScalars.split { $0.properties.generalCategory == .control }
    return parts.count == 1 && parts[0].count == header.unicodeScalars.count
      ? header : parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }
}
