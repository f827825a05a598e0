/// The two-letter codes of countries (ISO 3166-1), among which Namibia is `NA`.
enum CountryCodes {
  private static let all = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """

  private static let isCode: [Bool] = {
    var isCode = [Bool](repeating: false, count: 26 * 26)
    let letters = all.utf8.filter { $0 >= 0x41 }
    for pair in 0..<letters.count / 2 {
      isCode[Int(letters[2 * pair] - 0x41) * 26 + Int(letters[2 * pair + 1] - 0x41)] = true
    }
    return isCode
  }()

  static func isLetterPair(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count == 2 && cell[0] &- 0x41 < 26 && cell[1] &- 0x41 < 26
  }

  static func isNamibia(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    cell.count == 2 && cell[0] == 0x4E && cell[1] == 0x41
  }

  /// Whether a pair of capital letters is the code of a country.
  static func contains(_ pair: UnsafeBufferPointer<UInt8>) -> Bool {
    isCode[Int(pair[0] - 0x41) * 26 + Int(pair[1] - 0x41)]
  }
}

extension CellFacts {
  /// Whether `NA` is a code in this column rather than a missing value.
  ///
  /// It is where nine of ten other values are pairs of capital letters, too, and either the name
  /// of the column speaks of countries, continents or codes, or four of five of the pairs are
  /// codes of countries.
  func keepsNA(name: ColumnNameHints) -> Bool {
    guard namibiaCount > 0, letterPairCount > 0, 10 * letterPairCount >= 9 * count else {
      return false
    }
    return name.isAboutPlaces || (5 * countryCount >= 4 * letterPairCount && letterPairCount >= 3)
  }
}
