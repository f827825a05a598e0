/// What a person says about some columns, to be put over what was inferred.
///
/// In JSON it looks like a schema of which anything may be left out:
///
///     {"columns": [{"name": "plan", "type": "orderedCategory", "order": ["free", "pro"]},
///                  {"name": "notes", "role": "ignored"}]}
public struct SchemaOverrides: Sendable, Hashable {
  /// What is said about one column; nil where nothing is said.
  public struct Column: Sendable, Hashable {
    /// The header.
    public var name: String
    /// What the values are.
    public var type: ColumnType?
    /// What the column is used for.
    public var role: ColumnRole?
    /// Which kind of segmentation it serves; a given nil means none.
    public var basis: ColumnBasis??
    /// The levels of an ordered category from low to high.
    public var order: [String]?

    /// Creates an override.
    public init(
      name: String, type: ColumnType? = nil, role: ColumnRole? = nil, basis: ColumnBasis?? = nil,
      order: [String]? = nil
    ) {
      self.name = name
      self.type = type
      self.role = role
      self.basis = basis
      self.order = order
    }
  }

  /// The overrides, at most one for a column.
  public var columns: [Column]

  /// Creates overrides.
  public init(columns: [Column] = []) {
    self.columns = columns
  }

  /// The types that columns are to be read as, for ``ReadingOptions/columnTypes``.
  public var columnTypes: [String: ColumnType] {
    columns.reduce(into: [:]) { types, column in
      if let type = column.type { types[column.name] = type }
    }
  }

  /// The orders of levels, for ``ReadingOptions/levelOrders``.
  public var levelOrders: [String: [String]] {
    columns.reduce(into: [:]) { orders, column in
      if let order = column.order { orders[column.name] = order }
    }
  }
}

extension Schema {
  /// The types of the columns, for ``ReadingOptions/columnTypes``: with them the same kind of
  /// file is read the same way again.
  public var columnTypes: [String: ColumnType] { SchemaOverrides(self).columnTypes }

  /// The orders of levels, for ``ReadingOptions/levelOrders``.
  public var levelOrders: [String: [String]] { SchemaOverrides(self).levelOrders }
}

extension SchemaOverrides {
  /// Everything that a schema says.
  public init(_ schema: Schema) {
    self.init(
      columns: schema.columns.map {
        Column(
          name: $0.name, type: $0.type, role: $0.role, basis: .some($0.basis), order: $0.order)
      })
  }
}
