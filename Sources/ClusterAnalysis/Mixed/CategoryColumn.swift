import DenseAlgebra

/// A column of categories, each row's level stored as a number in the smallest unsigned integer that
/// fits.
public struct CategoryColumn: Sendable, Hashable {
  /// The number of levels that codes are drawn from; a level need not occur.
  public let levelCount: Int
  /// The codes.
  let codes: LevelCodes

  /// Stores codes as narrowly as the number of levels allows.
  ///
  /// - Parameters:
  ///   - codes: A number in `0..<levelCount` for each row, or nil where there is a gap.
  ///   - levelCount: The number of levels; at most 4,294,967,294.
  /// - Throws: ``ClusteringError`` when a code is outside `0..<levelCount`.
  /// - Complexity: O(rows).
  public init(codes: [Int?], levelCount: Int) throws(ClusteringError) {
    guard levelCount >= 0, levelCount < Int(UInt32.max) else {
      throw ClusteringError(
        .invalidSetting,
        "levelCount is \(levelCount), but must be at least 0 and less than \(UInt32.max)")
    }
    if let row = codes.firstIndex(where: { $0.map { $0 < 0 || $0 >= levelCount } ?? false }) {
      throw ClusteringError(
        .shapeMismatch,
        "the code of row \(row) (counted from 0) is not in 0..<\(levelCount), where the levels "
          + "of the column are")
    }
    self.init(checked: codes, levelCount: levelCount)
  }

  /// Stores codes that are known to be in `0..<levelCount`.
  init(checked codes: [Int?], levelCount: Int) {
    self.levelCount = levelCount
    if levelCount <= Int(UInt8.max) {
      self.codes = .narrow(codes.map { $0.map { UInt8($0) } ?? .max })
    } else if levelCount <= Int(UInt16.max) {
      self.codes = .medium(codes.map { $0.map { UInt16($0) } ?? .max })
    } else {
      self.codes = .wide(codes.map { $0.map { UInt32($0) } ?? .max })
    }
  }

  /// Creates a column from one optional value for each row.
  ///
  /// Codes are numbered as the values first occur.
  ///
  /// - Returns: The column, and the value that each code stands for.
  /// - Complexity: O(rows).
  public static func coding<Value: Hashable>(
    _ values: [Value?]
  ) -> (column: CategoryColumn, levels: [Value]) {
    var levels: [Value] = []
    var codeOfLevel: [Value: Int] = [:]
    let codes = values.map { value -> Int? in
      guard let value else { return nil }
      if let code = codeOfLevel[value] { return code }
      codeOfLevel[value] = levels.count
      levels.append(value)
      return levels.count - 1
    }
    return (CategoryColumn(checked: codes, levelCount: levels.count), levels)
  }

  /// The number of rows.
  public var count: Int {
    switch codes {
    case .narrow(let codes): codes.count
    case .medium(let codes): codes.count
    case .wide(let codes): codes.count
    }
  }

  /// The code of a row, or nil where there is a gap.
  public subscript(row: Int) -> Int? {
    switch codes {
    case .narrow(let codes): codes[row] == .max ? nil : Int(codes[row])
    case .medium(let codes): codes[row] == .max ? nil : Int(codes[row])
    case .wide(let codes): codes[row] == .max ? nil : Int(codes[row])
    }
  }

  /// Whether a row has no code.
  ///
  /// - Complexity: O(rows).
  public var hasGaps: Bool { codes.hasGaps }

  /// The column made of the given rows, in the given order.
  ///
  /// - Complexity: O(rows).
  public func selectingRows(_ rows: some Collection<Int>) -> CategoryColumn {
    CategoryColumn(checked: rows.map { self[$0] }, levelCount: levelCount)
  }
}
