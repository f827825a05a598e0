/// A column of levels, each contact's level stored as a small number.
public struct CategoryValues: Sendable, Hashable {
  /// For each contact the index of its level in ``levels``.
  public let codes: CategoryCodes
  /// The distinct levels: in order of first appearance, or from low to high when ``isOrdered``.
  public let levels: [String]
  /// Whether the levels have an order.
  public let isOrdered: Bool

  /// Creates a column of levels.
  public init(codes: CategoryCodes, levels: [String], isOrdered: Bool = false) {
    self.codes = codes
    self.levels = levels
    self.isOrdered = isOrdered
  }

  /// Creates a column of levels from one optional level for each contact.
  ///
  /// - Complexity: O(contacts).
  public init(_ values: [String?]) {
    var levels: [String] = []
    var codeOfLevel: [String: Int] = [:]
    let codes = values.map { value -> Int? in
      guard let value else { return nil }
      if let code = codeOfLevel[value] { return code }
      codeOfLevel[value] = levels.count
      levels.append(value)
      return levels.count - 1
    }
    self.init(codes: CategoryCodes(codes, levelCount: levels.count), levels: levels)
  }
}

/// Indices of levels in the smallest unsigned integer that fits; its largest value means missing.
public enum CategoryCodes: Sendable, Hashable {
  /// At most 255 levels.
  case narrow([UInt8])
  /// At most 65,535 levels.
  case medium([UInt16])
  /// More levels.
  case wide([UInt32])

  /// Stores codes as narrowly as `levelCount` levels allow.
  ///
  /// - Complexity: O(contacts).
  public init(_ codes: [Int?], levelCount: Int) {
    if levelCount <= Int(UInt8.max) {
      self = .narrow(codes.map { $0.map(UInt8.init) ?? .max })
    } else if levelCount <= Int(UInt16.max) {
      self = .medium(codes.map { $0.map(UInt16.init) ?? .max })
    } else {
      self = .wide(codes.map { $0.map(UInt32.init) ?? .max })
    }
  }

  /// The number of contacts.
  public var count: Int {
    switch self {
    case .narrow(let codes): codes.count
    case .medium(let codes): codes.count
    case .wide(let codes): codes.count
    }
  }

  /// The level index of a contact, or nil when it has none.
  public subscript(row: Int) -> Int? {
    switch self {
    case .narrow(let codes): codes[row] == .max ? nil : Int(codes[row])
    case .medium(let codes): codes[row] == .max ? nil : Int(codes[row])
    case .wide(let codes): codes[row] == .max ? nil : Int(codes[row])
    }
  }

  /// The number of contacts without a level.
  ///
  /// - Complexity: O(contacts).
  public var missingCount: Int {
    switch self {
    case .narrow(let codes): codes.count { $0 == .max }
    case .medium(let codes): codes.count { $0 == .max }
    case .wide(let codes): codes.count { $0 == .max }
    }
  }
}
