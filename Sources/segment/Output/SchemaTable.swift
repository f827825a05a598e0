import Segmentation

/// A schema for people, as `segment inspect` prints it.
struct SchemaTable {
  private let schema: Schema

  init(_ schema: Schema) { self.schema = schema }

  var text: String {
    var table = TextTable(["column", "type", "role", "basis", "missing", "distinct", "why"])
    for column in schema.columns {
      table.add([
        column.name, column.type.rawValue, column.role.rawValue, column.basis?.rawValue ?? "–",
        PlainNumber.percent(column.missingShare), PlainNumber.text(column.distinctCount),
        column.reason,
      ])
    }
    return table.text
  }
}
