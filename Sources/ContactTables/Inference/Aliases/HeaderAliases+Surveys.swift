/// Survey systems and open data.
extension HeaderAliases {
  /// Answers exported from Qualtrics, SurveyMonkey, Google Forms and Typeform.
  static let surveys = HeaderAliases(
    "survey tools",
    [
      Entry(.recordID, "ResponseId", "Response ID", "Collector ID", "Network ID"),
      Entry(.ipAddress, "IPAddress"),
      Entry(.personName, "RecipientFirstName", "RecipientLastName"),
      Entry(.emailAddress, "RecipientEmail"),
      Entry(.latitude, "LocationLatitude"),
      Entry(.longitude, "LocationLongitude"),
      Entry(
        .automation, "DistributionChannel", "ExternalReference",
        "ExternalDataReference", "Response Type", "Stage Date (UTC)", "Duration (in seconds)"),
      Entry(
        .recordChange, "RecordedDate", "Submit Date (UTC)",
        "Start Date (UTC)", "Date Created", "Date Modified"),
      Entry(.language, "UserLanguage"),
      Entry(
        .satisfaction, "NPS", "CSAT", "CES", "NPS Score", "CSAT Score", "Satisfaction",
        "Net Promoter Score"),
    ],
    alongside: [
      Entry(.automation, "Progress", "Finished", "Status"),
      Entry(.recordChange, "StartDate", "EndDate"),
    ])

  /// Columns of open data about places.
  static let publicData = HeaderAliases(
    "GeoNames",
    [
      Entry(.placeID, "geonameid", "iso2", "iso3", "fips", "iso numeric", "City ID"),
      Entry(.placeName, "asciiname", "alternatenames"),
      Entry(.city, "capital city"),
      Entry(.area, "areakm2", "area km2", "area sqkm"),
      Entry(.continent, "continentcode"),
      Entry(.country, "countrycode"),
      Entry(.region, "admin1code", "admin2code"),
      Entry(.currency, "currencycode", "currencyname"),
      Entry(.language, "languages"),
      Entry(.neighbors, "neighbours", "neighbors"),
      Entry(.population, "population", "popul"),
      Entry(.altitude, "elevation", "altitude", "dem"),
    ],
    alongside: [
      Entry(.placeID, "iso"),
      Entry(.city, "capital"),
      Entry(.population, "pop"),
    ])
}
