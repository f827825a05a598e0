import Testing

@testable import ContactTables

@Suite struct NumberReaderTests {
  private func number(_ text: String, _ mark: DecimalMark = .point) -> NumberCell? {
    Array(text.utf8).withUnsafeBufferPointer { NumberReader.read($0, mark: mark) }
  }

  @Test(arguments: 0..<40)
  func decimalTextIsTheNearestDouble(seed: Int) {
    var draws = Draws(seed: UInt64(seed))
    for _ in 0..<500 {
      let wholeCount = Int.random(in: 1...22, using: &draws)
      let fractionCount = Int.random(in: 0...22, using: &draws)
      var text = Bool.random(using: &draws) ? "-" : ""
      text += String((0..<wholeCount).map { _ in "0123456789".randomElement(using: &draws) ?? "0" })
      if fractionCount > 0 {
        text += "."
        text += String(
          (0..<fractionCount).map { _ in "0123456789".randomElement(using: &draws) ?? "0" })
      }
      if Int.random(in: 0..<4, using: &draws) == 0 {
        text += "e\(Int.random(in: -330...300, using: &draws))"
      }
      #expect(number(text)?.value.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test func doublesSurviveTheirShortestSpelling() {
    var draws = Draws(seed: 7)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: draws.next())
      guard value.isFinite else { continue }
      #expect(number("\(value)")?.value == value)
      let common = Double.random(in: -1e6...1e6, using: &draws)
      #expect(number("\(common)")?.value == common)
    }
  }

  @Test func halfwayCasesRoundToEven() {
    for text in [
      "9007199254740993", "9007199254740993.0000000001",
      "0.500000000000000166533453693773481063544750213623046875",
      "1.00000000000000011102230246251565", "18446744073709551615", "9223372036854775807.5",
      "2.2250738585072011e-308",
      "5e-324", "2e-324", "1.7976931348623157e308", "1e308", "123456789012345678e-19",
      "1844674407370955161.5",
    ] {
      #expect(number(text)?.value.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    ("1,234.56", 1234.56), ("1,234,567", 1_234_567), ("1 234.5", 1234.5), ("1'234.50", 1234.5),
    ("1’234", 1234), ("1\u{A0}234", 1234), ("1\u{202F}234\u{202F}567.25", 1_234_567.25),
    ("12,34,567", 1_234_567),
    ("(12.50)", -12.5), ("($1,234.50)", -1234.5), ("$(12)", -12), ("-$5", -5), ("$-5", -5),
    ("5.00-", -5), ("+7", 7),
    ("\u{2212}3", -3), ("€ 12.50", 12.5), ("12.50 €", 12.5), ("899kr", 899), ("899 kr.", 899),
    ("US$ 4", 4),
    ("EUR 1,000.00", 1000), ("1000 USD", 1000), ("12%", 12), ("12.5 %", 12.5), ("10k", 10_000),
    ("1.2M", 1_200_000),
    ("$3.5k", 3500), ("1.5e3", 1500), ("1E-2", 0.01), (".5", 0.5), ("5.", 5), ("-.25", -0.25),
  ])
  func spellingsWithAPoint(text: String, value: Double) {
    #expect(number(text)?.value == value)
  }

  @Test(arguments: [
    ("1.234,56", 1234.56), ("1 234,56", 1234.56), ("1.234.567", 1_234_567), ("12,5", 12.5),
    ("-0,25", -0.25),
    ("1'234,5", 1234.5), ("3,5 %", 3.5), ("1.000,00 €", 1000), ("1,5E3", 1500),
  ])
  func spellingsWithAComma(text: String, value: Double) {
    #expect(number(text, .comma)?.value == value)
  }

  @Test(arguments: [
    "", "-", "+", ".", "abc", "1-2", "1..2", "1.2.3", "12,34", "1,2345", "1,,234", "0,123,456x",
    "--1", "(1", "1)", "((1))", "(-1)",
    "1 2", "1e", "e5", "$", "$$1", "1$ €", "%", "k", "1kk", "1 k M", "0x10", "1_000", "12 apples",
    "€", "1,23",
  ])
  func nonsenseIsNoNumber(text: String) {
    #expect(number(text) == nil)
  }

  @Test func infinityIsSeen() {
    for text in ["inf", "-inf", "Infinity", "∞", "1e999"] {
      #expect(number(text)?.value.isInfinite == true)
      #expect(number(text)?.traits.contains(.isInfinite) == true)
    }
  }
}
