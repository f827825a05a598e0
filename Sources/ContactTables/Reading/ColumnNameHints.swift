/// What the name of a column says about its values.
struct ColumnNameHints: Sendable {
  /// The words of the name in lower case: `customerID` has `customer` and `id`.
  let words: [String]
  private let joined: String

  init(_ name: String) {
    words = Self.words(of: name)
    joined = words.joined()
  }

  private static let identifierWords: Set<String> = [
    "id", "ids", "uuid", "guid", "uid", "key", "gid", "euid", "leid", "hash", "token", "sku", "ean",
    "isbn", "iban", "vat", "serial", "identifier", "kundennummer", "kundennr", "matrikelnummer",
  ]

  private static let codeWords: Set<String> = [
    "zip", "zipcode", "postal", "postcode", "postalcode", "plz", "phone", "mobile", "telephone",
    "tel",
    "fax", "cell", "telefon", "handy", "mobil", "ip", "ssn", "siret", "siren",
  ]

  private static let dateWords: Set<String> = [
    "date", "day", "datum", "tag", "fecha", "data", "dob", "birthday", "created", "updated",
    "since",
    "at", "on", "time", "timestamp",
  ]

  private static let placeWords = [
    "country", "continent", "nation", "land", "pays", "pais", "paese", "region", "state", "iso",
    "code",
  ]

  /// Whether it names contacts or things, so that values are codes even where they are digits.
  var isIdentifier: Bool { words.contains { Self.identifierWords.contains($0) } }

  /// Whether the last word ends like an identifier's, as in `geonameid`, and is none of the usual
  /// words that do.
  var mayBeIdentifier: Bool {
    guard let last = words.last, last.count > 3, last.hasSuffix("id") else { return false }
    return ![
      "paid", "prepaid", "unpaid", "valid", "invalid", "void", "grid", "avoid", "covid", "hybrid",
    ]
    .contains(last)
  }

  /// Whether values are codes although they may be written in digits: phones, postal codes.
  var isCode: Bool { words.contains { Self.codeWords.contains($0) } }

  var isDate: Bool { words.contains { Self.dateWords.contains($0) } }

  var isAboutPlaces: Bool {
    words == ["cc"] || Self.placeWords.contains { joined.contains($0) }
  }

  /// Splits at everything but letters and digits, and before a capital behind a small letter.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    for character in name {
      let isWordPart = character.isLetter || character.isNumber
      if !isWordPart || (previousIsLower && character.isUppercase) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if isWordPart { word.append(character) }
      previousIsLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }
}
