/// Distinct names for columns.
enum HeaderNames {
  /// Blank headers become `column 3`, repeated ones `name (2)`.
  static func distinct(
    _ headers: [String]
  ) -> (names: [String], renamed: [ReadingReport.RenamedColumn]) {
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
}
