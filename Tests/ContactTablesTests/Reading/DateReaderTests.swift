import Foundation
import Testing

@testable import ContactTables

@Suite struct DateReaderTests {
  private func day(_ text: String) -> DateCell? {
    Array(text.utf8).withUnsafeBufferPointer { DateReader.read($0) }
  }

  private func seconds(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Double = 0
  ) -> Double {
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(year: year, month: month, day: day, hour: hour, minute: minute)
    return (calendar.date(from: parts)?.timeIntervalSince1970 ?? .nan) + second
  }

  @Test func formatsOfExports() {
    let cases: [(String, DateOrder, Double, String)] = [
      ("2023-04-12", .yearMonthDay, seconds(2023, 4, 12), "yyyy-MM-dd"),
      ("2023-04-12 09:31", .yearMonthDay, seconds(2023, 4, 12, 9, 31), "yyyy-MM-dd HH:mm"),
      (
        "2023-04-12T09:31:05Z", .yearMonthDay, seconds(2023, 4, 12, 9, 31, 5),
        "yyyy-MM-dd'T'HH:mm:ssXXX"
      ),
      (
        "2023-04-12T09:31:05.250+02:00", .yearMonthDay, seconds(2023, 4, 12, 7, 31, 5.25),
        "yyyy-MM-dd'T'HH:mm:ssXXX"
      ),
      (
        "2026-09-03 10:14:00 -0400", .yearMonthDay, seconds(2026, 9, 3, 14, 14),
        "yyyy-MM-dd HH:mm:ss Z"
      ),
      (
        "2026/05/28 7:01:33 PM GMT+2", .yearMonthDay, seconds(2026, 5, 28, 17, 1, 33),
        "yyyy/MM/dd h:mm:ss a Z"
      ),
      ("31.12.2024", .dayMonthYear, seconds(2024, 12, 31), "dd.MM.yyyy"),
      ("12-04-2022 09:30", .dayMonthYear, seconds(2022, 4, 12, 9, 30), "dd-MM-yyyy HH:mm"),
      ("12/31/2024", .monthDayYear, seconds(2024, 12, 31), "MM/dd/yyyy"),
      ("12/31/2024 12:05 AM", .monthDayYear, seconds(2024, 12, 31, 0, 5), "MM/dd/yyyy h:mm a"),
      ("1/5/69", .monthDayYear, seconds(1969, 1, 5), "MM/dd/yy"),
      ("2 Jan 2024", .dayMonthYear, seconds(2024, 1, 2), "d MMM yyyy"),
      ("02-Feb-2024", .dayMonthYear, seconds(2024, 2, 2), "d-MMM-yyyy"),
      ("Jan 2, 2024", .monthDayYear, seconds(2024, 1, 2), "MMM d, yyyy"),
      ("December 25, 2024", .monthDayYear, seconds(2024, 12, 25), "MMMM d, yyyy"),
      ("20240229", .yearMonthDay, seconds(2024, 2, 29), "yyyyMMdd"),
      ("1900-01-01", .yearMonthDay, -2_208_988_800, "yyyy-MM-dd"),
    ]
    for (text, order, expected, pattern) in cases {
      let cell = day(text)
      #expect(cell?.seconds(order: order) == expected, "\(text)")
      #expect(cell?.shape.pattern(order: order) == pattern, "\(text)")
      #expect(cell.map { $0.orders & order.mask != 0 } == true, "\(text)")
    }
  }

  @Test(arguments: [
    "", "2023", "2023-13-01", "2023-02-29", "31.02.2024", "32/01/2024", "2024-1", "18.3.1",
    "1.2.3.4", "2024-01-01x", "20241301",
    "2024-01-01 25:00", "2024-01-01 10:60", "2024-01-01 13:00 PM", "Foo 2, 2024", "Jan 32, 2024",
    "12:30:00", "2024-01-01T", "00/00/0000",
  ])
  func nonsenseIsNoDate(text: String) {
    #expect(day(text) == nil)
  }

  @Test func everyDayOfFourCenturiesIsNumberedInOrder() {
    var expected = Calendar.daysSince1970(year: 1800, month: 1, day: 1)
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 where Calendar.isDay(year: year, month: month, day: day) {
          #expect(Calendar.daysSince1970(year: year, month: month, day: day) == expected)
          expected += 1
        }
      }
    }
    #expect(Calendar.daysSince1970(year: 1970, month: 1, day: 1) == 0)
  }
}
