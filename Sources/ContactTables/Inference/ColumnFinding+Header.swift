/// Whether the values bear out what a header says.
extension ColumnFinding {
  /// What a header and the values of its column mean together.
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - evidence: What the values tell.
  ///   - sources: The sources that wrote the file.
  init(header: HeaderName, evidence: ColumnEvidence, sources: Set<String>) {
    if let concept = evidence.revealedPersonalConcept {
      self = .values(concept)
    } else if let reading = HeaderReading.reading(of: header, sources: sources),
      let concept = evidence.confirmed(reading.concept)
    {
      self = .header(concept, source: concept == reading.concept ? reading.source : nil)
    } else if header.words.last?.hasSuffix("id") == true, evidence.couldIdentify,
      evidence.isNearlyUnique
    {
      self = .header(.foreignID)
    } else if let concept = evidence.impliedConcept {
      self = .values(concept)
    } else {
      self = .unknown
    }
  }
}

extension ColumnEvidence {
  /// One person in ten is enough to protect them, whatever the header says.
  private static let revealingShare = 0.1

  /// Something personal that the values give away without the header's help.
  fileprivate var revealedPersonalConcept: ColumnConcept? {
    switch type {
    case .number, .flag, .date: return nil
    case .category, .orderedCategory, .multiSelect, .text, .identifier: break
    }
    if share(of: ValueLooks.isEmailAddress) >= Self.revealingShare { return .emailAddress }
    if share(of: ValueLooks.isIPAddress) >= 0.5 { return .ipAddress }
    if share(of: ValueLooks.isBankAccount) >= 0.5 { return .bankAccount }
    return nil
  }

  /// Whether values of this type can tell contacts apart at all.
  fileprivate var couldIdentify: Bool {
    switch type {
    case .number: isWhole
    case .category, .text, .identifier: true
    case .flag, .date, .orderedCategory, .multiSelect: false
    }
  }

  /// The concept that the values bear out; nil when they contradict what the header says.
  fileprivate func confirmed(_ concept: ColumnConcept) -> ColumnConcept? {
    switch concept.use {
    case .personal: confirmedPersonal(concept)
    case .identity: confirmedIdentity(concept)
    case .outcome(let levelLimit): confirmedOutcome(concept, levelLimit: levelLimit)
    case .evidence, .description: confirmedEvidence(concept)
    case .nothing: confirmedNothing(concept)
    }
  }

  private func confirmedPersonal(_ concept: ColumnConcept) -> ColumnConcept? {
    if ColumnConcept.contactDetails.contains(concept) {
      if isPresenceMark { return .contactDetailPresence }
      if type == .number, isWhole, maximum < 100_000 { return .channelUse }
    }
    switch concept {
    case .birthDate where type == .number:
      return minimum >= 1_000 ? .birthYear : .age
    case .birthDate:
      return concept
    case .postcode where type == .number && maximum < 1_000:
      return nil
    case .userName where type == .number:
      return .webVisits
    case .userName where type == .date:
      return .lastActivity
    case .personName where type == .number || type == .flag || type == .date:
      return nil
    default:
      return concept
    }
  }

  /// Whether the values only say that there is something: yes and no, or two or three levels
  /// among many contacts, none of which is a detail itself.
  private var isPresenceMark: Bool {
    if type == .flag { return true }
    guard type == .category || type == .orderedCategory || type == .number else { return false }
    guard distinctCount <= 3, presentCount >= 30 else { return false }
    return type == .number
      ? maximum < 10
      : share {
        ValueLooks.isEmailAddress($0) || ValueLooks.couldBePhoneNumber($0)
          || ValueLooks.couldBeStreet($0)
      } == 0
  }

  private func confirmedIdentity(_ concept: ColumnConcept) -> ColumnConcept? {
    guard couldIdentify, distinctCount > 10 || presentCount < 50 else { return nil }
    switch concept {
    case .rowNumber:
      return countsRows || isNearlyUnique ? concept : nil
    case .foreignID:
      return distinctShare >= 0.98 ? concept : .code
    case .placeID:
      return distinctShare >= 0.98 ? concept : .country
    default:
      return concept
    }
  }

  private func confirmedOutcome(_ concept: ColumnConcept, levelLimit: Int) -> ColumnConcept? {
    guard distinctCount <= levelLimit, type != .text, type != .date else { return nil }
    return type == .number && !isWhole ? nil : concept
  }

  private func confirmedEvidence(_ concept: ColumnConcept) -> ColumnConcept? {
    switch concept {
    case .latitude:
      return type == .number && minimum >= -90 && maximum <= 90 ? concept : nil
    case .longitude:
      return type == .number && minimum >= -180 && maximum <= 180 ? concept : nil
    case .age where type == .date, .birthYear where type == .date:
      return .birthDate
    case .age where type == .number && minimum >= 1_900:
      return .birthYear
    case .eventTime where type == .number:
      return isWhole && minimum >= 19_000_101 && maximum <= 21_001_231 ? .dateAsNumber : nil
    default:
      return concept
    }
  }

  private func confirmedNothing(_ concept: ColumnConcept) -> ColumnConcept? {
    switch concept {
    case .freeText, .companyName, .link, .companyDomain, .placeName:
      if type == .number || type == .date { return nil }
      let isShortList = type != .text && distinctCount <= 20 && presentCount >= 100
      return isShortList && (concept == .freeText || concept == .link) ? nil : concept
    case .weight:
      return type == .number ? concept : nil
    case .owner where type == .flag:
      return nil
    default:
      return concept
    }
  }

  /// What values under a header that tells nothing give away.
  fileprivate var impliedConcept: ColumnConcept? {
    switch type {
    case .flag, .date, .multiSelect, .orderedCategory: return nil
    case .number: return impliedByNumbers
    case .category, .text, .identifier: break
    }
    let hasManyLevels = type != .category || distinctCount > 50
    if share(of: ValueLooks.isLink) >= 0.8 { return .link }
    if distinctShare >= 0.3, share(of: ValueLooks.isPhoneNumber) >= 0.8 { return .phoneNumber }
    if share(of: ValueLooks.isStreet) >= (hasManyLevels ? 0.5 : 0.8) { return .street }
    if share(of: ValueLooks.isGender) >= 0.5 { return .gender }
    if hasManyLevels {
      if distinctShare >= 0.3, share(of: ValueLooks.isPersonName) >= 0.6 { return .personName }
      if share(of: ValueLooks.isProse) >= 0.3 { return .freeText }
    }
    if isNearlyUnique, type == .identifier || share(of: ValueLooks.isCode) >= 0.9 {
      return .foreignID
    }
    if type == .identifier { return .code }
    return type == .text ? .freeText : nil
  }

  private var impliedByNumbers: ColumnConcept? {
    guard isWhole, isNearlyUnique else { return nil }
    if countsRows { return .rowNumber }
    // Long numbers of one length that never repeat are names, not quantities.
    let isLong = minimum >= 10_000_000 && Self.digitCount(minimum) == Self.digitCount(maximum)
    return isLong ? .foreignID : nil
  }

  private static func digitCount(_ value: Double) -> Int {
    Int64(exactly: value).map { String($0).count } ?? 0
  }
}
