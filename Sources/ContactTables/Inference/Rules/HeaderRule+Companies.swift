/// Rules about companies, places and technology.
extension HeaderRule {
  static let companies: [HeaderRule] = [
    HeaderRule(
      "company|account|organization|organisation|business|firm|employer|unternehmen|firmen name|naam",
      .companyName),
    HeaderRule("firmenname|unternehmensname|bedrijfsnaam", .companyName),
    HeaderRule("domain|website", unless: "visit|visits|rating|count", .companyDomain),
    HeaderRule(
      "industry|industries|sector|naics|sic|vertical|branche|secteur|settore|setor", .industry),
    HeaderRule(
      "employee|employees|headcount|workforce|staff|mitarbeiter*|fte|ftes",
      unless: "id|satisfaction|engagement|owner", .employeeCount),
    HeaderRule("company|business|firm|team|organization size|employees", .employeeCount),
    HeaderRule("founded|incorporated|established|founding", .companyAge),
    HeaderRule("company|business|firm age|year|old|founded", .companyAge),
    HeaderRule(
      "company|business|account|customer|legal|firm type|kind|form|tier|category", .companyType),
    HeaderRule("b2b|franchise|subsidiary|ownership|listed", .ownership),
    HeaderRule("funding|investors|valuation|ipo", .funding),
    HeaderRule("department|division|team|abteilung", unless: "id|hubspot", .department),
    HeaderRule("seniority|level|job|management level|seniority|rank|function", .seniority),
    HeaderRule("seniority", .seniority),
    HeaderRule("job|position title|role", .jobTitle),
  ]

  static let places: [HeaderRule] = [
    HeaderRule("headquarter|headquarters|hq|sitz", .headquarters),
    HeaderRule("latitude|lat", .latitude),
    HeaderRule("longitude|lng|lon", .longitude),
    HeaderRule("timezone|utcoffset", .timeZone),
    HeaderRule("continent|continentcode", .continent),
    HeaderRule("country|countrycode|nation|pais|pays|paese|laender*", unless: "count", .country),
    HeaderRule(
      "state|province|region|county|provincia|bundesland|kanton|departement|district|territory",
      unless: "account|subscription|order|lead|deal|machine|event|payment", .region),
    HeaderRule(
      "city|town|stadt|ville|ciudad|citta|cidade|municipality|suburb|borough|wohnort",
      unless: "count", .city),
    HeaderRule("population", .population),
    HeaderRule("altitude|elevation", .altitude),
    HeaderRule("climate|temperature|rainfall|snow", .climate),
    HeaderRule("urban|rural|urbanicity|metro|urbanity", .urbanity),
    HeaderRule("distance|proximity|km|miles store|home|from|to|city|center|centre", .distance),
    HeaderRule(
      "island|location|place|geo|market|store|branch|zone", unless: "id|allocation", .place),
  ]

  static let technologies: [HeaderRule] = [
    HeaderRule("browser|useragent", .browser),
    HeaderRule("os|operating|ios|android|windows|macos", .operatingSystem),
    HeaderRule(
      "device|devices|handset|phone|laptop|tablet|screen|model|smartphone brand|model|type|category|kind|manufacturer|resolution|size|os|class",
      .device),
    HeaderRule("device|handset|smartphone|tablet|desktop", unless: "id|count", .device),
    HeaderRule("platform", unless: "id|fee|count", .platform),
    HeaderRule(
      "internet|connection|broadband|fiber|dsl|wifi|bandwidth|carrier|isp|network",
      unless: "id|social",
      .connection),
    HeaderRule(
      "software|technology|technologies|tech|crm|stack|app|tools|cms|ecommerce",
      unless: "id|install*|opens",
      .software),
  ]
}
