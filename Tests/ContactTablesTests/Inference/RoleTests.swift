import Testing

@testable import ContactTables

struct RoleTests {
  private func names(_ count: Int = 40) -> [String] {
    let first = ["Anna", "Ben", "Carla", "Dirk", "Eva", "Finn", "Greta", "Hugo"]
    let last = ["Adler", "Berg", "Conrad", "Dahl", "Ernst"]
    return (0..<count).map { "\(first[$0 % 8]) \(last[$0 / 8 % 5])" }
  }

  private func texts(_ name: String, _ values: [String?]) -> Column {
    Column(name: name, values: .texts(TextValues(values)))
  }

  private func levels(_ name: String, _ values: [String?]) -> Column {
    Column(name: name, values: .categories(CategoryValues(values)))
  }

  private func numbers(_ name: String, _ values: [Double]) -> Column {
    Column(name: name, values: .numbers(NumberValues(values: values)))
  }

  private func inferred(_ columns: Column..., goal: SegmentationGoal = .all) -> Schema {
    Schema.inferred(from: ContactTable(columns: columns), goal: goal)
  }

  private var amounts: [Double] { (0..<40).map { Double($0 * $0) + 0.5 } }
  private var counts: [Double] { (0..<40).map { Double($0 % 7) } }

  @Test func personalValuesAreFoundUnderAnyHeader() {
    let rows = 0..<40
    let schema = inferred(
      texts("contact", rows.map { "someone\($0)@example.org" }),
      texts("thing", names()),
      texts("x", rows.map { "+49 30 12345\($0 + 10)" }),
      texts("y", rows.map { "10.0.0.\($0)" }),
      texts("z", rows.map { "Hauptstraße \($0)" }),
      // One address in eight is enough, and a few levels are no excuse.
      levels("who", rows.map { $0 % 8 == 0 ? "a\($0)@example.org" : "nobody" }),
      levels("customer_id", rows.map { "b\($0)@example.org" }),
      Column(
        name: "lists",
        values: .multiSelect(
          MultiSelectValues(
            levels: ["me@example.org", "you@example.org"], offsets: Array(0...40),
            members: (0..<40).map { UInt32($0 % 2) }))))
    #expect(schema.columns.allSatisfy { $0.role == .personal })
    #expect(schema.columns.allSatisfy { $0.order == nil })
    #expect(schema.columns.allSatisfy { !$0.reason.contains("example.org") })
  }

  @Test func personalHeadersHoldWhateverTheType() {
    let schema = inferred(
      numbers("Phone", (0..<40).map { 491_700_000_000 + Double($0) }),
      levels("Last Name", (0..<40).map { "Name\($0 % 4)" }),
      numbers("zip", (0..<40).map { 10_115 + Double($0) }),
      Column(
        name: "Geburtsdatum",
        values: .dates(
          DateValues(seconds: amounts.map { $0 * 1e6 }, format: "yyyy-MM-dd", hasTime: false))))
    #expect(schema.names(.personal) == ["Phone", "Last Name", "zip", "Geburtsdatum"])
  }

  @Test func fewAddressesAreStillAddresses() {
    let schema = Schema.inferred(
      from: ContactTable(columns: [
        levels("Address", (0..<40).map { "Corner \($0 % 3)" }),
        levels("x1", (0..<40).map { "Elmstreet \($0 % 3)" }),
        levels("x2", (0..<40).map { ["Male", "Female", "Non-binary", "Other"][$0 % 4] }),
        numbers("visits", (0..<40).map { Double($0 % 7) }),
      ]))
    #expect(schema.names(.personal) == ["Address", "x1"])
    #expect(schema.role("x2") == .descriptor)
  }

  @Test func rowsThatRepeatAnAddressAreEvents() {
    let table = ContactTable(columns: [
      levels("Email", (0..<60).map { "p\($0 % 20)@example.org" }),
      numbers("visits", (0..<60).map { Double($0) }),
    ])
    let notices = Schema.inferred(from: table).notices(about: table)
    #expect(notices.map(\.code).contains(.rowsAreEvents))
  }

  @Test func whetherThereIsAPhoneIsNotAPhone() {
    let schema = inferred(
      levels("telephone", (0..<40).map { $0 % 2 == 0 ? "A191" : "A192" }),
      Column(
        name: "email", values: .flags(FlagValues(states: (0..<40).map { UInt8($0 % 2) }))),
      numbers("sms", counts))
    #expect(schema.role("telephone") == .descriptor)
    #expect(schema.role("email") == .descriptor)
    #expect(schema.basis("sms") == .behavioral)
  }

  @Test func exportsLeaveUnknownColumnsOut() {
    let schema = inferred(
      texts("Email", (0..<40).map { "a\($0)@example.org" }),
      numbers("Total Orders", counts), numbers("Total Spent", amounts),
      numbers("Web sessions", counts.reversed()), levels("Zweig", counts.map { "L\($0)" }))
    #expect(schema.names(.segmentation) == ["Total Orders", "Total Spent", "Web sessions"])
    #expect(schema.role("Zweig") == .descriptor)
  }

  @Test func scarceFilesUseWhatThereIs() {
    let schema = inferred(numbers("a", counts), numbers("b", amounts))
    #expect(schema.names(.segmentation) == ["a", "b"])
    let demographic = inferred(
      numbers("age", amounts), numbers("income", counts), levels("gender", counts.map { "\($0)" }))
    #expect(demographic.names(.segmentation) == ["age", "income"])
    #expect(demographic.role("gender") == .descriptor)
  }

