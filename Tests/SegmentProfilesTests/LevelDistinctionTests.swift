import ClusterAnalysis
import ContactTables
import Testing

@testable import SegmentProfiles

struct LevelDistinctionTests {
  /// Ten contacts by hand: 3 of 4 in the segment have the level, 4 of 10 in all.
  @Test func sharesAndIndexByHand() throws {
    let levels: [String?] = ["a", "a", "a", "b", "a", "b", "b", "b", "b", "b"]
    let described = try profiles(
      [Column(name: "c", values: .categories(CategoryValues(levels)))],
      [0, 0, 0, 0, 1, 1, 1, 1, 1, 1], count: 2)
    let told = described.segments[0].levels[0].comparison
    #expect(told.count == 3)
    #expect(told.segmentShare == 0.75)
    #expect(told.levelShare == 0.75)
    #expect(told.overallShare == 0.4)
    #expect(agree(told.restShare, 1.0 / 6))
    #expect(agree(told.index, 187.5))
    #expect(agree(told.shrunkIndex, 100 * (11.0 / 24) / 0.4))
    // P(X=3) = C(4,3)C(6,1)/C(10,4) = 24/210, P(X=4) = 1/210.
    #expect(agree(told.pValue, 26.0 / 210))
  }

  /// pandas.crosstab and scipy.stats.chi2_contingency, corrected as Bergsma says.
  @Test func cramersVAgreesWithSciPy() throws {
    let cells = try Cells("german_credit.csv")
    let housing = CategoryValues(cells.levels("housing"))
    let labels = (0..<1_000).map { Int32(housing.codes[$0] ?? 0) }
    let purpose = Column(
      name: "purpose", values: .categories(CategoryValues(cells.levels("purpose"))))
    let described = try profiles([purpose], labels, count: 3)
    #expect(agree(described.columns[0].cramersV, 0.18770384992034497))
    #expect(agree(described.columns[0].pValue, 2.8613517532257268e-11))
    #expect(described.columns[0].pooledLevelCount == 0)
  }

  @Test func flagsTellOfYes() throws {
    let flags = FlagValues(states: [1, 1, 0, 0, 255, 1], noSpelling: "n", yesSpelling: "y")
    let described = try profiles(
      [Column(name: "opted in", values: .flags(flags))], [0, 0, 0, 1, 1, 1], count: 2)
    #expect(described.segments[0].levels.map(\.level) == ["y"])
    #expect(agree(described.segments[0].levels[0].comparison.segmentShare, 2.0 / 3))
    #expect(described.segments[1].levels[0].comparison.segmentShare == 0.5)
    #expect(described.segments[1].missing[0].comparison.count == 1)
    #expect(agree(described.columns[0].missingShare, 1.0 / 6))
  }

  @Test func choicesAreToldOneByOne() throws {
    let choices = MultiSelectValues(
      levels: ["golf", "chess"], offsets: [0, 2, 3, 3, 4], members: [0, 1, 0, 1])
    let described = try profiles(
      [Column(name: "likes", values: .multiSelect(choices))], [0, 0, 1, 1], count: 2)
    #expect(described.segments[0].levels.map(\.level) == ["golf", "chess"])
    #expect(described.segments[0].levels[0].comparison.segmentShare == 1)
    #expect(described.segments[1].levels[0].comparison.segmentShare == 0)
    #expect(described.columns.map(\.level) == ["golf", "chess"])
    #expect(described.segments[1].missing[0].comparison.segmentShare == 0.5)
  }

  @Test func orderedLevelsAreScoresAndLevels() throws {
    let sizes = CategoryValues(
      codes: CategoryCodes([0, 1, 2, 2, nil, 1], levelCount: 3),
      levels: ["1-10", "11-50", "51-200"], isOrdered: true)
    let described = try profiles(
      [Column(name: "employees", values: .categories(sizes))], [0, 0, 1, 1, 1, 0], count: 2)
    #expect(described.segments[0].numbers[0].median == 2)
    #expect(described.segments[1].numbers[0].median == 3)
    #expect(described.segments[1].numbers[0].cliffsDelta == 1)
    #expect(described.segments[0].levels.count == 3)
    #expect(described.columns[0].epsilonSquared != nil && described.columns[0].cramersV != nil)
  }

  @Test func rareLevelsArePooled() throws {
    let many = (0..<100_000).map { $0 % 4 == 0 ? "frequent" : "level \($0)" }
    let labels = (0..<100_000).map { Int32($0 % 2) }
    let described = try profiles(
      [Column(name: "c", values: .categories(CategoryValues(many)))], labels, count: 2,
      role: .descriptor, SegmentProfiler(levelLimit: 5))
    #expect(described.segments[0].levels.count == 5)
    #expect(described.segments[0].levels[0].level == "frequent")
    #expect(described.columns[0].pooledLevelCount == 75_001 - 5)
  }

  @Test func oneLevelInManyContactsIsMarkedAndChanceIsNot() throws {
    let planted = (0..<400).map {
      $0 < 100 ? ($0 % 10 < 8 ? "yes" : "no") : ($0 % 10 < 2 ? "yes" : "no")
    }
    let labels = (0..<400).map { Int32($0 < 100 ? 0 : 1) }
    let described = try profiles(
      [Column(name: "c", values: .categories(CategoryValues(planted)))], labels, count: 2)
    let yes = described.segments[0].levels[0].comparison
    #expect(yes.isMarked && (yes.effect ?? 0) > 0.33)
    let mixed = (0..<400).map { $0 % 2 == 0 ? "yes" : "no" }
    let chance = try profiles(
      [Column(name: "c", values: .categories(CategoryValues(mixed)))], labels, count: 2)
    #expect(!chance.segments.contains { $0.levels.contains { $0.comparison.isMarked } })
  }
}
