import ContactTables
import ParallelBlocks
import Testing

/// What an analyst would want from each shipped file without saying anything.
struct DatasetRoleTests {
  @Test func germanCredit() throws {
    let schema = Schema.inferred(from: try dataset("german_credit"))
    #expect(
      schema.names(.segmentation) == [
        "status", "duration", "credit_history", "purpose", "credit_amount", "savings",
        "installment_rate", "other_debtors", "property", "installment_plans",
        "number_of_existing_credits",
      ])
    #expect(schema.names(.outcome) == ["credit"])
    #expect(
      schema.names(.descriptor) == [
        "present_employment", "status_sex", "present_residence_since", "age", "housing", "job",
        "number_of_people_liable_for", "telephone", "foreign_worker",
      ])
    #expect(schema["status_sex"]?.reason.contains("protected") == true)
    #expect(schema["foreign_worker"]?.reason.contains("protected") == true)
    #expect(schema["age"]?.basis == .demographic)
    #expect(schema["credit_amount"]?.distinctCount == 921)
  }

  @Test func anesAttitudes() throws {
    let schema = Schema.inferred(from: try dataset("anes96_attitudes"))
    #expect(schema.names(.segmentation) == ["TVnews", "selfLR", "ClinLR", "DoleLR", "PID"])
    #expect(
      ["selfLR", "ClinLR", "DoleLR", "PID"].allSatisfy { schema.basis($0) == .psychographic })
    #expect(schema.basis("TVnews") == .behavioral)
    #expect(schema.names(.descriptor) == ["popul", "age", "educ", "income"])
    #expect(schema.names(.outcome) == ["vote"])
  }

  @Test(arguments: [
    ("iris", "species", 4), ("wine", "cultivar", 13), ("penguins", "species", 4),
  ])
  func labeledMeasurements(name: String, label: String, measurementCount: Int) throws {
    let schema = Schema.inferred(from: try dataset(name))
    #expect(schema.names(.outcome) == [label])
    let measurements = schema.columns.filter { $0.role == .segmentation }
    #expect(measurements.count == measurementCount)
    #expect(measurements.allSatisfy { $0.type == .number && $0.basis == nil })
  }

  @Test func penguinsAreDescribedByIslandAndSex() throws {
    let schema = Schema.inferred(from: try dataset("penguins"))
    #expect(schema.names(.descriptor) == ["island", "sex"])
    #expect(schema.basis("island") == .geographic)
    #expect((schema["sex"]?.missingShare).map { abs($0 - 11.0 / 344) < 1e-12 } == true)
  }

  @Test func listedCompanies() throws {
    let table = try dataset("listed_companies")
    let schema = Schema.inferred(from: table)
    #expect(schema.names(.segmentation) == ["sector", "founded_year", "employees"])
    #expect(schema.names(.segmentation).allSatisfy { schema.basis($0) == .firmographic })
    #expect(schema.role("name") == .ignored)
    #expect(schema.role("wikipedia_url") == .ignored)
    #expect(schema.role("symbol") == .identifier)
    #expect(schema.role("country") == .descriptor)
    #expect(schema.role("country_raw") == .ignored)
    // Yen beside euros: no comparison is honest.
    #expect(schema.role("revenue_millions") == .ignored)
    let notices = schema.notices(about: table)
    #expect(notices.map(\.code) == [.mixedCurrencies])
    #expect(notices.first?.columns == ["revenue_currency", "revenue_millions"])
  }

  @Test func webDevices() throws {
    let schema = Schema.inferred(from: try dataset("web_device_profiles"))
    #expect(schema.names(.segmentation) == ["type", "device_brand", "browser", "os", "platform"])
    #expect(schema.role("percent") == .ignored)
    #expect(schema.role("browser_version") == .ignored)
    #expect(schema.basis("browser") == .technographic)
  }

  @Test func cities() throws {
    let schema = Schema.inferred(from: try dataset("world_cities_100k"))
    #expect(schema.names(.segmentation) == ["latitude", "longitude", "population"])
    #expect(schema.names(.identifier) == ["geonameid"])
    #expect(schema.role("name") == .ignored)
    #expect(schema.role("countrycode") == .descriptor)
  }

  @Test func countries() throws {
    let schema = Schema.inferred(from: try dataset("countries"))
    #expect(schema.names(.segmentation) == ["continentcode", "areakm2", "population"])
    #expect(schema.names(.identifier) == ["iso", "iso3"])
    #expect(schema.role("name") == .ignored)
  }

  @Test func purchasesAreEvents() throws {
    let table = try dataset("cdnow_sample")
    let schema = Schema.inferred(from: table)
    #expect(schema.identifierNames == ["customer_id", "sample_id"])
    #expect(schema.basis("number_of_cds") == .behavioral)
    #expect(schema.basis("dollar_value") == .value)
    let notices = schema.notices(about: table)
    #expect(notices.map(\.code) == [.repeatedRows, .rowsAreEvents])
    #expect(notices.last?.message.contains("6919 rows have only 2357") == true)
  }

  @Test func journeysAreEvents() throws {
    let table = try dataset("ecom_journeys_synthetic")
    let schema = Schema.inferred(from: table)
    #expect(schema.names(.identifier) == ["user_id", "session_id"])
    #expect(schema.role("event") == .segmentation)
    #expect(schema.basis("acquisition_channel") == .journey)
    #expect(schema.notices(about: table).map(\.code).contains(.rowsAreEvents))
    let journey = Schema.inferred(from: table, goal: .journey)
    #expect(
      journey.names(.segmentation) == ["acquisition_channel", "user_cohort", "user_lifecycle"])
  }

  @Test func travelChoices() throws {
    let schema = Schema.inferred(from: try dataset("travel_mode_choice"))
    #expect(schema.names(.outcome) == ["choice"])
    #expect(schema.names(.identifier) == ["individual"])
    #expect(schema.role("hinc") == .descriptor)
    #expect(["ttme", "invc", "invt", "gc"].allSatisfy { schema.role($0) == .segmentation })
  }

  @Test func reasonsAreOneSentenceEach() throws {
    for name in ["german_credit", "listed_companies", "ecom_journeys_synthetic"] {
      for column in Schema.inferred(from: try dataset(name)).columns {
        #expect(column.reason.hasSuffix("."))
        #expect(!column.reason.contains("\n"))
      }
    }
  }

  @Test func threadsDoNotMatter() throws {
    let table = try dataset("german_credit")
    let schema = Schema.inferred(from: table, parallelism: .serial)
    for threadCount in [2, 3, 7] {
      #expect(
        Schema.inferred(from: table, parallelism: .init(threadCount: threadCount)) == schema)
    }
  }
}
