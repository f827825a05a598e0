extension ReadingReport {
  /// All that a person should know, in plain words and without values.
  func warnings(firstFault: Int?) -> [String] {
    var warnings: [String] = []
    if let firstFault {
      warnings.append(
        """
        The file is not UTF-8 (first at byte \(firstFault)) and was read as Windows-1252; \
        check names with accents.
        """
      )
    }
    if nulByteCount > 0 { warnings.append("\(nulByteCount) NUL bytes were taken out.") }
    if lacksHeader {
      warnings.append(
        """
        The first line holds an e-mail address, so it was read as a contact and columns are called \
        column 1, column 2, …; put a line with headers before it.
        """
      )
    }
    if surveyHeaderCount > 0 {
      warnings.append(
        "\(surveyHeaderCount) lines with question texts and codes below the header were left out.")
    }
    if shortRows.count > 0 {
      warnings.append(
        "\(Self.phrase(shortRows)) fewer cells than the header; the rest counts as missing.")
    }
    if longRows.count > 0 {
      warnings.append(
        "\(Self.phrase(longRows)) more cells than the header; the extra cells were left out.")
    }
    for column in renamedColumns {
      let reason = column.header.isEmpty ? "has no header" : "repeats an earlier header"
      warnings.append("Column \(column.position) \(reason) and is called \(column.name).")
    }
    for name in ambiguousDateColumns {
      warnings.append(
        """
        \(name): day and month cannot be told apart, so it was not read as dates; say which \
        comes first.
        """
      )
    }
    for name in ambiguousDecimalColumns {
      warnings.append(
        """
        \(name): its marks may separate thousands or fractions; say whether numbers have a \
        decimal comma.
        """
      )
    }
    for name in mixedUnitColumns {
      warnings.append(
        """
        \(name): amounts are in several currencies or units, so they were not read as \
        numbers; convert them to one.
        """
      )
    }
    for (name, lines) in almostTypedColumns.sorted(by: { $0.key < $1.key }) {
      warnings.append(
        """
        \(name): few cells stand in the way of reading numbers or dates \
        (\(lines.count), first on \(Self.lineList(lines))); correct them, or name their spelling as \
        missing.
        """)
    }
    for (name, count) in infiniteCounts.sorted(by: { $0.key < $1.key }) {
      warnings.append("\(name): \(count) infinite numbers count as missing.")
    }
    for value in suspiciousValues {
      warnings.append(
        """
        \(value.column): \(value.count) cells are \(value.spelling), which often stands for \
        no answer; they were kept.
        """
      )
    }
    return warnings
  }

  private static func phrase(_ lines: Lines) -> String {
    let rows = lines.count == 1 ? "1 row has" : "\(lines.count) rows have"
    return "On \(lineList(lines))\(lines.count > lines.first.count ? " and more" : ""), \(rows)"
  }

  private static func lineList(_ lines: Lines) -> String {
    (lines.first.count == 1 ? "line " : "lines ")
      + lines.first.map(String.init).joined(separator: ", ")
  }
}
