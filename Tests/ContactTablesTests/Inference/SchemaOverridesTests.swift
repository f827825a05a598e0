import ContactTables
import Foundation
import Testing

struct SchemaOverridesTests {
  private let table = ContactTable(columns: [
    Column(name: "plan", values: .categories(CategoryValues(["free", "pro", "free", nil]))),
    Column(name: "orders", values: .numbers(NumberValues(values: [1, 2, 3, 4]))),
    Column(name: "note", values: .texts(TextValues(["a", "b", "c", "d"]))),
  ])

  private func decoded(_ json: String) throws(TableReadingError) -> SchemaOverrides {
    try SchemaOverrides.decoded(fromJSON: Array(json.utf8))
  }

  private func failure(_ json: String) -> String {
    do {
      _ = try decoded(json)
      return "no error"
    } catch {
      return error.message
    }
  }

  @Test func onlyWhatIsSaidIsChanged() throws {
    let inferred = Schema.inferred(from: table)
    let overrides = try decoded(
      """
      {"columns": [{"name": "orders", "role": "outcome", "basis": null},
                   {"name": "plan", "order": ["free", "pr\\u006f"], "type": "orderedCategory"}]}
      """)
    let schema = try inferred.overridden(by: overrides)
    #expect(schema["orders"]?.role == .outcome)
    #expect(schema["orders"]?.basis == nil)
    #expect(schema["orders"]?.type == .number)
    #expect(schema["orders"]?.reason == "A schema file gives its role, basis.")
    #expect(schema["note"] == inferred["note"])
    #expect(overrides.columnTypes == ["plan": .orderedCategory])
    #expect(overrides.levelOrders == ["plan": ["free", "pro"]])
  }

  @Test func aPrintedSchemaComesBack() throws {
    let schema = Schema.inferred(from: table)
    let json = Array(try JSONEncoder().encode(schema))
    #expect(try schema.overridden(by: SchemaOverrides.decoded(fromJSON: json)) == schema)
    let decoded = try Schema.decoded(fromJSON: json)
    #expect(decoded.columns.map(\.role) == schema.columns.map(\.role))
    #expect(try decoded.validated(against: table) == decoded)
    #expect(decoded.columnTypes == ["plan": .category, "orders": .number, "note": .text])
  }

  @Test(arguments: [
    ("", "line 1, column 1: a value is expected"),
    ("{\"columns\": [\n  {\"name\": \"a\",}]}", "line 2, column 16: a key in double quotes"),
    ("{\"columns\": [{\"name\": \"a\" \"role\"", "column 27: a comma or }"),
    ("{\"columns\": [}", "column 14: a value"),
    ("{\"columns\": []} x", "column 17: the end of the text"),
    ("{\"columns\": [{\"name\": \"a", "column 25: a closing quote"),
    ("{\"columns\": [{\"name\": a}]}", "column 23: a value"),
    ("{\"columns\": [{\"name\": \"\\ud800x\"}]}", "second half of a surrogate"),
    ("{\"columns\": [{\"name\": \"\\q\"}]}", "an escape"),
    ("{\"columns\": 3}", "needs a list for “columns”, not a number (line 1, column 13)"),
    ("3", "must be an object"), ("{}", "no list “columns”"),
    ("{\"columns\": [{\"role\": \"ignored\"}]}", "without a “name” (line 1, column 14)"),
    ("{\"columns\": [{\"name\": 4}]}", "needs a string for “name”, not a number"),
    ("{\"columns\": [\"a\"]}", "an object with a “name” for each column, not a string"),
    ("{\"columns\": [{\"name\": \"a\", \"name\": \"b\"}]}", "same key twice"),
    (
      "{\"columns\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
      "“a” twice: it is first given at line 1"
    ),
    ("{\"columns\": [{\"name\": \"a\", \"rol\": 1}]}", "unknown field “rol”; accepted: name, type"),
    ("{\"columns\": [{\"name\": \"a\", \"order\": []}]}", "list of levels"),
    ("{\"columns\": [{\"name\": \"a\", \"order\": [\"x\", \"x\"]}]}", "same level twice"),
    ("{\"schemaVersion\": 2, \"columns\": []}", "another version; accepted: \"schemaVersion\": 1"),
    (String(repeating: "[", count: 100_000), "levels of nesting"),
  ])
  func faultsAreLocated(json: String, message: String) {
    #expect(failure(json).contains(message), "\(failure(json))")
  }

  @Test func wrongChoicesListTheRightOnes() {
    let json = "{\"columns\": [{\"name\": \"a\", \"role\": \"target\"}]}"
    for role in ColumnRole.allCases { #expect(failure(json).contains(role.rawValue)) }
    #expect(failure(json.replacing("role", with: "basis")).contains("psychographic"))
    #expect(failure(json.replacing("role", with: "type")).contains("multiSelect"))
  }

  @Test func randomDamageIsAnErrorAndNotACrash() throws {
    let json = Array(try JSONEncoder().encode(Schema.inferred(from: table)))
    for length in 0..<json.count {
      #expect(throws: TableReadingError.self) {
        try SchemaOverrides.decoded(fromJSON: Array(json.prefix(length)))
      }
    }
    for position in json.indices {
      for byte: UInt8 in [0x00, 0x22, 0x5C, 0x7B, 0xFF] {
        var damaged = json
        damaged[position] = byte
        _ = try? SchemaOverrides.decoded(fromJSON: damaged)
      }
    }
  }

  @Test func unknownColumnsAreNamed() throws {
    let schema = Schema.inferred(from: table)
    func message(_ name: String) -> String {
      do {
        _ = try schema.overridden(by: SchemaOverrides(columns: [.init(name: name)]))
        return "no error"
      } catch {
        return error.message
      }
    }
    #expect(message("Orders").contains("spells “orders”"))
    #expect(message("price").contains("it has “plan”, “orders”, “note”."))
  }

  @Test func schemasThatDoNotFitAreRefused() throws {
    let schema = Schema.inferred(from: table)
    func message(_ change: (inout Schema) -> Void) -> String {
      var changed = schema
      change(&changed)
      do {
        _ = try changed.validated(against: table)
        return "no error"
      } catch {
        return error.message
      }
    }
    #expect(message { _ in } == "no error")
    #expect(message { $0.schemaVersion = 9 }.contains("accepted: version 1"))
    #expect(message { $0.columns[2].role = .segmentation }.contains("cannot have the role"))
    #expect(message { $0.columns[0].type = .number }.contains("was read as category"))
    #expect(message { $0.columns[1].name = "plan" }.contains("“plan” twice"))
    #expect(message { $0.columns.removeLast() }.contains("says nothing about column “note”"))
    #expect(message { $0.columns[0].order = ["free"] }.contains("orderedCategory"))
  }

  @Test func theReaderTakesTypesAndOrders() throws {
    let overrides = try decoded(
      """
      [{"name": "plan", "type": "orderedCategory", "order": ["free", "pro"]},
       {"name": "code", "type": "category"}]
      """)
    var options = ReadingOptions()
    options.columnTypes = overrides.columnTypes
    options.levelOrders = overrides.levelOrders
    let csv = "plan,code\n" + String(repeating: "pro,1\nfree,2\n", count: 5)
    let read = try ContactTableReader(options: options).read(TableSource(bytes: Array(csv.utf8)))
    let schema = try Schema.inferred(from: read.table).overridden(by: overrides)
    #expect(schema["plan"]?.order == ["free", "pro"])
    #expect(schema["code"]?.type == .category)
    #expect(try schema.validated(against: read.table) == schema)
  }
}
