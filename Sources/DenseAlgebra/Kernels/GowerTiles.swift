import CSegmentationKernels

/// Rows of numbers and categories, packed in tiles of 64 for Gower's dissimilarity.
///
/// All arithmetic is in Double and in one order: every instruction set gives the same bits.
public struct GowerTiles: Sendable {
  /// Rows in a tile.
  public static let tileRows = Int(CSEG_GOWER_TILE)

  /// How the codes of a category column are compared.
  public enum Comparison: Sendable, Hashable {
    /// They are equal or not.
    case nominal
    /// By their difference, of which a step adds `factor`.
    case ordered(factor: Double)
    /// They are equal or not, and a pair of zeros does not count.
    case asymmetric
  }

  /// A category column: its codes, how they are compared, and what the column counts.
  public struct Category: Sendable {
    let codes: LevelCodes
    let comparison: Comparison
    let weight: Double

    /// Puts together what there is to know of a column.
    public init(codes: LevelCodes, comparison: Comparison, weight: Double) {
      self.codes = codes
      self.comparison = comparison
      self.weight = weight
    }
  }

  /// A column of sets, compared by Jaccard's distance.
  public struct OptionSet: Sendable {
    let words: [UInt64]
    let gaps: [Bool]
    let weight: Double

    /// Puts together what there is to know of a column.
    ///
    /// - Parameters:
    ///   - words: For each row as many words, a bit an option.
    ///   - gaps: For each row whether it has no set; empty when all have one.
    ///   - weight: What the column counts.
    public init(words: [UInt64], gaps: [Bool], weight: Double) {
      self.words = words
      self.gaps = gaps
      self.weight = weight
    }
  }

  /// The number of rows.
  public let rowCount: Int
  private let numbers: [Double]
  private let numberWeights: [Double]
  private let numberFactors: [Double]
  private let categories: [(offset: Int, width: Int, comparison: Comparison, weight: Double)]
  private let codes: [UInt8]
  private let sets: [(offset: Int, wordCount: Int, gapOffset: Int?, weight: Double)]
  private let setWords: [UInt64]
  private let setGaps: [UInt8]
  private let isComplete: Bool

