public import ClusterAnalysis
import Testing

extension Dendrogram {
  /// Expects each merge to be of the nearest two clusters of its time, and as high as they are far.
  ///
  /// Where several two are equally near, any of them will do.
  ///
  /// - Parameters:
  ///   - plain: The clusters before the first merge.
  ///   - hasSquares: Whether `plain` tells squares of heights.
  ///   - name: What the tree is called in a failure.
  public func expectNearestMerges(_ plain: LanceWilliams, hasSquares: Bool, _ name: String) {
    var plain = plain
    var failures = 0
    func told(_ height: Double) -> Double { hasSquares ? height * height : height }
    // The recursion loses digits by subtraction, measured by the largest number in it.
    let slack = 1e-13 * told(heights.max() ?? 0)
    for merge in merges {
      let pair = plain.nearestTwo
      let smallest = plain.distance(pair.0, pair.1)
      let own = plain.distance(merge.left, merge.right)
      let tolerance = 2e-9 * abs(own) + slack
      if !(abs(own - told(merge.height)) <= tolerance && own <= smallest + tolerance) {
        failures += 1
      }
      plain.join(merge.left, merge.right)
    }
    #expect(failures == 0, "\(name): \(failures) of \(merges.count) merges")
  }

  /// Expects the merges that the plain recursion finds by itself, which rows without ties have only
  /// one of.
  public func expectSameMerges(_ plain: LanceWilliams, hasSquares: Bool, _ name: String) {
    var plain = plain
    var pairs: [[Int]] = []
    var heights: [Double] = []
    for _ in merges {
      let pair = plain.nearestTwo
      let distance = plain.distance(pair.0, pair.1)
      pairs.append([pair.0, pair.1])
      heights.append(hasSquares ? max(0, distance).squareRoot() : distance)
      plain.join(pair.0, pair.1)
    }
    #expect(merges.map { [$0.left, $0.right] } == pairs, "\(name)")
    let isClose = zip(self.heights, heights).allSatisfy { abs($0 - $1) <= 1e-9 * $1 }
    #expect(isClose, "\(name)")
  }
}
