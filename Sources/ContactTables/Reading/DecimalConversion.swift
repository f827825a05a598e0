/// The double nearest to a decimal number, exactly as `Double(String)` gives it.
enum DecimalConversion {
  /// 10^0...10^19, all that fit 64 bits.
  private static let powersOfTen: [UInt64] = {
    var powers: [UInt64] = [1]
    while powers.count < 20 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  private static let exactPowersOfTen: [Double] = powersOfTen.map { Double($0) }

  /// `digits` × 10^`exponent`, rounded once; nil when that needs more than 64-bit arithmetic.
  ///
  /// Small cases are one multiplication or division of exact doubles (Clinger 1990,
  /// DOI 10.1145/93542.93557). Otherwise the exact 128-bit product, or the exact quotient with
  /// its remainder as a sticky bit, is rounded to a double.
  @inline(__always)
  static func nearest(digits: UInt64, exponent: Int) -> Double? {
    if digits < 1 << 53 {
      if exponent == 0 { return Double(digits) }
      if exponent < 0, exponent >= -19 { return Double(digits) / exactPowersOfTen[-exponent] }
      if exponent > 0, exponent <= 19 { return Double(digits) * exactPowersOfTen[exponent] }
    }
    return nearestWide(digits: digits, exponent: exponent)
  }

  private static func nearestWide(digits: UInt64, exponent: Int) -> Double? {
    guard digits != 0 else { return 0 }
    guard exponent >= -19, exponent <= 19 else { return nil }
    if exponent >= 0 {
      let product = digits.multipliedFullWidth(by: powersOfTen[exponent])
      guard product.high != 0 else { return Double(product.low) }
      let shift = product.high.leadingZeroBitCount
      var top = product.high << UInt64(shift)
      if shift > 0 { top |= product.low >> UInt64(64 - shift) }
      let hasRest = product.low << UInt64(shift) != 0
      return scaled(top | (hasRest ? 1 : 0), by: 64 - shift)
    }
    let divisor = powersOfTen[-exponent]
    let divisorShift = divisor.leadingZeroBitCount
    let digitShift = digits.leadingZeroBitCount
    let numerator = digits << UInt64(digitShift)
    let (quotient, rest) = (divisor << UInt64(divisorShift)).dividingFullWidth(
      (numerator >> 1, numerator << 63))
    // The quotient has at least 62 bits, so its last one may carry whether there is a remainder.
    return scaled(quotient | (rest != 0 ? 1 : 0), by: divisorShift - digitShift - 63)
  }

  private static func scaled(_ significand: UInt64, by binaryExponent: Int) -> Double {
    Double(significand) * Double(sign: .plus, exponent: binaryExponent, significand: 1)
  }
}
