import Testing

@testable import ContactTables

struct ValueLooksTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func emailAddresses() {
    #expect(
      ["a@b.co", "x.y+z@mail.example.org", "ü@bücher.de"].allSatisfy {
        ValueLooks.isEmailAddress(bytes($0))
      })
    #expect(
      !["", "@", "a@b", "a@@b.co", "a b@c.de", "@b.co", "a@.co", "user @ home.org"].contains {
        ValueLooks.isEmailAddress(bytes($0))
      })
  }

  @Test func phoneNumbers() {
    #expect(
      ["+46701234567", "(030) 123 45 67", "555-123-4567", "01 23 45 67 89"].allSatisfy {
        ValueLooks.isPhoneNumber(bytes($0))
      })
    #expect(
      !["2024-03-13", "13.03.2024", "192.168.10.12", "1234567", "11-50", "12:30", "call me", ""]
        .contains { ValueLooks.isPhoneNumber(bytes($0)) })
  }

  @Test func addressesOfMachinesAndStreets() {
    #expect(ValueLooks.isIPAddress(bytes("10.0.0.255")))
    #expect(ValueLooks.isIPAddress(bytes("2001:db8::8a2e:370:7334")))
    #expect(!ValueLooks.isIPAddress(bytes("18.3.1")))
    #expect(!ValueLooks.isIPAddress(bytes("10.0.0.256")))
    #expect(!ValueLooks.isIPAddress(bytes("10:21:14")))
    #expect(ValueLooks.isStreet(bytes("Hauptstraße 5")))
    #expect(ValueLooks.isStreet(bytes("12 Main Street")))
    #expect(!ValueLooks.isStreet(bytes("Main entrance")))
    #expect(ValueLooks.isBankAccount(bytes("DE89 3704 0044 0532 0130 00")))
    #expect(!ValueLooks.isBankAccount(bytes("D")))
  }

  @Test func namesOfPeople() {
    #expect(
      ["Anna Schmidt", "Jean-Luc Picard", "María José Pérez"].allSatisfy {
        ValueLooks.isPersonName(bytes($0))
      })
    #expect(
      !["anna schmidt", "IBM", "Plan 9", "Basic", "Energy", ""].contains {
        ValueLooks.isPersonName(bytes($0))
      })
  }

  @Test func distinctValuesAreCountedExactlyThenClosely() {
    var counter = DistinctCounter()
    for value in 0..<5_000 {
      counter.insert(StableHash.hash(of: Double(value % 1_234)))
    }
    #expect(counter.count == 1_234 && counter.isExact)

    let count = 1_200_000
    var large = DistinctCounter()
    for value in 0..<count { large.insert(StableHash.mixed(UInt64(value))) }
    #expect(!large.isExact)
    #expect(abs(Double(large.count) / Double(count) - 1) < 0.01)
  }

  @Test func bothZerosAreOneValue() {
    #expect(StableHash.hash(of: 0.0) == StableHash.hash(of: -0.0))
    let evidence = ColumnEvidence(of: .numbers(NumberValues(values: [0, -0.0, .nan])))
    #expect(evidence.distinctCount == 1 && evidence.presentCount == 2)
  }
}