  /// Packs rows.
  ///
  /// - Parameters:
  ///   - matrix: The numbers.
  ///   - gaps: For each number, row by row, whether it is missing; empty when none is.
  ///   - numberWeights: What each number column counts.
  ///   - numberFactors: What a difference of 1 adds in each.
  ///   - categories: The category columns, as long as the matrix has rows.
  ///   - sets: The columns of sets, as long.
  /// - Complexity: O(rows × columns).
  public init(
    _ matrix: Matrix, gaps: [Bool], numberWeights: [Double], numberFactors: [Double],
    categories: [Category], sets: [OptionSet] = []
  ) {
    let (rows, width, tile) = (matrix.rowCount, matrix.columnCount, Self.tileRows)
    precondition(
      numberWeights.count == width && numberFactors.count == width,
      "\(numberWeights.count) weights and \(numberFactors.count) factors for \(width) columns")
    let tileCount = (rows + tile - 1) / tile
    rowCount = rows
    self.numberWeights = numberWeights
    self.numberFactors = numberFactors
    var numbers = [Double](repeating: 0, count: tileCount * tile * width)
    matrix.withUnsafeElements { elements in
      for row in 0..<rows {
        let start = row / tile * tile * width + row % tile
        for column in 0..<width {
          let place = row * width + column
          let isMissing = !gaps.isEmpty && gaps[place]
          numbers[start + column * tile] = isMissing ? .nan : elements[place]
        }
      }
    }
    self.numbers = numbers

    var offset = 0
    let places = categories.map { column -> (Int, Int, Comparison, Double) in
      defer { offset += tileCount * tile * column.codes.width }
      return (offset, column.codes.width, column.comparison, column.weight)
    }
    var codes = [UInt8](repeating: 0, count: offset)
    codes.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for (place, column) in zip(places, categories) {
        column.codes.copy(to: start + place.0)
      }
    }
    self.categories = places
    self.codes = codes
    let paddedCount = tileCount * tile
    var (setWords, setGaps) = ([UInt64](), [UInt8]())
    self.sets = sets.map { column in
      let wordCount = rows > 0 ? column.words.count / rows : 0
      let gapOffset = column.gaps.isEmpty ? nil : setGaps.count
      defer {
        setWords += column.words
        setWords += repeatElement(0, count: paddedCount * wordCount - column.words.count)
        if gapOffset != nil {
          setGaps += column.gaps.map { $0 ? 1 : 0 }
          setGaps += repeatElement(0, count: paddedCount - column.gaps.count)
        }
      }
      return (setWords.count, wordCount, gapOffset, column.weight)
    }
    self.setWords = setWords
    self.setGaps = setGaps
    isComplete =
      gaps.isEmpty && sets.allSatisfy(\.gaps.isEmpty)
      && categories.allSatisfy { !$0.codes.hasGaps && $0.comparison != .asymmetric }
  }

  /// Writes the dissimilarities between a row and some rows; NaN where they share no column.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - rows: The other rows; the first is a multiple of ``tileRows``.
  ///   - dissimilarities: Room for as many numbers as there are rows, rounded up to whole tiles.
  ///   - instructionSet: Which kernels run; the result does not depend on it.
  /// - Complexity: O(`rows` × columns).
  public func write(
    from row: Int, to rows: Range<Int>, into dissimilarities: UnsafeMutablePointer<Double>,
    instructionSet: InstructionSet = .best
  ) {
    let first = rows.lowerBound / Self.tileRows
    precondition(
      row >= 0 && row < rowCount && rows.lowerBound == first * Self.tileRows
        && rows.upperBound <= rowCount,
      "no dissimilarities from row \(row) to \(rows) of \(rowCount)")
    let tileCount = (rows.count + Self.tileRows - 1) / Self.tileRows
    withRows { packed in
      cseg_gower(
        instructionSet.code, packed, Int64(row), Int64(first), Int64(tileCount), dissimilarities)
    }
  }

  private func withRows(_ body: (UnsafePointer<cseg_gower_rows>) -> Void) {
    codes.withUnsafeBytes { codes in
      let columns = categories.map { column in
        cseg_gower_category(
          codes: codes.baseAddress.map { $0 + column.offset }, width: Int32(column.width),
          kind: column.comparison.code, weight: column.weight, factor: column.comparison.factor)
      }
      withSets { sets in
        columns.withUnsafeBufferPointer { columns in
          numbers.withUnsafeBufferPointer { numbers in
            numberWeights.withUnsafeBufferPointer { weights in
              numberFactors.withUnsafeBufferPointer { factors in
                var rows = cseg_gower_rows(
                  numbers: numbers.baseAddress, numberWeights: weights.baseAddress,
                  numberFactors: factors.baseAddress, categories: columns.baseAddress,
                  sets: sets.baseAddress, numberCount: Int64(weights.count),
                  categoryCount: Int64(columns.count), setCount: Int64(sets.count),
                  isComplete: isComplete ? 1 : 0)
                body(&rows)
              }
            }
          }
        }
      }
    }
  }

  private func withSets(_ body: (UnsafeBufferPointer<cseg_gower_set>) -> Void) {
    setWords.withUnsafeBufferPointer { words in
      setGaps.withUnsafeBufferPointer { gaps in
        let columns = sets.map { column in
          cseg_gower_set(
            words: words.baseAddress.map { $0 + column.offset },
            gaps: column.gapOffset.flatMap { offset in gaps.baseAddress.map { $0 + offset } },
            wordCount: Int64(column.wordCount), weight: column.weight)
        }
        columns.withUnsafeBufferPointer(body)
      }
    }
  }
}

extension GowerTiles.Comparison {
  /// Its number in the C kernel.
  fileprivate var code: Int32 {
    switch self {
    case .nominal: CSEG_GOWER_NOMINAL
    case .ordered: CSEG_GOWER_ORDERED
    case .asymmetric: CSEG_GOWER_ASYMMETRIC
    }
  }

  fileprivate var factor: Double {
    if case .ordered(let factor) = self { factor } else { 0 }
  }
}
