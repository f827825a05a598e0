internal import ContactTables

/// The learned way from a quantity to one feature, and one more where missing values are frequent.
struct QuantityEncoder: Sendable, Hashable, Codable {
  /// Natural values beyond which a value counts as the limit; the largest there are for none.
  struct Limits: Sendable, Hashable, Codable {
    let lower: Double
    let upper: Double
  }

  let source: QuantitySource
  let transform: ValueTransform
  let limits: Limits
  let scale: AffineScale
  /// The factor on the scaled value that gives the column its vote.
  let multiplier: Double
  /// The natural value of a contact that has none.
  let imputed: Double
  /// The factor on the indicator of missing values; nil when there is no such feature.
  let indicatorMultiplier: Double?
  /// The deviation of the feature and of the indicator.
  let standardDeviations: [Double]

  var featureCount: Int { indicatorMultiplier == nil ? 1 : 2 }

  @inline(__always)
  func encoded(_ natural: Double) -> Double {
    scale.applied(to: transform.applied(to: limits.applied(to: natural))) * multiplier
  }

  /// The natural value of a feature: the inverse of scaling and transform, not of the limits.
  func natural(_ encoded: Double) -> Double {
    transform.inverted(scale.inverted(encoded / multiplier))
  }
}

extension QuantityEncoder {
  /// What a recipe asks of a quantity.
  struct Settings {
    var transform = ValueTransform.none
    var winsorizing: Winsorizing?
    var scaling = Scaling.none
    var indicatorShare: Double?
    var weight = 1.0
    var votes = VotePolicy.equal
  }

  /// Learns limits, scale and vote from the observed values, of which there is at least one.
  init(source: QuantitySource, sample: Sample, missingShare: Double, settings: Settings) {
    let isFlag = if case .flag = source { true } else { false }
    let quantiles =
      isFlag
      ? [0, 0, 1]
      : sample.quantiles([
        settings.winsorizing?.lower ?? 0.5, 0.5, settings.winsorizing?.upper ?? 0.5,
      ])
    let limits =
      settings.winsorizing == nil ? .none : Limits(lower: quantiles[0], upper: quantiles[2])
    let transformed = sample.mapped { settings.transform.applied(to: limits.applied(to: $0)) }
    let moments = transformed.moments
    let imputed = isFlag ? (moments.mean > 0.5 ? 1 : 0) : quantiles[1]

    let variance = Self.relativeVariance(
      moments, imputed: settings.transform.applied(to: limits.applied(to: imputed)),
      missingShare: missingShare)
    let hasIndicator = settings.indicatorShare.map { missingShare >= max($0, .ulpOfOne) } ?? false
    let indicatorVariance = hasIndicator ? missingShare * (1 - missingShare) : 0

    let scaling = settings.scaling.scale(of: transformed)
    let scale: AffineScale
    let multiplier: Double
    switch settings.votes {
    case .asScaled:
      scale = scaling
      multiplier = settings.weight.squareRoot()
    case .equal where isFlag:
      scale = .identity
      let spread = moments.standardDeviation
      multiplier = Vote.multiplier(
        weight: settings.weight, variance: variance * spread * spread + indicatorVariance)
    case .equal:
      scale = AffineScale(center: scaling.center, scale: moments.standardDeviation)
      multiplier = Vote.multiplier(
        weight: settings.weight, variance: variance + indicatorVariance)
    }
    let deviation = moments.standardDeviation / scale.scale * variance.squareRoot()
    self.init(
      source: source, transform: settings.transform, limits: limits, scale: scale,
      multiplier: multiplier, imputed: imputed,
      indicatorMultiplier: hasIndicator ? multiplier : nil,
      standardDeviations: ([deviation] + (hasIndicator ? [indicatorVariance.squareRoot()] : []))
        .map { $0 * multiplier })
  }

  /// The variance of a column with its imputed values, in variances of its observed values.
  ///
  /// A share m of values at distance d from the mean, in deviations, leaves a column of unit
  /// variance with (1 − m)(1 + m d²).
  private static func relativeVariance(
    _ moments: Moments, imputed: Double, missingShare: Double
  ) -> Double {
    guard moments.standardDeviation > 0 else { return 0 }
    let distance = AffineScale(center: moments.mean, scale: moments.standardDeviation)
      .applied(to: imputed)
    return (1 - missingShare) * (1 + missingShare * distance * distance)
  }
}

extension QuantityEncoder.Limits {
  static let none = Self(lower: -.greatestFiniteMagnitude, upper: .greatestFiniteMagnitude)

  /// The quantiles of a sample, or no limits.
  init(of sample: Sample, _ winsorizing: Winsorizing?) {
    guard let winsorizing else {
      self = .none
      return
    }
    let quantiles = sample.quantiles([winsorizing.lower, winsorizing.upper])
    self.init(lower: quantiles[0], upper: quantiles[1])
  }

  @inline(__always)
  func applied(to value: Double) -> Double { min(upper, max(lower, value)) }
}

extension ValueTransform {
  @inline(__always)
  func applied(to value: Double) -> Double {
    switch self {
    case .none: value
    case .log1p: RealFunctions.log1p(max(0, value))
    case .signedLog:
      value < 0 ? -RealFunctions.log1p(-value) : RealFunctions.log1p(value)
    }
  }

  func inverted(_ value: Double) -> Double {
    let limit = Double.greatestFiniteMagnitude
    return switch self {
    case .none: value
    case .log1p: min(limit, RealFunctions.expm1(value))
    case .signedLog:
      value < 0 ? -min(limit, RealFunctions.expm1(-value)) : min(limit, RealFunctions.expm1(value))
    }
  }
}
