extension Schema {
  /// Reads a schema from JSON, such as `segment inspect --json` prints.
  ///
  /// Columns need a name, a type and a role; reasons, shares and counts are not read. To change only
  /// some things about an inferred schema, use ``SchemaOverrides/decoded(fromJSON:)``.
  ///
  /// - Throws: ``TableReadingError`` that says at which line and column what would be accepted,
  ///   or which column has no type or role.
  public static func decoded(fromJSON bytes: [UInt8]) throws(TableReadingError) -> Schema {
    let overrides = try SchemaOverrides.decoded(fromJSON: bytes)
    var columns: [ColumnSchema] = []
    for column in overrides.columns {
      guard let type = column.type, let role = column.role else {
        throw TableReadingError(
          .invalidSchema,
          "The schema gives column “\(column.name)” no \(column.type == nil ? "type" : "role").")
      }
      columns.append(
        ColumnSchema(
          name: column.name, type: type, role: role, basis: column.basis ?? nil,
          reason: "A schema file says so.", order: column.order))
    }
    return Schema(columns: columns)
  }
}
