extension SchemaOverrides {
  /// Reads overrides from JSON: a schema that may leave out columns and fields, or just its list
  /// of columns.
  ///
  /// - Throws: ``TableReadingError`` that says at which line and column what would be accepted.
  public static func decoded(fromJSON bytes: [UInt8]) throws(TableReadingError) -> SchemaOverrides {
    let document = try PlacedJSON.parsed(bytes)
    let list = try columnList(in: document)
    var columns: [Column] = []
    var placeOfName: [String: PlacedJSON.Place] = [:]
    for element in list {
      let column = try Column(element)
      if let first = placeOfName[column.name] {
        throw invalid(
          "has column “\(column.name)” twice: it is first given at \(first)", at: element.place)
      }
      placeOfName[column.name] = element.place
      columns.append(column)
    }
    return SchemaOverrides(columns: columns)
  }

  private static func columnList(
    in document: PlacedJSON
  ) throws(TableReadingError) -> [PlacedJSON] {
    if case .array(let list) = document.content { return list }
    guard case .object(let members) = document.content else {
      throw invalid("must be an object with a list “columns”", at: document.place)
    }
    if let version = members.first(where: { $0.key == "schemaVersion" })?.value {
      guard case .number(Double(Schema.currentVersion)) = version.content else {
        throw invalid(
          "is of another version; accepted: \"schemaVersion\": \(Schema.currentVersion)",
          at: version.place)
      }
    }
    guard let columns = members.first(where: { $0.key == "columns" || $0.key == "schema" })?.value
    else { throw invalid("has no list “columns”", at: document.place) }
    guard case .array(let list) = columns.content else {
      throw invalid("needs a list for “columns”, not \(columns.kind)", at: columns.place)
    }
    return list
  }

  fileprivate static func invalid(
    _ what: String, at place: PlacedJSON.Place
  ) -> TableReadingError {
    TableReadingError(.invalidSchema, "The schema \(what) (\(place)).")
  }
}

extension SchemaOverrides.Column {
  /// Fields that a person may set.
  private static let settable = ["name", "type", "role", "basis", "order"]
  /// Fields of a schema that only inform.
  private static let informative = ["reason", "missingShare", "distinctCount", "use"]

  fileprivate init(_ json: PlacedJSON) throws(TableReadingError) {
    guard case .object(let members) = json.content else {
      throw SchemaOverrides.invalid(
        "needs an object with a “name” for each column, not \(json.kind)", at: json.place)
    }
    var name: String?
    var type: ColumnType?
    var role: ColumnRole?
    var basis: ColumnBasis??
    var order: [String]?
    for member in members {
      let value = member.value
      switch member.key {
      case "name":
        guard case .string(let text) = value.content else {
          throw SchemaOverrides.invalid(
            "needs a string for “name”, not \(value.kind)", at: value.place)
        }
        name = text
      case "type": type = try Self.choice(ColumnType.self, of: member)
      case "role": role = try Self.choice(ColumnRole.self, of: member)
      case "basis":
        if case .null = value.content {
          basis = .some(nil)
        } else {
          basis = try Self.choice(ColumnBasis.self, of: member)
        }
      case "order":
        if case .null = value.content { continue }
        order = try Self.levels(value)
      default:
        guard Self.informative.contains(member.key) else {
          throw SchemaOverrides.invalid(
            "has an unknown field “\(member.key)”; accepted: \(Self.settable.joined(separator: ", "))",
            at: member.keyPlace)
        }
      }
    }
    guard let name else {
      throw SchemaOverrides.invalid("has a column without a “name”", at: json.place)
    }
    self.init(name: name, type: type, role: role, basis: basis, order: order)
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type, of member: PlacedJSON.Member
  ) throws(TableReadingError) -> Choice where Choice.RawValue == String {
    if case .string(let text) = member.value.content, let choice = Choice(rawValue: text) {
      return choice
    }
    let accepted = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw SchemaOverrides.invalid(
      "has an unknown \(member.key); accepted: \(accepted)", at: member.value.place)
  }

  private static func levels(_ value: PlacedJSON) throws(TableReadingError) -> [String] {
    guard case .array(let elements) = value.content, !elements.isEmpty else {
      throw SchemaOverrides.invalid(
        "needs a list of levels from low to high for “order”", at: value.place)
    }
    var levels: [String] = []
    var seen: Set<String> = []
    for element in elements {
      guard case .string(let level) = element.content else {
        throw SchemaOverrides.invalid(
          "needs strings in “order”, not \(element.kind)", at: element.place)
      }
      guard seen.insert(level).inserted else {
        throw SchemaOverrides.invalid("has the same level twice in “order”", at: element.place)
      }
      levels.append(level)
    }
    return levels
  }
}
