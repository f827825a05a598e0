/// Order statistics without sorting.
enum Selection {
  /// Moves the element of rank `rank` to its place and returns it; everything before `start` is
  /// known to be no larger than the rest.
  ///
  /// Afterwards nothing before `rank` is larger and nothing after it is smaller. A three-way
  /// partition keeps columns of few distinct values linear; when pivots turn out badly too often,
  /// the rest is sorted, so that no arrangement of the values is quadratic.
  ///
  /// - Complexity: O(n) on average, O(n log n) at worst.
  static func select(
    _ rank: Int, in buffer: UnsafeMutableBufferPointer<Double>, from start: Int = 0
  ) -> Double {
    var low = start
    var high = buffer.count
    var roundsLeft = 2 * (Int.bitWidth - buffer.count.leadingZeroBitCount)
    while high - low > 1 {
      guard roundsLeft > 0 else {
        buffer[low..<high].sort()
        break
      }
      roundsLeft -= 1
      let (equalStart, equalEnd) = partition(buffer, low..<high)
      if rank < equalStart {
        high = equalStart
      } else if rank >= equalEnd {
        low = equalEnd
      } else {
        break
      }
    }
    return buffer[rank]
  }

  /// Parts `range` into smaller than, equal to and larger than a pivot; returns the equal part.
  private static func partition(
    _ buffer: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>
  ) -> (Int, Int) {
    let pivot = medianOfThree(
      buffer[range.lowerBound], buffer[range.lowerBound + range.count / 2],
      buffer[range.upperBound - 1])
    var smallerEnd = range.lowerBound
    var index = range.lowerBound
    var largerStart = range.upperBound
    while index < largerStart {
      let value = buffer[index]
      if value < pivot {
        buffer.swapAt(index, smallerEnd)
        smallerEnd += 1
        index += 1
      } else if value > pivot {
        largerStart -= 1
        buffer.swapAt(index, largerStart)
      } else {
        index += 1
      }
    }
    return (smallerEnd, largerStart)
  }

  private static func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
