/// The sum of squared differences of two vectors, each difference taken before it is squared.
///
/// - Complexity: O(`count`).
@inline(__always)
func squaredDistance(
  _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int
) -> Double {
  var sums = SIMD4<Double>.zero
  var index = 0
  while index &+ 4 <= count {
    let difference = vector(at: left + index) - vector(at: right + index)
    sums += difference * difference
    index &+= 4
  }
  var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
  while index < count {
    let difference = left[index] - right[index]
    sum += difference * difference
    index &+= 1
  }
  return sum
}

/// Four elements from an address that need not be aligned.
@inline(__always)
func vector(at start: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Double>.self)
}

/// Writes the differences of two vectors.
@inline(__always)
func subtract(
  _ subtrahend: UnsafePointer<Double>, from minuend: UnsafePointer<Double>,
  into difference: UnsafeMutablePointer<Double>, count: Int
) {
  var index = 0
  while index &+ 4 <= count {
    let result = vector(at: minuend + index) - vector(at: subtrahend + index)
    UnsafeMutableRawPointer(difference + index).storeBytes(of: result, as: SIMD4<Double>.self)
    index &+= 4
  }
  while index < count {
    difference[index] = minuend[index] - subtrahend[index]
    index &+= 1
  }
}
