/// A named column of typed values.
public struct Column: Sendable {
  /// The header, made distinct where a file repeats it.
  public let name: String
  /// The values, one for each contact.
  public let values: ColumnValues

  /// Creates a column.
  public init(name: String, values: ColumnValues) {
    self.name = name
    self.values = values
  }

  /// The number of contacts.
  public var count: Int { values.count }

  /// What the values are.
  public var type: ColumnType { values.type }
}

/// What the values of a column are.
public enum ColumnType: String, Sendable, Hashable, Codable, CaseIterable {
  /// Quantities: amounts, counts, rates.
  case number
  /// Yes or no.
  case flag
  /// Days or moments.
  case date
  /// One of some levels, without order.
  case category
  /// One of some levels that have an order, such as size bands.
  case orderedCategory
  /// Any number of levels at once.
  case multiSelect
  /// Free text.
  case text
  /// A name that tells contacts apart; its spelling is kept to the byte.
  case identifier
}

/// The values of a column, stored by type.
public enum ColumnValues: Sendable {
  /// Quantities.
  case numbers(NumberValues)
  /// Yes or no.
  case flags(FlagValues)
  /// Days or moments.
  case dates(DateValues)
  /// Levels; the value says whether they have an order.
  case categories(CategoryValues)
  /// Sets of levels.
  case multiSelect(MultiSelectValues)
  /// Free text.
  case texts(TextValues)
  /// Identifiers, spelled as in the file.
  case identifiers(TextValues)

  /// The number of contacts.
  public var count: Int {
    switch self {
    case .numbers(let values): values.values.count
    case .flags(let values): values.states.count
    case .dates(let values): values.seconds.count
    case .categories(let values): values.codes.count
    case .multiSelect(let values): values.count
    case .texts(let values), .identifiers(let values): values.count
    }
  }

  /// What the values are.
  public var type: ColumnType {
    switch self {
    case .numbers: .number
    case .flags: .flag
    case .dates: .date
    case .categories(let values): values.isOrdered ? .orderedCategory : .category
    case .multiSelect: .multiSelect
    case .texts: .text
    case .identifiers: .identifier
    }
  }

  /// The number of contacts without a value.
  ///
  /// - Complexity: O(contacts).
  public var missingCount: Int {
    switch self {
    case .numbers(let values): values.values.count { $0.isNaN }
    case .flags(let values): values.states.count { $0 == FlagValues.missing }
    case .dates(let values): values.seconds.count { $0.isNaN }
    case .categories(let values): values.codes.missingCount
    case .multiSelect(let values): values.missingCount
    case .texts(let values), .identifiers(let values): values.missingCount
    }
  }
}
