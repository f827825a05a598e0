import Foundation
import Testing

@testable import ContactTables

/// The real files that come with the package.
@Suite struct DatasetTests {
  private func dataset(_ name: String) throws -> ContactTable {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("datasets/\(name)").path
    return try ContactTableReader().read(TableSource(path: path)).table
  }

  @Test func namibiaIsACountry() throws {
    let countries = try dataset("countries.csv")
    #expect(countries.rowCount == 252)
    #expect(countries.column(named: "iso")?.values.missingCount == 0)
    #expect(countries.spelled("iso")?.contains("NA") == true)
    #expect(countries.column(named: "continentcode")?.values.missingCount == 0)
    #expect(countries.column(named: "neighbours")?.values.missingCount == 87)
    let cities = try dataset("world_cities_100k.csv")
    #expect(cities.column(named: "countrycode")?.values.missingCount == 0)
    #expect(cities.spelled("countrycode")?.contains("NA") == true)
    #expect(cities.column(named: "admin1code")?.values.missingCount == 6)
  }

  @Test func transactionsHaveThePublishedTotals() throws {
    let table = try dataset("cdnow_transactions.csv")
    #expect(table.rowCount == 69_659)
    #expect(table.numbers("number_of_cds")?.reduce(0, +) == 167_881)
    let cents = table.numbers("dollar_value")?.map { ($0 * 100).rounded() }.reduce(0, +)
    #expect(cents == 250_031_563)
    #expect(table.type("customer_id") == .identifier)
    guard case .dates(let dates) = table.column(named: "date")?.values else {
      throw TableReadingError(.typeMismatch, "no dates")
    }
    #expect(dates.seconds.min() == 852_076_800 && dates.seconds.max() == 899_164_800)
  }

  @Test func measurementsAreNumbersAndGroupsAreCategories() throws {
    let penguins = try dataset("penguins.csv")
    #expect(
      penguins.columns.map(\.type) == [
        .category, .category, .number, .number, .number, .number, .category,
      ])
    #expect(penguins.columns.map { $0.values.missingCount }.reduce(0, +) == 19)
    let credit = try dataset("german_credit.csv")
    #expect(credit.columns.count { $0.type == .number } == 8)
    #expect(credit.columns.count { $0.type == .category } == 13)
    let journeys = try dataset("ecom_journeys_synthetic.csv")
    #expect(journeys.type("timestamp") == .date && journeys.type("event") == .category)
  }
}
