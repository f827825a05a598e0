import Testing

@testable import ContactFeatures

@Suite struct QuantileTests {
  static let values = [1.5, 2.25, 9, 4, -3]

  @Test func quantilesAreNumPys() {
    let quantiles = Sample(values: Self.values).quantiles([0.01, 0.1, 0.37, 0.5, 0.99])
    for (actual, expected) in zip(quantiles, [-2.82, -1.2, 1.86, 2.25, 8.8]) {
      #expect(abs(actual - expected) < 1e-14)
    }
  }

  @Test func wholeWeightsStandForRepeatedValues() {
    let weighted = Sample(values: [1.5, 2.25, 4, -3], weights: [1, 2, 3, 1])
    let repeated = Sample(values: [1.5, 2.25, 2.25, 4, 4, 4, -3])
    let probabilities = [0, 0.1, 0.25, 0.5, 0.8, 1]
    #expect(weighted.quantiles(probabilities) == repeated.quantiles(probabilities))
  }

  @Test func otherWeightsAverageTheInverseDistribution() {
    let weighted = Sample(values: [3, 1, 2, 4], weights: [0.25, 0.25, 0.25, 0.25])
    #expect(weighted.quantiles([0, 0.3, 0.5, 1]) == [1, 2, 2.5, 4])
  }

  @Test func selectionAgreesWithSorting() {
    var random = TestRandom(seed: 5)
    for count in [1, 2, 3, 7, 64, 257, 1_000] {
      for levelCount in [1, 2, 5, 1_000_000] {
        let values = (0..<count).map { _ in Double(random.below(levelCount)) }
        let sorted = values.sorted()
        for rank in [0, count / 3, count / 2, count - 1] {
          var scratch = values
          let selected = scratch.withUnsafeMutableBufferPointer { Selection.select(rank, in: $0) }
          #expect(selected == sorted[rank])
          #expect(scratch[..<rank].allSatisfy { $0 <= selected })
          #expect(scratch[rank...].allSatisfy { $0 >= selected })
          #expect(scratch.sorted() == sorted)
        }
      }
    }
  }

  @Test func arrangementsThatMisleadPivotsStayFast() {
    // An organ pipe makes the median of three a bad pivot again and again.
    let count = 200_000
    let pipe = (0..<count).map { Double(min($0, count - $0)) }
    var scratch = pipe
    let selected = scratch.withUnsafeMutableBufferPointer { Selection.select(1_000, in: $0) }
    #expect(selected == pipe.sorted()[1_000])
  }

  @Test func hugeNeighboursInterpolateWithoutOverflow() {
    let quantiles = Sample(values: [-1.7e308, 1.7e308]).quantiles([0.25, 0.5, 0.75])
    for (actual, expected) in zip(quantiles, [-0.85e308, 0, 0.85e308]) {
      #expect(abs(actual - expected) < 1e293)
    }
  }

  @Test func skewnessIsTheThirdMoment() {
    // 0, 0, 0, 1: p = 1/4 gives (1 − 2p)/√(p(1 − p)).
    let skewness = Sample(values: [0, 0, 0, 1]).skewness
    #expect(abs(skewness - 0.5 / (3.0 / 16).squareRoot()) < 1e-14)
    #expect(Sample(values: [7, 7]).skewness == 0)
    #expect(Sample(values: [0, 0, 0, 1e308]).skewness.isFinite)
  }
}
