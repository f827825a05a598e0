import ClusterAnalysis
import ContactTables
import Foundation
import Testing

@testable import SegmentProfiles

struct NumericDistinctionTests {
  /// NumPy and SciPy on 1,000 bank customers in three arbitrary groups.
  @Test func germanCreditAgreesWithSciPy() throws {
    let cells = try Cells("german_credit.csv")
    let ages = cells.numbers("age")
    let labels = ages.enumerated().map { Int32(($0.offset * 7 + Int($0.element)) % 3) }
    let amounts = Column(
      name: "credit_amount",
      values: .numbers(NumberValues(values: cells.numbers("credit_amount"))))
    let described = try profiles([amounts], labels, count: 3)
    let expected: [[Double]] = [
      [
        335, 3383.9253731343283, 2390, 2301, 0.89585836401816532, 0.37032841375372949,
        0.059970351411087704, 0.035309168443496804,
      ],
      [
        332, 3388.9487951807228, 2309, 2326, 0.92950752690705318, 0.35262612628742296,
        0.062364790399494774, 0.03283042349036866,
      ],
      [
        333, 3040.5765765765764, 2278, 2327, -1.8260027425882059, 0.067849848727354348,
        -0.12257398569043038, -0.068195631913772842,
      ],
    ]
    for (segment, numbers) in zip(described.segments, expected) {
      let told = segment.numbers[0]
      #expect(segment.size == Int(numbers[0]))
      #expect(agree(told.mean, numbers[1]))
      #expect(told.median == numbers[2])
      #expect(told.medianOfRest == numbers[3])
      #expect(agree(told.vTest, numbers[4]))
      #expect(agree(told.pValue, numbers[5]))
      #expect(agree(told.hedgesG, numbers[6]))
      #expect(agree(told.cliffsDelta, numbers[7]))
      #expect(told.overallMedian == 2319.5)
      #expect(agree(told.overallMean, 3271.258))
    }
    let column = described.columns[0]
    #expect(agree(column.etaSquared, 0.0033381522675141741))
    #expect(agree(column.pValue, 0.18884049545748338))
    #expect(agree(column.epsilonSquared, 0.0031000840964399519))
  }

