import DenseAlgebra

extension MiniBatchKMeans.PartialFit {
  private enum CodingKeys: String, CodingKey {
    case clusterCount, rowCount, batchSize, restarts, reassignmentShare, seed, seeding
    case firstRowCount, columnCount, waiting, waitingWeights, state
  }

  /// Reads a fit, to go on with it; parts that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    clusterCount = try container.decode(Int.self, forKey: .clusterCount)
    rowCount = try container.decode(Int.self, forKey: .rowCount)
    batchSize = try container.decode(Int.self, forKey: .batchSize)
    restarts = try container.decode(Int.self, forKey: .restarts)
    reassignmentShare = try container.decode(Double.self, forKey: .reassignmentShare)
    seed = try container.decode(UInt64.self, forKey: .seed)
    seeding = try container.decode(Seeding.self, forKey: .seeding)
    firstRowCount = try container.decode(Int.self, forKey: .firstRowCount)
    columnCount = try container.decodeIfPresent(Int.self, forKey: .columnCount)
    waiting = try container.decode([Double].self, forKey: .waiting)
    waitingWeights = try container.decode([Double].self, forKey: .waitingWeights)
    state = try container.decodeIfPresent(BatchCenters.self, forKey: .state)
    if let flaw {
      throw DecodingError.dataCorruptedError(
        forKey: flaw.key, in: container, debugDescription: flaw.description)
    }
  }

  private var flaw: (key: CodingKeys, description: String)? {
    let settings = MiniBatchKMeans(
      clusterCount: clusterCount, batchSize: batchSize, startSize: firstRowCount,
      restarts: restarts, reassignmentShare: reassignmentShare)
    let accepted = 1e-100...1e100
    return if (try? settings.checkSettings()) == nil {
      (.clusterCount, "a setting has a value that is never usable")
    } else if let state,
      state.centers.rowCount != clusterCount || state.centers.columnCount != columnCount
    {
      (.state, "there must be \(clusterCount) centers with the columns of the rows")
    } else if waiting.count != waitingWeights.count * (columnCount ?? 0)
      || !waiting.allSatisfy(\.isFinite)
    {
      (.waiting, "there must be finite numbers, as many as the waiting rows have elements")
    } else if !waitingWeights.allSatisfy({ accepted.contains($0) }) {
      (.waitingWeights, "weights of waiting rows lie between 1e-100 and 1e100")
    } else if rowCount < waitingWeights.count {
      (.rowCount, "it must be at least the number of waiting rows")
    } else {
      nil
    }
  }

  /// Writes a fit, the rows that wait included.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(clusterCount, forKey: .clusterCount)
    try container.encode(rowCount, forKey: .rowCount)
    try container.encode(batchSize, forKey: .batchSize)
    try container.encode(restarts, forKey: .restarts)
    try container.encode(reassignmentShare, forKey: .reassignmentShare)
    try container.encode(seed, forKey: .seed)
    try container.encode(seeding, forKey: .seeding)
    try container.encode(firstRowCount, forKey: .firstRowCount)
    try container.encodeIfPresent(columnCount, forKey: .columnCount)
    try container.encode(waiting, forKey: .waiting)
    try container.encode(waitingWeights, forKey: .waitingWeights)
    try container.encodeIfPresent(state, forKey: .state)
  }
}
