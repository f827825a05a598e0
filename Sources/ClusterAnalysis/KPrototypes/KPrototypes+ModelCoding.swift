import DenseAlgebra

extension KPrototypes.Model {
  enum CodingKeys: String, CodingKey {
    case compared = "prototypes"
    case comparedShares = "modeShares"
    case layout, assignments, clusterWeights, clusterCosts, costs, gamma, shares
    case missingValues, fillings, isConverged, restart, metric
  }

  /// Reads a model; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    compared = try container.decode(MixedMatrix.self, forKey: .compared)
    comparedShares = try container.decode(Matrix.self, forKey: .comparedShares)
    layout = try container.decode(ColumnLayout.self, forKey: .layout)
    assignments = try container.decode(Assignments.self, forKey: .assignments)
    clusterWeights = try container.decode([Double].self, forKey: .clusterWeights)
    clusterCosts = try container.decode([Double].self, forKey: .clusterCosts)
    costs = try container.decode([Double].self, forKey: .costs)
    gamma = try container.decode(Double.self, forKey: .gamma)
    shares = try container.decode(DissimilarityShares.self, forKey: .shares)
    missingValues = try container.decode(KPrototypes.MissingValues.self, forKey: .missingValues)
    fillings = try container.decodeIfPresent(MixedMatrix.self, forKey: .fillings)
    isConverged = try container.decode(Bool.self, forKey: .isConverged)
    restart = try container.decode(Int.self, forKey: .restart)
    metric = try container.decode(MixedMetric.self, forKey: .metric)
    if let (key, flaw) = flaw {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: flaw)
    }
  }

  /// What is wrong with a model that was read, and where.
  private var flaw: (key: CodingKeys, description: String)? {
    prototypeFlaw ?? clusterFlaw ?? metricFlaw ?? fillingFlaw
  }

  private var prototypeFlaw: (key: CodingKeys, description: String)? {
    let (width, depth) = (compared.numbers.columnCount, compared.categories.count)
    let isUsable =
      width == 0 || (try? InputChecks.checkElements(of: compared.numbers, totalWeight: 1)) != nil
    return if compared.rowCount < 1 || width + depth < 1 || !compared.sets.isEmpty {
      (.compared, "there must be at least one prototype and one column")
    } else if !compared.numberGaps.isEmpty || !isUsable {
      (.compared, "the numbers of prototypes must be there, finite and of usable size")
    } else if !layout.isLayout(comparedAs: compared) {
      (.layout, "it must lead to the \(width) numbers and \(depth) categories of the prototypes")
    } else if comparedShares.rowCount != compared.rowCount || comparedShares.columnCount != depth
      || !comparedShares.elements.allSatisfy({ (0...1).contains($0) })
    {
      (.comparedShares, "there must be \(compared.rowCount) × \(depth) parts from 0 to 1")
    } else {
      nil
    }
  }

  private var clusterFlaw: (key: CodingKeys, description: String)? {
    func isCost(_ value: Double) -> Bool { value.isFinite && value >= 0 }
    return if assignments.clusterCount != clusterCount {
      (
        .assignments,
        "the assignments are to \(assignments.clusterCount) clusters, but there are "
          + "\(clusterCount) prototypes"
      )
    } else if clusterWeights.count != clusterCount
      || !clusterWeights.allSatisfy({ $0 > 0 && $0.isFinite })
    {
      (.clusterWeights, "there must be \(clusterCount) positive numbers, one for each prototype")
    } else if clusterCosts.count != clusterCount || !clusterCosts.allSatisfy(isCost) {
      (.clusterCosts, "there must be \(clusterCount) numbers from 0, one for each prototype")
    } else if costs.isEmpty || !costs.allSatisfy(isCost) {
      (.costs, "there must be a number from 0 for each iteration, and at least one iteration")
    } else if restart < 0 {
      (.restart, "it must be at least 0")
    } else {
      nil
    }
  }

  private var metricFlaw: (key: CodingKeys, description: String)? {
    let (width, depth) = (compared.numbers.columnCount, compared.categories.count)
    let parts = shares.numbers + shares.categories + shares.sets
    let weights = metric.numberWeights + metric.categoryWeights
    return if !(0...1e100).contains(gamma) {
      (.gamma, "it must be a number from 0 to 1e100")
    } else if shares.numbers.count != layout.numberCount
      || shares.categories.count != layout.levelCounts.count
      || shares.sets.count != layout.optionCounts.count
      || !parts.allSatisfy({ (0...1).contains($0) })
    {
      (.shares, "there must be a part from 0 to 1 for each column")
    } else if metric.numberWeights.count != width || metric.categoryWeights.count != depth
      || !weights.allSatisfy({ (0...1e200).contains($0) }) || !weights.contains(where: { $0 > 0 })
    {
      (
        .metric,
        "there must be weights from 0 for \(width) numbers and \(depth) categories, not all 0"
      )
    } else {
      nil
    }
  }

  private var fillingFlaw: (key: CodingKeys, description: String)? {
    guard let fillings else {
      return missingValues == .filledByColumn
        ? (.fillings, "a model that fills gaps by column must say with what") : nil
    }
    let isOfPrototypes =
      fillings.rowCount == 1
      && fillings.numbers.columnCount == compared.numbers.columnCount
      && fillings.categories.map(\.levelCount) == compared.categories.map(\.levelCount)
    return isOfPrototypes && missingValues == .filledByColumn
      ? nil : (.fillings, "it must be one row of the columns of the prototypes")
  }
}

extension ColumnLayout {
  /// Whether rows with this layout become rows with the columns of `compared`.
  fileprivate func isLayout(comparedAs compared: MixedMatrix) -> Bool {
    guard numberCount >= 0, levelCounts.allSatisfy({ $0 >= 0 }),
      ordered.allSatisfy(levelCounts.indices.contains), Set(ordered).count == ordered.count,
      ordered == ordered.sorted(), optionCounts.allSatisfy({ (1...65_536).contains($0) })
    else { return false }
    let levels = nominal.map { levelCounts[$0] }
    let flags = [Int](repeating: 2, count: optionCounts.reduce(0, +))
    return comparedNumberCount == compared.numbers.columnCount
      && compared.categories.map(\.levelCount) == levels + flags
      && compared.numbers.elements.indices.allSatisfy { place in
        place % max(1, comparedNumberCount) < numberCount
          || (0...1).contains(compared.numbers.elements[place])
      }
  }
}
