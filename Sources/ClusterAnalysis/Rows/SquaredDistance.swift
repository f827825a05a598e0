/// The sum of squared differences of two vectors, each difference taken before it is squared.
///
/// Every label and every objective of this module is defined by this function; faster ways are used
/// where they provably give the same answer.
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

/// The nearest of `centerCount` centers, the lowest of those equally near, and its squared distance.
///
/// - Complexity: O(`centerCount` × `columnCount`).
@inline(__always)
func nearestCenter(
  to row: UnsafePointer<Double>, centers: UnsafePointer<Double>, centerCount: Int,
  columnCount: Int
) -> (label: Int, squaredDistance: Double) {
  var label = 0
  var nearest = Double.infinity
  for center in 0..<centerCount {
    let distance = squaredDistance(row, centers + center &* columnCount, count: columnCount)
    if distance < nearest {
      nearest = distance
      label = center
    }
  }
  return (label, nearest)
}

/// Adds `factor` times a vector to another.
@inline(__always)
func addScaled(
  _ source: UnsafePointer<Double>, by factor: Double, to target: UnsafeMutablePointer<Double>,
  count: Int
) {
  var index = 0
  while index &+ 4 <= count {
    let sum = vector(at: target + index) + factor * vector(at: source + index)
    UnsafeMutableRawPointer(target + index).storeBytes(of: sum, as: SIMD4<Double>.self)
    index &+= 4
  }
  while index < count {
    target[index] += factor * source[index]
    index &+= 1
  }
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
