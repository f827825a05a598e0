/// A column of sets: for each row the options that were chosen, among options numbered from 0.
///
/// An empty set is an answer, unlike a gap.
public struct SetColumn: Sendable, Hashable {
  /// The number of options; one need not occur.
  public let optionCount: Int
  /// The number of rows.
  public let count: Int
  /// For each row one bit an option, 64 to a word.
  let words: [UInt64]
  /// For each row whether it is missing; empty when none is.
  let gaps: [Bool]

  /// Stores sets.
  ///
  /// - Parameters:
  ///   - sets: The options of each row, each in `0..<optionCount`, or nil where there is a gap.
  ///   - optionCount: The number of options; at least 1 and at most 65,536.
  /// - Throws: ``ClusteringError`` when an option is outside `0..<optionCount`.
  /// - Complexity: O(rows × options).
  public init(sets: [[Int]?], optionCount: Int) throws(ClusteringError) {
    guard (1...65_536).contains(optionCount) else {
      throw ClusteringError(
        .invalidSetting, "optionCount is \(optionCount), but must be at least 1 and at most 65536")
    }
    let isOption = { (option: Int) in option >= 0 && option < optionCount }
    if let row = sets.firstIndex(where: { $0.map { !$0.allSatisfy(isOption) } ?? false }) {
      throw ClusteringError(
        .shapeMismatch,
        "an option of row \(row) (counted from 0) is not in 0..<\(optionCount), where the options "
          + "of the column are")
    }
    self.init(checked: sets, optionCount: optionCount)
  }

  /// Stores sets of options that are known to be in `0..<optionCount`.
  init(checked sets: [[Int]?], optionCount: Int) {
    let wordCount = (optionCount + 63) / 64
    var words = [UInt64](repeating: 0, count: sets.count * wordCount)
    for (row, options) in sets.enumerated() {
      for option in options ?? [] { words[row * wordCount + option / 64] |= 1 << (option % 64) }
    }
    self.optionCount = optionCount
    count = sets.count
    self.words = words
    gaps = sets.contains(nil) ? sets.map { $0 == nil } : []
  }

  private init(optionCount: Int, count: Int, words: [UInt64], gaps: [Bool]) {
    self.optionCount = optionCount
    self.count = count
    self.words = words
    self.gaps = gaps.contains(true) ? gaps : []
  }

  private var wordCount: Int { (optionCount + 63) / 64 }

  /// The options of a row, ascending, or nil where there is a gap.
  public subscript(row: Int) -> [Int]? {
    isMissing(row) ? nil : (0..<optionCount).filter { contains($0, row) }
  }

  /// Whether a row has no set.
  func isMissing(_ row: Int) -> Bool { !gaps.isEmpty && gaps[row] }

  /// Whether an option is in the set of a row; one that the column does not have is not.
  func contains(_ option: Int, _ row: Int) -> Bool {
    option < optionCount && words[row * wordCount + option / 64] >> (option % 64) & 1 == 1
  }

  /// Jaccard's distance of two rows that have a set, 0...1.
  ///
  /// It is the part of the options of either row that only one of them has; two empty sets are alike.
  ///
  /// Jaccard 1901, https://doi.org/10.5169/seals-266450.
  ///
  /// - Complexity: O(options / 64).
  public func distance(_ row: Int, _ other: Int) -> Double {
    var (common, all) = (0, 0)
    for word in 0..<wordCount {
      let (left, right) = (words[row * wordCount + word], words[other * wordCount + word])
      common += (left & right).nonzeroBitCount
      all += (left | right).nonzeroBitCount
    }
    return all > 0 ? Double(all - common) / Double(all) : 0
  }

  /// Whether a row has no set.
  ///
  /// - Complexity: O(1).
  public var hasGaps: Bool { !gaps.isEmpty }

  /// An option as a column of flags: code 1 where it is in the set, else 0.
  ///
  /// - Complexity: O(rows).
  public func flags(of option: Int) -> CategoryColumn {
    CategoryColumn(
      checked: (0..<count).map { isMissing($0) ? nil : contains(option, $0) ? 1 : 0 },
      levelCount: 2)
  }

  /// The column made of the given rows, in the given order.
  ///
  /// - Complexity: O(rows × options / 64).
  public func selectingRows(_ rows: some Collection<Int>) -> SetColumn {
    SetColumn(
      optionCount: optionCount, count: rows.count,
      words: rows.flatMap { words[$0 * wordCount..<($0 + 1) * wordCount] },
      gaps: gaps.isEmpty ? [] : rows.map { gaps[$0] })
  }
}

extension SetColumn: Codable {
  private enum CodingKeys: String, CodingKey {
    case optionCount, sets
  }

  /// Reads a column; an option outside the column is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let optionCount = try container.decode(Int.self, forKey: .optionCount)
    let sets = try container.decode([[Int]?].self, forKey: .sets)
    do {
      try self.init(sets: sets, optionCount: optionCount)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .sets, in: container, debugDescription: error.message)
    }
  }

  /// Writes the number of options and the sets.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(optionCount, forKey: .optionCount)
    try container.encode((0..<count).map { self[$0] }, forKey: .sets)
  }
}
