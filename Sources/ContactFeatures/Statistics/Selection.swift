/// Order statistics without sorting.
enum Selection {
  /// Moves the element of rank `rank` to its place and returns it; everything before `start` is
  /// known to be no larger than the rest.
  ///
  /// Afterwards nothing before `rank` is larger and nothing after it is smaller. What equals the
  /// pivot is set aside, which keeps columns of few distinct values linear; when pivots turn out
  /// badly too often, the rest is sorted, so that no arrangement of the values is quadratic.
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
      let pivot = pivot(of: buffer, low..<high)
      let equalStart = partition(buffer, low..<high) { $0 < pivot }
      guard rank >= equalStart else {
        high = equalStart
        continue
      }
      let equalEnd = partition(buffer, equalStart..<high) { $0 <= pivot }
      guard rank >= equalEnd else { break }
      low = equalEnd
    }
    return buffer[rank]
  }

  /// Moves the elements that pass to the front of `range`; returns where they end.
  ///
  /// Every element is swapped, passing or not: a branch would be mispredicted every other time,
  /// which takes three times as long on random values.
  @inline(__always)
  private static func partition(
    _ buffer: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>, _ passes: (Double) -> Bool
  ) -> Int {
    var end = range.lowerBound
    for index in range {
      let value = buffer[index]
      buffer[index] = buffer[end]
      buffer[end] = value
      end += passes(value) ? 1 : 0
    }
    return end
  }

  /// The median of three elements, or of three such medians where that pays.
  private static func pivot(
    of buffer: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>
  ) -> Double {
    func medianOfThree(at place: Int, step: Int) -> Double {
      let (a, b, c) = (buffer[place - step], buffer[place], buffer[place + step])
      return max(min(a, b), min(max(a, b), c))
    }
    let middle = range.lowerBound + range.count / 2
    guard range.count >= 128 else {
      return range.count < 3
        ? buffer[middle] : medianOfThree(at: middle, step: (range.count - 1) / 2)
    }
    let eighth = range.count / 8
    let medians = [-3, 0, 3].map { medianOfThree(at: middle + $0 * eighth, step: eighth / 2) }
    return max(min(medians[0], medians[1]), min(max(medians[0], medians[1]), medians[2]))
  }
}
