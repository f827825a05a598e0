/// What single values look like, by their bytes.
///
/// The tests are strict enough that levels of a category and numbers do not pass by accident;
/// who decides about a column looks at the share of values that pass.
enum ValueLooks {
  /// One `@` between a name and a domain with a dot, and no spaces.
  static func isEmailAddress(_ value: [UInt8]) -> Bool {
    guard value.count <= 254, let at = value.firstIndex(of: UInt8(ascii: "@")), at > 0,
      value.lastIndex(of: UInt8(ascii: "@")) == at
    else { return false }
    let domain = value[(at + 1)...]
    guard let dot = domain.lastIndex(of: UInt8(ascii: ".")), dot > domain.startIndex else {
      return false
    }
    return dot + 2 < value.endIndex && !value.contains { isSpace($0) }
  }

  /// 7 to 15 digits, with a plus, an area code in parentheses, or separators between groups.
  static func isPhoneNumber(_ value: [UInt8]) -> Bool {
    guard !isIPAddress(value), !isDateLike(value) else { return false }
    var digitCount = 0
    var separatorCount = 0
    for (position, byte) in value.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digitCount += 1
      case UInt8(ascii: "+"):
        guard position == 0 else { return false }
        separatorCount += 1
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "("), UInt8(ascii: ")"):
        separatorCount += 1
      default:
        return false
      }
    }
    return (7...15).contains(digitCount) && separatorCount > 0
  }

  /// Only digits and the marks between them, 7 to 15 digits: a phone number where one is expected.
  static func couldBePhoneNumber(_ value: [UInt8]) -> Bool {
    (7...15).contains(value.count(where: isDigit)) && value.allSatisfy { !isLetter($0) }
  }

  /// Four numbers up to 255 with dots, or groups of hexadecimal digits with colons.
  static func isIPAddress(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count == 4 {
      return parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy(isDigit)
          && part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
      }
    }
    let groups = value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return (4...8).contains(groups.count) && groups.contains { $0.count > 2 }
      && groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(isHexadecimal) }
  }

  /// Begins with a scheme or `www.`.
  static func isLink(_ value: [UInt8]) -> Bool {
    ["http://", "https://", "www.", "ftp://"].contains { value.starts(with: $0.utf8) }
  }

  /// An international bank account number: two letters, two digits, 11 to 30 letters and digits.
  static func isBankAccount(_ value: [UInt8]) -> Bool {
    let compact = value.filter { !isSpace($0) }
    return (15...34).contains(compact.count) && compact.prefix(2).allSatisfy(isUppercase)
      && compact[2...3].allSatisfy(isDigit)
      && compact.allSatisfy { isDigit($0) || isUppercase($0) }
      && compact.count(where: isDigit) >= 10
  }

  /// A house number and a word for street, in the languages of Western Europe.
  static func isStreet(_ value: [UInt8]) -> Bool {
    guard value.contains(where: isDigit) else { return false }
    let words = HeaderName(String(decoding: value, as: UTF8.self)).words
    return words.contains { word in
      streetWords.contains(word) || streetEndings.contains { word.hasSuffix($0) }
    }
  }

  /// Words and a number: a street where one is expected.
  static func couldBeStreet(_ value: [UInt8]) -> Bool {
    isStreet(value) || value.contains(where: isDigit) && value.contains(where: isSpace)
  }

  private static let streetWords: Set<String> = [
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard",
    "blvd", "court", "way", "rue", "via", "viale", "calle", "avenida", "rua", "str", "platz",
    "allee", "weg", "piazza", "plaza", "chemin", "laan", "plein",
  ]
  private static let streetEndings = [
    "strasse", "straat", "street", "gasse", "platz", "allee", "weg", "laan",
  ]

  /// A word for a gender, in the languages of Western Europe.
  static func isGender(_ value: [UInt8]) -> Bool {
    genders.contains(HeaderName(String(decoding: value, as: UTF8.self)).key)
  }

  private static let genders: Set<String> = [
    "male", "female", "man", "woman", "men", "women", "nonbinary", "transgender", "mannlich",
    "maennlich", "weiblich", "divers", "homme", "femme", "masculin", "feminin", "hombre", "mujer",
    "masculino", "femenino", "feminino", "homem", "mulher", "maschio", "femmina", "uomo", "donna",
    "vrouw",
  ]

  /// Two to four words, each with a capital first and letters after it: how people are named.
  static func isPersonName(_ value: [UInt8]) -> Bool {
    let words = String(decoding: value, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard (2...4).contains(words.count) else { return false }
    return words.allSatisfy { word in
      guard word.first?.isUppercase == true else { return false }
      return word.dropFirst().allSatisfy { "-'’.".contains($0) || $0.isLetter && $0.isLowercase }
        || word.split(separator: "-").allSatisfy { part in
          part.first?.isUppercase == true && part.dropFirst().allSatisfy(\.isLowercase)
        }
    }
  }

  /// Letters and digits without a space, with at least one digit: a code, not a word.
  static func isCode(_ value: [UInt8]) -> Bool {
    value.contains(where: isDigit) && !value.contains { isSpace($0) }
  }

  /// At least six words.
  static func isProse(_ value: [UInt8]) -> Bool {
    value.split(whereSeparator: isSpace).count >= 6
  }

  /// Three groups of digits of which one has four, as in `2024-03-13`.
  private static func isDateLike(_ value: [UInt8]) -> Bool {
    let groups = value.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
      .split { !isDigit($0) }
    guard groups.count == 3, !value.starts(with: "+".utf8), !value.starts(with: "(".utf8) else {
      return false
    }
    let lengths = groups.map(\.count)
    return lengths == [4, 2, 2] || lengths[2] == 4 && lengths[0] <= 2 && lengths[1] <= 2
      || lengths.allSatisfy { $0 <= 2 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isUppercase(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    isUppercase(byte & 0xDF) || byte >= 0x80
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte & 0xDF)
  }
}
