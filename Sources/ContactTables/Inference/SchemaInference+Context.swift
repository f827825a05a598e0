/// What columns mean beside one another.
extension SchemaInference {
  mutating func readTogether() {
    readNames()
    readRevenue()
    readRawTwins()
    readMixedCurrencies()
    readBatteries()
  }

  /// The number of columns about companies or places.
  private func count(of basis: ColumnBasis) -> Int {
    findings.count { $0.concept?.basis == basis }
  }

  /// Whether the contacts are companies or places rather than people.
  private var hasPersonalColumns: Bool { findings.contains(where: \.isPersonal) }
  private var isAboutCompanies: Bool { !hasPersonalColumns && count(of: .firmographic) >= 2 }
  private var isAboutPlaces: Bool { !hasPersonalColumns && count(of: .geographic) >= 2 }

  /// A column called just `name` names people unless the other columns say otherwise.
  private mutating func readNames() {
    let hasIdentifier = findings.contains { finding in
      if case .identity = finding.concept?.use { true } else { false }
    }
    let (namesCompanies, namesPlaces) = (isAboutCompanies, isAboutPlaces)
    for column in headers.indices where headers[column].key == "name" {
      let isMerelyText = [nil, .personName, .freeText, .foreignID, .code]
        .contains(findings[column].concept)
      guard isMerelyText else { continue }
      if namesCompanies {
        let isNeeded = !hasIdentifier && evidence[column].isNearlyUnique
        findings[column] = .context(isNeeded ? .nameOfCompany : .companyName)
      } else if namesPlaces {
        findings[column] = .context(.placeName)
      } else if evidence[column].type != .number {
        findings[column] = .header(.personName)
      }
    }
  }

  /// Where the contacts are companies, revenue is theirs and not what they paid.
  private mutating func readRevenue() {
    guard isAboutCompanies else { return }
    for column in findings.indices where findings[column].concept == .revenue {
      findings[column] = .context(.annualRevenue)
    }
  }

  /// `country_raw` beside `country` says nothing new.
  private mutating func readRawTwins() {
    let suffixes: Set<String> = ["raw", "original", "text", "orig"]
    var columnOfKey: [String: Int] = [:]
    for (column, header) in headers.enumerated() where columnOfKey[header.key] == nil {
      columnOfKey[header.key] = column
    }
    for (column, header) in headers.enumerated() {
      guard let last = header.words.last, suffixes.contains(last), !findings[column].isPersonal,
        let twin = columnOfKey[header.words.dropLast().joined()]
      else { continue }
      findings[column].obstacle = .useless("it is the raw form of column “\(name(twin))”")
    }
  }

  /// Amounts in several currencies cannot be compared.
  private mutating func readMixedCurrencies() {
    for (currency, amounts) in mixedCurrencies() {
      for amount in amounts where findings[amount].obstacle == nil {
        findings[amount].obstacle = .useless(
          "its amounts are in the currencies of column “\(name(currency))” and cannot be compared "
            + "until they are converted to one")
      }
    }
  }

  /// Columns with several currencies, each with the amounts that it applies to: those that share
  /// a word with its header, or all money in the file.
  func mixedCurrencies() -> [(currency: Int, amounts: [Int])] {
    findings.indices.compactMap { currency in
      guard findings[currency].concept == .currency, evidence[currency].distinctCount > 1 else {
        return nil
      }
      let money = findings.indices.filter { column in
        guard evidence[column].type == .number, let concept = findings[column].concept else {
          return false
        }
        return concept.basis == .value || concept == .annualRevenue
      }
      let named = money.filter { !Set(headers[$0].words).isDisjoint(with: headers[currency].words) }
      return (currency, named.isEmpty ? money : named)
    }
  }

  private mutating func readBatteries() {
    let unknown = findings.indices.filter { findings[$0].concept == nil }
    for column in SurveyBattery.items(among: unknown, in: table, evidence: evidence) {
      findings[column] = .values(.surveyItem)
    }
  }

  private func name(_ column: Int) -> String { table.columns[column].name }
}
