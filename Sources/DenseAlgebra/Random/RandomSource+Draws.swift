import Foundation

extension RandomSource {
  /// A number in 0..<1, one of 2⁵³ equally likely and equally spaced ones.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in `0..<bound`, each equally likely; `bound` is at least 1.
  ///
  /// Lemire 2019, https://doi.org/10.1145/3230636.
  public mutating func index(below bound: Int) -> Int {
    precondition(bound >= 1, "a draw below \(bound)")
    let bound = UInt64(bound)
    var product = bound.multipliedFullWidth(by: next())
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = bound.multipliedFullWidth(by: next()) }
    }
    return Int(product.high)
  }

  /// A number from the normal distribution of mean 0 and standard deviation 1.
  ///
  /// Marsaglia's polar method; of its two numbers the second is dropped, so that a stream's position
  /// is all there is to know about it.
  public mutating func normal() -> Double {
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }

  /// Puts the elements in a random order, each order equally likely.
  ///
  /// - Complexity: O(elements).
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
  }

  /// Different numbers from `0..<bound`, in a random order; each such list is equally likely.
  ///
  /// `count` is at most `bound`.
  ///
  /// - Complexity: O(`count`) time and space, however large `bound` is.
  public mutating func sampleIndices(_ count: Int, below bound: Int) -> [Int] {
    precondition(count >= 0 && count <= bound, "\(count) different numbers below \(bound)")
    // The start of a shuffle of 0..<bound, of which only the places that moved are remembered.
    var moved: [Int: Int] = [:]
    return (0..<count).map { place in
      let chosen = place + index(below: bound - place)
      let number = moved[chosen] ?? chosen
      moved[chosen] = moved[place] ?? place
      return number
    }
  }
}
