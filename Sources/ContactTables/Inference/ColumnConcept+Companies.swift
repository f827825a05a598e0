/// Concepts about companies and places.
extension ColumnConcept {
  // MARK: Firmographic
  static let annualRevenue = evidence(.firmographic, "a company's revenue")
  static let companyAge = evidence(.firmographic, "a company's age")
  static let companyType = evidence(.firmographic, "the kind of company")
  static let department = evidence(.firmographic, "the department")
  static let employeeCount = evidence(.firmographic, "a company's size")
  static let funding = evidence(.firmographic, "a company's funding")
  static let industry = evidence(.firmographic, "the industry")
  static let ownership = evidence(.firmographic, "a company's ownership")
  static let seniority = evidence(.firmographic, "the seniority")
  static let companyName = nothing("a company's name")
  static let companyDomain = nothing("a company's web address")

  // MARK: Geographic
  static let altitude = evidence(.geographic, "altitude")
  static let area = evidence(.geographic, "area")
  static let city = evidence(.geographic, "the city")
  static let climate = evidence(.geographic, "climate")
  static let continent = evidence(.geographic, "the continent")
  static let country = evidence(.geographic, "the country")
  static let distance = evidence(.geographic, "distance")
  static let headquarters = evidence(.geographic, "the seat of a company")
  static let latitude = evidence(.geographic, "latitude")
  static let longitude = evidence(.geographic, "longitude")
  static let neighbors = evidence(.geographic, "neighboring places")
  static let place = evidence(.geographic, "the place")
  static let population = evidence(.geographic, "population")
  static let region = evidence(.geographic, "the region")
  static let timeZone = evidence(.geographic, "the time zone")
  static let urbanity = evidence(.geographic, "town or country")
  static let placeName = nothing("a place's name")
}
