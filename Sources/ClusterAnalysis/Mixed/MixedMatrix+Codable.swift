import DenseAlgebra

extension CategoryColumn: Codable {
  private enum CodingKeys: String, CodingKey {
    case levelCount, codes
  }

  /// Reads a column; a code outside the levels is a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let levelCount = try container.decode(Int.self, forKey: .levelCount)
    let codes = try container.decode([Int?].self, forKey: .codes)
    do {
      try self.init(codes: codes, levelCount: levelCount)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .codes, in: container, debugDescription: error.message)
    }
  }

  /// Writes the number of levels and the codes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(levelCount, forKey: .levelCount)
    try container.encode((0..<count).map { self[$0] }, forKey: .codes)
  }
}

extension MixedMatrix: Codable {
  private enum CodingKeys: String, CodingKey {
    case numbers, gaps, categories, sets
  }

  /// Reads a matrix; columns that do not belong together are a decoding error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let numbers = try container.decode(Matrix.self, forKey: .numbers)
    let gaps = try container.decode([Int].self, forKey: .gaps)
    let categories = try container.decode([CategoryColumn].self, forKey: .categories)
    let sets = try container.decodeIfPresent([SetColumn].self, forKey: .sets) ?? []
    guard gaps.allSatisfy({ numbers.elements.indices.contains($0) }),
      numbers.elements.allSatisfy(\.isFinite)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .gaps, in: container,
        debugDescription: "a gap lies outside the matrix, or a number is not finite")
    }
    var elements = numbers.elements
    for gap in gaps { elements[gap] = .nan }
    do {
      try self.init(
        numbers: Matrix(
          rowCount: numbers.rowCount, columnCount: numbers.columnCount, elements: elements),
        categories: categories, sets: sets)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .categories, in: container, debugDescription: error.message)
    }
  }

  /// Writes the numbers, the positions of their gaps, the categories, and sets where there are any.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(numbers, forKey: .numbers)
    try container.encode(numberGaps.indices.filter { numberGaps[$0] }, forKey: .gaps)
    try container.encode(categories, forKey: .categories)
    if !sets.isEmpty { try container.encode(sets, forKey: .sets) }
  }
}
