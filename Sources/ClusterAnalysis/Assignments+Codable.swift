extension Assignments: Codable {
  private enum CodingKeys: String, CodingKey {
    case labels, clusterCount
  }

  /// Reads assignments; a label outside the clusters is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let labels = try container.decode([Int32].self, forKey: .labels)
    let clusterCount = try container.decode(Int.self, forKey: .clusterCount)
    guard clusterCount >= 0, labels.allSatisfy({ $0 >= Self.unassigned && $0 < clusterCount })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .labels, in: container,
        debugDescription: "a label lies outside 0..<\(clusterCount)")
    }
    self.init(labels: labels, clusterCount: clusterCount)
  }

  /// Writes the labels and the number of clusters.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(labels, forKey: .labels)
    try container.encode(clusterCount, forKey: .clusterCount)
  }
}
