import ClusterAnalysis
import ContactTables
import Testing

@testable import SegmentProfiles

/// Input that breaks things, and that real files hold.
struct NastyInputTests {
  private func number(_ values: [Double]) -> [Column] {
    [Column(name: "x", values: .numbers(NumberValues(values: values)))]
  }

  /// Every number that is told is a number.
  private func expectFinite(_ profiles: SegmentProfiles) {
    for segment in profiles.segments {
      #expect(segment.share.isFinite)
      for told in segment.numbers {
        let numbers = [
          told.mean, told.overallMean, told.median, told.overallMedian, told.medianOfRest,
          told.medianRank, told.vTest, told.pValue, told.qValue, told.hedgesG, told.cliffsDelta,
        ]
        #expect(numbers.allSatisfy { $0?.isFinite ?? true }, "\(told)")
      }
      for told in segment.levels.map(\.comparison) + segment.missing.map(\.comparison) {
        let numbers = [
          told.segmentShare, told.levelShare, told.restShare, told.index, told.shrunkIndex,
          told.pValue, told.qValue, told.effect,
        ]
        #expect(numbers.allSatisfy { $0?.isFinite ?? true }, "\(told)")
      }
    }
    for column in profiles.columns {
      let numbers = [
        column.etaSquared, column.epsilonSquared, column.cramersV, column.pValue, column.qValue,
      ]
      #expect(numbers.allSatisfy { $0.map { (0...1).contains($0) } ?? true }, "\(column)")
    }
  }

  @Test func extremesStayNumbers() throws {
    let labels: [Int32] = [0, 0, 1, 1, 2, 2]
    let greatest = Double.greatestFiniteMagnitude
    let least = Double.leastNonzeroMagnitude
    let columns: [[Double]] = [
      [greatest, -greatest, greatest, -greatest, 0, 1],
      [least, 0, least, 0, 2 * least, 0],
      [1e308, 1e308, 1e-308, 1, -0.0, 0],
      [1e16, 1e16 + 2, 1e16, 1e16 + 2, 1e16, 1e16 + 4],
    ]
    for values in columns {
      let described = try profiles(number(values), labels, count: 4)
      expectFinite(described)
      #expect(SegmentNamer().names(for: described).count == 4)
    }
  }

  @Test func weightsOfEveryMagnitude() throws {
    let labels: [Int32] = [0, 0, 1, 1, 0, 1, -1]
    let columns =
      number([1, 2, 3, 4, 5, 6, 7]) + [
        Column(
          name: "c", values: .categories(CategoryValues(["a", "b", "a", "b", nil, "a", "b"])))
      ]
    let allWeights: [[Double]] = [
      [1e12, 1e12, 1e-12, 1e-12, 1e12, 1e-12, 1], [1e-12, 1e-12, 1e-12, 1e-12, 1e-12, 1e-12, 1],
      [1e12, 1e12, 1e12, 1e12, 1e12, 1e12, 1e12], [0, 0, 1, 1, 0, 1, 1], [0, 0, 0, 0, 0, 0, 1],
      [0.25, 0.25, 0.1, 0.1, 0.1, 0.1, 0.1],
    ]
    for weights in allWeights {
      expectFinite(try profiles(columns, labels, count: 2, weights: weights))
    }
    #expect(throws: ProfileError.self) {
      try profiles(columns, labels, count: 2, weights: [1, 1, 1, 1, 1, 1, 1e-200])
    }
  }

  @Test func datesBeyondTheCalendar() throws {
    let dates = DateValues(
      seconds: [1e300, -1e308, .infinity, 0, 86_400, .nan], format: "yyyy", hasTime: false)
    let described = try profiles(
      [Column(name: "when", values: .dates(dates))], [0, 0, 0, 1, 1, 1], count: 2)
    expectFinite(described)
    _ = SegmentNamer().names(for: described)
    #expect(throws: ProfileError.self) {
      try profiles(number([1]), [0], count: 1, role: .outcome, SegmentProfiler(asOf: .nan))
    }
  }

  @Test func levelsAndHeadersOfAnyText() throws {
    let odd = ["", " ", "\u{1B}[2J", "a\nb", String(repeating: "长", count: 500), "=1+1"]
    let labels = (0..<600).map { Int32($0 % 6) }
    let column = Column(
      name: "\u{202E}=head\n", values: .categories(CategoryValues(labels.map { odd[Int($0)] })))
    let described = try profiles([column], labels, count: 6, role: .segmentation)
    let names = SegmentNamer().names(for: described)
    #expect(Set(names.map(\.text)).count == 6)
    for text in names.flatMap({ [$0.text] + $0.evidence }) {
      #expect(!text.contains("\u{1B}") && !text.contains("\n") && !text.contains("\u{202E}"))
      #expect(text.count < 200)
    }
  }

  @Test func sameInputSameBits() throws {
    let values = scrambled(2_000, below: 900).map { Double($0) / 7 }
    let labels = scrambled(2_000, below: 5, seed: 3).map(Int32.init)
    let columns =
      number(values) + [
        Column(
          name: "c", values: .categories(CategoryValues(values.map { "\(Int($0) % 40)" })))
      ]
    let one = try profiles(columns, labels, count: 5)
    let other = try profiles(columns, labels, count: 5)
    #expect(one == other)
    #expect(SegmentNamer().names(for: one) == SegmentNamer().names(for: other))
  }
}
