/// The largest of any numbers that follow each other.
///
/// For runs of 1, 2, 4, … blocks of numbers the largest is known; inside a block numbers are compared
/// one by one.
struct RangeMaxima: Sendable {
  private let values: [Double]
  /// For each power of two, the largest of as many blocks from each block on.
  private let runs: [[Double]]

  private let blockSize: Int

  /// Takes in the numbers.
  ///
  /// - Parameters:
  ///   - values: The numbers, none of them negative.
  ///   - blockSize: Numbers in a block: with 1, answers are fastest and memory is largest.
  /// - Complexity: O(numbers / `blockSize` × log(numbers)).
  init(of values: [Double], blockSize: Int) {
    self.values = values
    self.blockSize = blockSize
    let blockCount = values.count / blockSize
    var run = (0..<blockCount).map { block in
      values[block * blockSize..<(block + 1) * blockSize].max() ?? 0
    }
    var runs = [run]
    var length = 1
    while 2 * length <= blockCount {
      run = (0...blockCount - 2 * length).map { max(run[$0], run[$0 + length]) }
      runs.append(run)
      length *= 2
    }
    self.runs = runs
  }

  /// The largest number from one place up to another, or zero where there is none.
  ///
  /// - Complexity: O(`blockSize`).
  func largest(in range: Range<Int>) -> Double {
    let firstBlock = (range.lowerBound + blockSize - 1) / blockSize
    let lastBlock = range.upperBound / blockSize
    guard firstBlock < lastBlock else { return scan(range) }
    let power = (lastBlock - firstBlock).bitWidth - 1 - (lastBlock - firstBlock).leadingZeroBitCount
    let inside = max(runs[power][firstBlock], runs[power][lastBlock - (1 << power)])
    return max(
      inside, scan(range.lowerBound..<firstBlock * blockSize),
      scan(lastBlock * blockSize..<range.upperBound))
  }

  private func scan(_ range: Range<Int>) -> Double {
    values.withUnsafeBufferPointer { values in
      var largest = 0.0
      for place in range { largest = max(largest, values[place]) }
      return largest
    }
  }
}
