import DenseAlgebra

/// The dissimilarity of rows of mixed columns: the weighted mean of how much they differ in each
/// column that both have, 0...1.
///
/// It is defined as in `cluster::daisy` of R: numbers differ by their distance over the column's range,
/// categories by 0 or 1, ordered categories as numbers by their codes, and an asymmetric binary column
/// counts only where one of the rows has it. Sets, which are not there, differ by Jaccard's distance: the
/// part of the options of either row that only one has. Ranges are those of the rows it was made for. Unlike
/// there, two rows are comparable whatever the weight of what they share, if it is positive; `daisy`
/// asks for more than 0.5, so that its gaps depend on the unit of the weights.
///
/// Gower 1971, https://doi.org/10.2307/2528823.
public struct GowerDissimilarity: Sendable, Hashable, Codable {
  /// How a category column is compared.
  public enum CategoryKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// 0 where levels agree, else 1; also right for binary columns whose levels are on a par.
    case nominal
    /// Levels in the order of their codes, compared as numbers.
    case ordered
    /// Code 1 is presence and code 0 absence; what both rows lack does not count.
    case asymmetricBinary
  }

  /// How each category column is compared.
  public let kinds: [CategoryKind]
  /// For each number column the largest less the smallest number, 0 when they are equal.
  public let numberRanges: [Double]
  /// The same for ordered category columns, in codes; 0 for others.
  public let codeRanges: [Double]
  /// The weight of each number column.
  public let numberWeights: [Double]
  /// The weight of each category column.
  public let categoryWeights: [Double]
  /// The weight of each column of sets.
  public let setWeights: [Double]

  /// Takes the ranges from rows.
  ///
  /// - Parameters:
  ///   - rows: The rows; they may have gaps.
  ///   - kinds: How each category column is compared; `nil` compares all as nominal.
  ///   - numberWeights: The weight of each number column; `nil` counts each once.
  ///   - categoryWeights: The weight of each category column; `nil` counts each once.
  ///   - setWeights: The weight of each column of sets; `nil` counts each once.
  /// - Throws: ``ClusteringError`` when kinds or weights do not belong to the columns, a weight is
  ///   negative or not finite, or an asymmetric binary column has another code than 0 and 1.
  /// - Complexity: O(rows × columns).
  public init(
    for rows: MixedMatrix, kinds: [CategoryKind]? = nil, numberWeights: [Double]? = nil,
    categoryWeights: [Double]? = nil, setWeights: [Double]? = nil
  ) throws(ClusteringError) {
    let (width, depth) = (rows.numbers.columnCount, rows.categories.count)
    let kinds = kinds ?? [CategoryKind](repeating: .nominal, count: depth)
    self.kinds = kinds
    self.numberWeights = numberWeights ?? [Double](repeating: 1, count: width)
    self.categoryWeights = categoryWeights ?? [Double](repeating: 1, count: depth)
    self.setWeights = setWeights ?? [Double](repeating: 1, count: rows.sets.count)
    guard self.setWeights.count == rows.sets.count else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(self.setWeights.count) set weights for \(rows.sets.count) set columns, not one "
          + "for each")
    }
    guard kinds.count == depth, self.numberWeights.count == width,
      self.categoryWeights.count == depth
    else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(kinds.count) kinds, \(self.numberWeights.count) number and "
          + "\(self.categoryWeights.count) category weights for \(width) number and \(depth) "
          + "category columns, not one for each")
    }
    let weights = self.numberWeights + self.categoryWeights + self.setWeights
    guard weights.allSatisfy({ $0 >= 0 && $0 <= 1e100 }) else {
      throw ClusteringError(
        .invalidSetting, "a column weight is not accepted; weights lie between 0 and 1e100")
    }
    for (position, kind) in kinds.enumerated() where kind == .asymmetricBinary {
      let column = rows.categories[position]
      if (0..<column.count).contains(where: { (column[$0] ?? 0) > 1 }) {
        throw ClusteringError(
          .invalidSetting,
          "category column \(position) (counted from 0) has other codes than 0 and 1, so it cannot "
            + "be asymmetric binary; compare it as nominal")
      }
    }
    numberRanges = (0..<width).map { column in
      Self.range((0..<rows.rowCount).lazy.compactMap { rows.number($0, column) })
    }
    codeRanges = kinds.enumerated().map { position, kind in
      guard kind == .ordered else { return 0 }
      return Self.range(
        (0..<rows.rowCount).lazy.compactMap { rows.code($0, position).map(Double.init) })
    }
    guard numberRanges.allSatisfy(\.isFinite) else {
      throw ClusteringError(
        .valueOutOfRange, "the range of a number column is not finite; scale the column")
    }
    let factors =
      Array(zip(self.numberWeights, numberRanges)) + zip(self.categoryWeights, codeRanges)
    guard factors.allSatisfy({ $0 == 0 || $1 == 0 || ($0 / $1).isNormal }) else {
      throw ClusteringError(
        .valueOutOfRange,
        "a column's weight over its range is too large or too small a number; scale the column")
    }
  }

  /// What a difference of 1 adds in each number column.
  var numberFactors: [Double] {
    zip(numberWeights, numberRanges).map { Self.factor(weight: $0, range: $1) }
  }

  /// What a step between codes adds in a category column that is ordered.
  func codeFactor(_ column: Int) -> Double {
    Self.factor(weight: categoryWeights[column], range: codeRanges[column])
  }

  /// Equal numbers in all rows add nothing.
  private static func factor(weight: Double, range: Double) -> Double {
    range > 0 ? weight / range : 0
  }

  private static func range(_ values: some Sequence<Double>) -> Double {
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for value in values { (lowest, highest) = (min(lowest, value), max(highest, value)) }
    return highest > lowest ? highest - lowest : 0
  }

  /// The dissimilarity of two rows; NaN when they share no column that counts.
  ///
  /// - Parameters:
  ///   - row: A row of `rows`.
  ///   - other: Another, or the same.
  ///   - rows: Rows of the same columns as those that this was made for.
  /// - Returns: A number in 0...1, or NaN.
  /// - Complexity: O(columns).
  public func between(_ row: Int, _ other: Int, of rows: MixedMatrix) -> Double {
    var (sum, total) = (0.0, 0.0)
    for (column, weight) in numberWeights.enumerated() {
      guard let left = rows.number(row, column), let right = rows.number(other, column) else {
        continue
      }
      total += weight
      sum += abs(left - right) * Self.factor(weight: weight, range: numberRanges[column])
    }
    for (column, weight) in categoryWeights.enumerated() {
      guard let left = rows.code(row, column), let right = rows.code(other, column) else {
        continue
      }
      switch kinds[column] {
      case .asymmetricBinary where left == 0 && right == 0:
        continue
      case .nominal, .asymmetricBinary:
        total += weight
        if left != right { sum += weight }
      case .ordered:
        total += weight
        sum += Double(abs(left - right)) * codeFactor(column)
      }
    }
    for (column, weight) in setWeights.enumerated() {
      let sets = rows.sets[column]
      guard !sets.isMissing(row), !sets.isMissing(other) else { continue }
      total += weight
      sum += weight * sets.distance(row, other)
    }
    return total > 0 ? sum / total : .nan
  }
}
