/// Signs and codes that may stand before or after an amount.
enum NumberUnits {
  /// Spellings with the unit they mean.
  ///
  /// Longer ones come first where one begins another.
  private static let spellings: [(spelling: String, unit: String)] = [
    ("%", "%"), ("€", "€"), ("$", "$"), ("£", "£"), ("¥", "¥"), ("₹", "₹"), ("₽", "₽"),
    ("₺", "₺"), ("₩", "₩"), ("₪", "₪"), ("₫", "₫"), ("฿", "฿"), ("₴", "₴"), ("₦", "₦"),
    ("US$", "$"), ("R$", "R$"), ("A$", "A$"), ("C$", "C$"), ("zł", "zł"), ("Kč", "Kč"),
    ("kr.", "kr"), ("kr", "kr"), ("Ft", "Ft"), ("lei", "lei"), ("Fr.", "CHF"), ("лв", "лв"),
    ("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("JPY", "JPY"), ("CHF", "CHF"), ("SEK", "SEK"),
    ("NOK", "NOK"), ("DKK", "DKK"), ("PLN", "PLN"), ("CZK", "CZK"), ("HUF", "HUF"),
    ("RON", "RON"), ("BGN", "BGN"), ("CAD", "CAD"), ("AUD", "AUD"), ("NZD", "NZD"),
    ("INR", "INR"), ("CNY", "CNY"), ("RMB", "CNY"), ("HKD", "HKD"), ("SGD", "SGD"),
    ("KRW", "KRW"), ("BRL", "BRL"), ("MXN", "MXN"), ("ZAR", "ZAR"), ("TRY", "TRY"),
    ("RUB", "RUB"), ("UAH", "UAH"), ("ILS", "ILS"), ("AED", "AED"), ("SAR", "SAR"),
    ("THB", "THB"), ("IDR", "IDR"), ("DM", "DM"),
  ]

  /// The units, without repetition.
  static let names: [String] = spellings.reduce(into: []) { names, entry in
    if !names.contains(entry.unit) { names.append(entry.unit) }
  }

  /// The number of the percent sign among ``names``.
  static let percent = 0

  private static let entries: [(bytes: [UInt8], unit: Int)] = spellings.map { entry in
    (Array(entry.spelling.utf8), names.firstIndex(of: entry.unit) ?? 0)
  }

  /// The unit that is spelled by exactly these bytes.
  ///
  /// - Complexity: O(units).
  static func unit(spelledBy bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count <= 4 else { return nil }
    return entries.first { $0.bytes.elementsEqual(bytes) }?.unit
  }
}