  /// Every statistic that rests on order, against its definition, with many ties and some missing.
  @Test(arguments: [2, 7, 60, 700])
  func orderStatisticsFollowTheirDefinitions(_ count: Int) throws {
    let values = scrambled(count, below: 40).map { $0 == 0 ? .nan : Double($0 * $0) - 300 }
    let labels = scrambled(count, below: 4, seed: 9).map { Int32($0 - 1) }
    let described = try profiles(
      [Column(name: "x", values: .numbers(NumberValues(values: values)))], labels, count: 3)
    func median(_ values: [Double]) -> Double? {
      let sorted = values.sorted()
      guard !sorted.isEmpty else { return nil }
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    for segment in described.segments where !segment.numbers.isEmpty {
      let told = segment.numbers[0]
      let known = zip(values, labels).filter { !$0.0.isNaN && $0.1 >= 0 }
      let own = known.filter { $0.1 == Int32(segment.index) }.map(\.0)
      let rest = known.filter { $0.1 != Int32(segment.index) }.map(\.0)
      #expect(told.count == own.count)
      #expect(told.median == median(own))
      #expect(told.medianOfRest == median(rest))
      guard !own.isEmpty, !rest.isEmpty else { continue }
      var dominance = 0
      for a in own { for b in rest { dominance += a > b ? 1 : a < b ? -1 : 0 } }
      let delta = Double(dominance) / Double(own.count * rest.count)
      #expect(abs((told.cliffsDelta ?? .nan) - delta) < 1e-12)
    }
  }

  @Test func wholeWeightsStandForRepeatedContacts() throws {
    let values = scrambled(90, below: 12, seed: 3).map(Double.init)
    let labels = scrambled(90, below: 3, seed: 4).map(Int32.init)
    let weights = scrambled(90, below: 4, seed: 5)
    let repeated = (0..<90).flatMap { Array(repeating: $0, count: weights[$0]) }
    func columns(_ rows: [Int]) -> [Column] {
      [
        Column(name: "x", values: .numbers(NumberValues(values: rows.map { values[$0] }))),
        Column(
          name: "c", values: .categories(CategoryValues(rows.map { "l\(Int(values[$0]) % 3)" }))),
      ]
    }
    let weighted = try profiles(
      columns(Array(0..<90)), labels, count: 3, weights: weights.map(Double.init))
    let long = try profiles(columns(repeated), repeated.map { labels[$0] }, count: 3)
    for (one, other) in zip(weighted.segments, long.segments) {
      let (a, b) = (one.numbers[0], other.numbers[0])
      #expect(one.weight == Double(other.size))
      #expect(agree(one.share, other.share))
      #expect(a.median == b.median && a.medianOfRest == b.medianOfRest)
      #expect(agree(a.mean, b.mean ?? .nan) && agree(a.vTest, b.vTest ?? .nan))
      #expect(agree(a.hedgesG, b.hedgesG ?? .nan) && agree(a.cliffsDelta, b.cliffsDelta ?? .nan))
      for level in one.levels {
        let same = other.levels.first { $0.level == level.level }?.comparison
        #expect(agree(level.comparison.segmentShare, same?.segmentShare ?? .nan))
        #expect(agree(level.comparison.vTest, same?.vTest ?? .nan))
      }
    }
    for (one, other) in zip(weighted.columns, long.columns) {
      #expect(agree(one.pValue, other.pValue ?? .nan))
    }
  }

  /// Multiplying weights with fractions by anything changes no test.
  @Test func fractionalWeightsCountEffectively() throws {
    let values = scrambled(60, below: 9).map(Double.init)
    let labels = scrambled(60, below: 2, seed: 8).map(Int32.init)
    let weights = scrambled(60, below: 5, seed: 2).map { 0.3 + Double($0) / 7 }
    let column = Column(name: "x", values: .numbers(NumberValues(values: values)))
    let one = try profiles([column], labels, count: 2, weights: weights)
    let other = try profiles([column], labels, count: 2, weights: weights.map { $0 * 1e6 / 3 })
    #expect(agree(one.segments[0].numbers[0].vTest, other.segments[0].numbers[0].vTest ?? .nan))
    #expect(agree(one.columns[0].pValue, other.columns[0].pValue ?? .nan))
  }

  @Test func hugeAndTinyNumbersKeepTheirMoments() throws {
    let plain = scrambled(50, below: 30).map { Double($0) - 9 }
    let labels = scrambled(50, below: 2, seed: 6).map(Int32.init)
    func told(_ factor: Double) throws -> [NumericDistinction] {
      let column = Column(
        name: "x", values: .numbers(NumberValues(values: plain.map { $0 * factor })))
      return try profiles([column], labels, count: 2).segments.map { $0.numbers[0] }
    }
    let expected = try told(1)
    for exponent in [1_018, -1_060] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      for (a, b) in zip(try told(factor), expected) {
        #expect(agree(a.vTest, b.vTest ?? .nan))
        #expect(agree(a.hedgesG, b.hedgesG ?? .nan))
        #expect(a.cliffsDelta == b.cliffsDelta)
        #expect(agree(a.mean, (b.mean ?? .nan) * factor, 1e-3))
      }
    }
  }

  @Test func datesAreDaysBeforeTheNewest() throws {
    let day = 86_400.0
    let dates = DateValues(
      seconds: [0, 10 * day, 20 * day, .nan], format: "yyyy-MM-dd", hasTime: false)
    let column = Column(name: "joined", values: .dates(dates))
    let described = try profiles([column], [0, 0, 1, 1], count: 2)
    let told = described.segments[0].numbers[0]
    #expect(told.scale == .daysBefore(reference: 20 * day))
    #expect(told.mean == 15 && told.median == 15)
    #expect(described.segments[1].numbers[0].count == 1)
    let later = try profiles(
      [column], [0, 0, 1, 1], count: 2, role: .descriptor, SegmentProfiler(asOf: 30 * day))
    #expect(later.segments[0].numbers[0].mean == 25)
  }

  @Test func largeColumnsAreSortedAsSmallOnes() {
    let values = scrambled(3_000, below: 500).map { Double($0 - 250) * 1.7 }
    let rows = (0..<3_000).map(UInt32.init)
    let order = SortedOrder.ascending(rows, by: values)
    #expect(order == rows.sorted { (values[Int($0)], $0) < (values[Int($1)], $1) })
  }
}