  @Test func goalsChooseTheBasis() {
    let columns = [
      numbers("age", amounts), numbers("income", counts), numbers("orders", counts.reversed()),
      numbers("total_spent", amounts.reversed()), levels("sex", counts.map { "\($0 > 3)" }),
    ]
    let table = ContactTable(columns: columns)
    func segmentation(_ goal: SegmentationGoal) -> [String] {
      Schema.inferred(from: table, goal: goal).names(.segmentation)
    }
    #expect(segmentation(.all) == ["orders", "total_spent"])
    #expect(segmentation(.behavioral) == ["orders", "total_spent"])
    #expect(segmentation(.value) == ["total_spent"])
    #expect(segmentation(.demographic) == ["age", "income"])
    #expect(segmentation(.technographic).isEmpty)
    let schema = Schema.inferred(from: table, goal: .technographic)
    #expect(
      schema.notices(about: table, goal: .technographic).map(\.code)
        == [.nothingToSegment, .goalWithoutColumns])
  }

  @Test func columnsThatSayNothingAreIgnored() {
    let schema = inferred(
      numbers("orders", counts), numbers("same", Array(repeating: 3, count: 40)),
      numbers("empty", Array(repeating: .nan, count: 40)),
      numbers("rare", [1] + Array(repeating: .nan, count: 39)),
      levels("many", (0..<40).map { String(repeating: "x", count: $0 + 1) }),
      numbers("orders again", counts),
      texts("essay", (0..<40).map { "some words that nobody will ever measure \($0)" }))
    #expect(schema.names(.segmentation) == ["orders"])
    #expect(schema.names(.ignored).count == 6)
    #expect(schema["orders again"]?.reason.contains("repeats column “orders”") == true)
  }

  @Test func namesDependOnTheCompanyTheyKeep() {
    let people = inferred(levels("name", names()), numbers("orders", counts))
    #expect(people.role("name") == .personal)
    let firms = inferred(
      texts("name", (0..<40).map { "Firm \($0)" }), numbers("employees", amounts),
      levels("industry", counts.map { "\($0)" }))
    #expect(firms.role("name") == .identifier)
    let clients = inferred(
      texts("name", names()), texts("email", (0..<40).map { "a\($0)@example.org" }),
      numbers("employees", amounts), levels("industry", counts.map { "\($0)" }))
    #expect(clients.role("name") == .personal)
  }

  @Test func identifiersAreRanked() {
    let rows = 0..<40
    let schema = inferred(
      numbers("#", rows.map { Double($0 + 1) }), texts("order_id", rows.map { "O\($0)" }),
      texts("customer_id", rows.map { "C\($0 % 30)" }), texts("Record ID", rows.map { "R\($0)" }),
      numbers("region_id", rows.map { Double($0 % 12) }))
    #expect(schema.identifierNames == ["Record ID", "customer_id", "order_id", "#"])
    #expect(schema.role("region_id") == .ignored)
  }

  @Test func labelsAreOutcomesOnlyWhenTheyAreLabels() {
    let schema = inferred(
      levels("cluster", counts.map { "\($0)" }), numbers("target", amounts),
      numbers("churn", counts.map { $0 > 2 ? 1 : 0 }))
    #expect(schema.names(.outcome) == ["cluster", "churn"])
    #expect(schema.role("target") == .segmentation)
  }

  @Test func batteriesNeedThreeColumnsOnOneScale() {
    func item(_ shift: Int) -> [Double] { (0..<40).map { Double(($0 * shift + $0 / 7) % 5 + 1) } }
    let three = inferred(numbers("q1", item(1)), numbers("q2", item(2)), numbers("q3", item(3)))
    #expect(three.columns.map(\.basis) == [.psychographic, .psychographic, .psychographic])
    let two = inferred(numbers("q1", item(1)), numbers("q2", item(2)))
    #expect(two.columns.allSatisfy { $0.basis == nil && $0.role == .segmentation })
  }

  @Test func emptyAndTinyTablesAreFine() {
    #expect(inferred().columns.isEmpty)
    #expect(
      Schema.inferred(from: ContactTable(columns: [])).notices(
        about: ContactTable(columns: [])
      ).isEmpty)
    let none = inferred(numbers("a", []), texts("b", []), levels("c", []), levels("", []))
    #expect(none.columns.allSatisfy { $0.role == .ignored && $0.missingShare == 0 })
    let one = inferred(numbers("amount", [1e308]), texts("name", ["x"]))
    #expect(one.role("amount") == .ignored)
    let huge = inferred(numbers("a", (0..<40).map { Double($0) * 1e306 }))
    #expect(huge.role("a") == .segmentation)
  }

  @Test func noticesCountWithoutValues() {
    let rows = 0..<40
    let table = ContactTable(columns: [
      texts("customer_id", rows.map { "C\(min($0, 38))" }),
      texts("email", rows.map { "a\(min($0, 36))@example.org" }), numbers("orders", counts),
    ])
    let notices = Schema.inferred(from: table).notices(about: table)
    #expect(
      notices.map(\.code) == [.repeatedIdentifiers, .repeatedIdentifiers, .fewContacts])
    #expect(notices[0].message.hasPrefix("1 row has the same “customer_id”"))
    #expect(notices[1].message.hasPrefix("3 rows have the same e-mail address"))
    #expect(notices.allSatisfy { !$0.message.contains("example.org") })
  }
}
