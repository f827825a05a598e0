import ContactFeatures
import Foundation
import Testing

@Suite struct AsOfDateTests {
  @Test(arguments: [
    ("1970-01-01", 0.0), ("2000-02-29", 951_782_400), ("1969-12-31", -86_400),
    ("2024-03-13T10:21:14Z", 1_710_325_274), ("0001-01-01", -62_135_596_800),
    ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func textAndSecondsAgree(text: String, seconds: Double) throws {
    #expect(AsOfDate(seconds: seconds).description == text)
    #expect(AsOfDate(text)?.seconds == seconds)
  }

  @Test func everyDayOfFourCenturiesReturns() {
    for day in stride(from: -100_000, to: 200_000, by: 97) {
      let date = AsOfDate(seconds: Double(day) * 86_400)
      #expect(AsOfDate(date.description) == date)
    }
  }

  @Test(arguments: [
    "", "2024", "2024-13-01", "2023-02-29", "2024-3-1", "24-03-01", "2024-03-01T25:00:00Z",
    "2024-03-01T", "13.03.2024", "٢٠٢٤-03-01", "0000-01-01", "-2024-01-01",
  ])
  func otherTextIsRefused(text: String) {
    #expect(AsOfDate(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([AsOfDate].self, from: try JSONEncoder().encode([text]))
    }
  }

  @Test func partsOfASecondAndStrangeNumbersAreTamed() {
    #expect(AsOfDate(seconds: 10.25).seconds == 11)
    #expect(AsOfDate(seconds: .nan).seconds == 0)
    #expect(AsOfDate(seconds: 1e300).description == "9999-12-31T23:59:59Z")
    #expect(AsOfDate("2024-03-13 10:21:14") == AsOfDate("2024-03-13T10:21:14Z"))
  }
}
