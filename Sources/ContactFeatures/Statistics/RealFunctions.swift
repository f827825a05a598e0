internal import Foundation

/// The two functions of the C library that features need.
enum RealFunctions {
  @inline(__always)
  static func log1p(_ value: Double) -> Double { Foundation.log1p(value) }

  @inline(__always)
  static func expm1(_ value: Double) -> Double { Foundation.expm1(value) }
}
