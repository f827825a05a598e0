/// A shift and a unit: `(value − center) / scale`.
struct AffineScale: Sendable, Hashable, Codable {
  static let identity = AffineScale(center: 0, scale: 1)

  /// Scaled values are kept below this magnitude, so that squared distances stay finite.
  static let limit = 1e150

  let center: Double
  /// Finite and positive.
  let scale: Double

  /// A scale of zero, which a constant column has, becomes 1: its values become zero.
  init(center: Double, scale: Double) {
    self.center = center
    self.scale = scale > 0 ? scale : 1
  }

  @inline(__always)
  func applied(to value: Double) -> Double {
    if center == 0 && scale == 1 { return value }
    let difference = value - center
    let scaled =
      difference.isFinite ? difference / scale : value / scale - center / scale
    return min(Self.limit, max(-Self.limit, scaled))
  }

  func inverted(_ scaled: Double) -> Double {
    let limit = Double.greatestFiniteMagnitude
    return min(limit, max(-limit, scaled * scale + center))
  }
}

extension AffineScale {
  private enum CodingKeys: String, CodingKey {
    case center, scale
  }

  /// Reads a scale; a unit that nothing can be divided by is a decoding error.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    center = try container.decode(Double.self, forKey: .center)
    scale = try container.decode(Double.self, forKey: .scale)
    guard center.isFinite, scale.isFinite, scale > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .scale, in: container, debugDescription: "a scale must be positive and finite")
    }
  }
}
