/// The features of contacts as k-prototypes reads them: the features of one level each as codes, all
/// others as numbers.
///
/// A category in which two contacts differ counts what it counts in the features, twice the square of
/// its block's value; so a prototype is a place among the features, with the feature of its level set
/// in each block, and the dissimilarity is the squared distance to it.
struct MixedFeatures: Sendable {
  /// The contacts.
  let matrix: MixedMatrix
  private let blocks: [LevelBlock]
  private let numberFeatures: [Int]
  private let featureCount: Int

  /// - Complexity: O(contacts × features).
  init(_ features: Matrix, blocks: [LevelBlock]) throws(ClusteringError) {
    self.blocks = blocks
    featureCount = features.columnCount
    let inBlocks = Set(blocks.flatMap(\.features))
    let numberFeatures = (0..<featureCount).filter { !inBlocks.contains($0) }
    self.numberFeatures = numberFeatures
    var numbers: [Double] = []
    numbers.reserveCapacity(features.rowCount * numberFeatures.count)
    for row in 0..<features.rowCount {
      for feature in numberFeatures { numbers.append(features[row, feature]) }
    }
    matrix = try MixedMatrix(
      numbers: Matrix(
        rowCount: features.rowCount, columnCount: numberFeatures.count, elements: numbers),
      categories: try blocks.map { block throws(ClusteringError) in
        try CategoryColumn(
          codes: (0..<features.rowCount).map { row in
            block.features.firstIndex { features[row, $0] > 0 }
              .map { $0 - block.features.lowerBound }
          }, levelCount: block.features.count)
      })
  }

  /// What a level in which two contacts differ adds to their dissimilarity, for each category.
  var categoryWeights: [Double] { blocks.map { 2 * $0.value * $0.value } }

  /// Prototypes as places among the features.
  func centers(of prototypes: MixedMatrix) -> Matrix {
    var elements = [Double](repeating: 0, count: prototypes.rowCount * featureCount)
    for row in 0..<prototypes.rowCount {
      let origin = row * featureCount
      for (column, feature) in numberFeatures.enumerated() {
        elements[origin + feature] = prototypes.numbers[row, column]
      }
      for (column, block) in blocks.enumerated() {
        guard let code = prototypes.code(row, column) else { continue }
        elements[origin + block.features.lowerBound + code] = block.value
      }
    }
    return Matrix(rowCount: prototypes.rowCount, columnCount: featureCount, elements: elements)
  }
}

extension FeatureRecipe {
  /// Whether both quantities and levels become features: numbers or dates, and categories without an
  /// order.
  var isMixed: Bool {
    let used = columns.filter { $0.weight > 0 }.map(\.encoding)
    let hasQuantities = used.contains { encoding in
      switch encoding {
      case .number, .age: true
      case .flag, .score, .levels, .flags: false
      }
    }
    return hasQuantities && used.contains { if case .levels = $0 { true } else { false } }
  }

  /// Halves the weight of levels.
  ///
  /// A category then adds 1 / (1 − Σp²) where a contact and a prototype differ, beside numbers of
  /// variance 1: the rule of Szepannek 2018 (https://doi.org/10.32614/RJ-2018-048) for each column.
  /// With whole votes it would add twice as much, because to differ from a prototype's one level is
  /// farther than to differ from the shares of a mean, and categories would decide alone.
  mutating func weighLevelsForPrototypes() {
    for index in columns.indices {
      if case .levels = columns[index].encoding { columns[index].weight /= 2 }
    }
  }
}

extension LevelBlock {
  /// Whether a row of features has exactly one level of the block.
  func hasOneLevel(in row: ArraySlice<Double>) -> Bool {
    let values = features.map { row[row.startIndex + $0] }
    return values.count { $0 == value } == 1 && values.count { $0 == 0 } == values.count - 1
  }
}
