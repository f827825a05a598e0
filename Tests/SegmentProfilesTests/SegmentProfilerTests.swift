import ClusterAnalysis
import ContactTables
import ParallelBlocks
import Testing

@testable import SegmentProfiles

struct SegmentProfilerTests {
  private func number(_ name: String, _ values: [Double]) -> Column {
    Column(name: name, values: .numbers(NumberValues(values: values)))
  }

  @Test func unassignedContactsCountInSharesOnly() throws {
    let described = try profiles(
      [number("x", [1, 2, 3, 1_000])], [0, 0, 1, -1], count: 2)
    #expect(described.contactCount == 4 && described.unassignedCount == 1)
    #expect(described.segments.map(\.share) == [0.5, 0.25])
    #expect(described.segments[0].numbers[0].overallMean == 2)
    #expect(described.segments[0].numbers[0].medianOfRest == 3)
  }

  @Test(arguments: [2, 3, 7])
  func threadsMakeNoDifference(count: Int) throws {
    let columns = (1...9).map { column in
      number(
        "x\(column)", scrambled(500, below: 40 * column, seed: UInt64(column)).map(Double.init))
    }
    let table = ContactTable(columns: columns)
    let assignments = Assignments(
      labels: scrambled(500, below: 4).map(Int32.init), clusterCount: 4)
    func described(_ parallelism: Parallelism) throws -> SegmentProfiles {
      try SegmentProfiler().profiles(
        of: assignments, in: table, schema: schema(of: table), parallelism: parallelism)
    }
    #expect(try described(Parallelism(threadCount: count)) == described(.serial))
  }

  @Test func onlySegmentationDescriptorsAndOutcomesAreDescribed() throws {
    let table = ContactTable(columns: [
      number("kept", [1, 2, 3, 4]), number("private", [1, 2, 3, 4]), number("id", [1, 2, 3, 4]),
      number("unused", [1, 2, 3, 4]), number("unmentioned", [1, 2, 3, 4]),
      number("excluded", [1, 2, 3, 4]),
      Column(name: "words", values: .texts(TextValues(["a", "b", "c", "d"]))),
    ])
    var schema = schema(
      of: table, role: .segmentation,
      ["private": .personal, "id": .identifier, "unused": .ignored, "words": .descriptor])
    schema.columns.removeAll { $0.name == "unmentioned" }
    let described = try SegmentProfiler(excludedColumns: ["excluded"]).profiles(
      of: Assignments(labels: [0, 0, 1, 1], clusterCount: 2), in: table, schema: schema)
    #expect(described.columns.map(\.column) == ["kept"])
    #expect(described.omittedColumns.map(\.column) == ["words"])
    #expect(described.segments[0].numbers.map(\.column) == ["kept"])
  }

  @Test func segmentationVariablesHaveNoPValuesUnlessTheGroupingWasGiven() throws {
    let columns = [
      number("x", [1, 2, 3, .nan]),
      Column(name: "c", values: .categories(CategoryValues(["a", "b", "a", "b"]))),
    ]
    let discovered = try profiles(columns, [0, 0, 1, 1], count: 2, role: .segmentation)
    for segment in discovered.segments {
      #expect(
        segment.numbers.allSatisfy { $0.pValue == nil && $0.qValue == nil && $0.vTest != nil })
      #expect(
        segment.levels.allSatisfy { $0.comparison.pValue == nil && $0.comparison.vTest != nil })
      #expect(segment.missing.allSatisfy { $0.comparison.pValue == nil })
    }
    #expect(discovered.columns.allSatisfy { $0.pValue == nil && $0.qValue == nil })
    let given = try profiles(
      columns, [0, 0, 1, 1], count: 2, role: .segmentation, SegmentProfiler(origin: .given))
    #expect(given.segments[0].numbers[0].qValue != nil)
    #expect(given.segments[0].levels[0].comparison.qValue != nil)
    #expect(given.columns.allSatisfy { $0.qValue != nil })
  }

  @Test func degenerateGroupings() throws {
    let columns = [
      number("x", [1, 2, 3]), number("constant", [0.1, 0.1, 0.1]),
      number("missing", [.nan, .nan, .nan]), number("infinite", [.infinity, 1, 2]),
      Column(name: "c", values: .categories(CategoryValues(["a", nil, "b"]))),
      Column(name: "none", values: .categories(CategoryValues([nil, nil, nil]))),
      Column(name: "flag", values: .flags(FlagValues(states: [255, 255, 255]))),
      Column(
        name: "date",
        values: .dates(DateValues(seconds: [.nan, .nan, .nan], format: "", hasTime: false))),
      Column(
        name: "choice",
        values: .multiSelect(MultiSelectValues(levels: [], offsets: [0, 0, 0, 0], members: []))),
    ]
    let one = try profiles(columns, [0, 0, 0], count: 1)
    #expect(one.segments[0].numbers[0].mean == 2)
    #expect(
      one.segments[0].numbers[0].vTest == nil && one.segments[0].numbers[0].cliffsDelta == nil)
    #expect(one.segments[0].numbers[0].medianOfRest == nil)
    #expect(
      one.omittedColumns.map(\.column) == ["constant", "missing", "none", "flag", "date", "choice"])
    let each = try profiles(columns, [0, 1, 2], count: 3)
    #expect(each.segments.map { $0.numbers[0].mean } == [1, 2, 3])
    #expect(each.segments.allSatisfy { ($0.numbers[0].vTest ?? 0).isFinite })
    let empty = try profiles(columns, [0, 0, 0], count: 2)
    #expect(empty.segments[1].size == 0 && empty.segments[1].numbers[0].median == nil)
    #expect(empty.segments[0].numbers[0].vTest == nil)
    let none = try profiles(columns, [-1, -1, -1], count: 2)
    #expect(none.segments.allSatisfy { $0.numbers.isEmpty && $0.size == 0 })
    let nobody = try profiles([number("x", [])], [], count: 0)
    #expect(nobody.segments.isEmpty && nobody.contactCount == 0)
  }

  @Test func manySegmentsAsContacts() throws {
    let values = scrambled(300, below: 1_000).map(Double.init)
    let described = try profiles([number("x", values)], (0..<300).map(Int32.init), count: 300)
    #expect(described.segments.map { $0.numbers[0].median } == values)
  }

  @Test func wrongInputIsRefusedWithoutValues() {
    func code(_ labels: [Int32], _ count: Int, _ weights: [Double]?) -> ProfileError.Code? {
      do {
        _ = try profiles([number("x", [77.25, 2])], labels, count: count, weights: weights)
        return nil
      } catch let error as ProfileError {
        #expect(!error.message.contains("77.25"))
        return error.code
      } catch { return nil }
    }
    #expect(code([0], 1, nil) == .shapeMismatch)
    #expect(code([0, 0], 1, [1]) == .shapeMismatch)
    #expect(code([0, 0], 1, [1, -77.25]) == .invalidWeights)
    #expect(code([0, 0], 1, [1, .nan]) == .invalidWeights)
    #expect(code([0, 0], 1, [0, 0]) == .invalidWeights)
    #expect(code([0, 0], 5_000, nil) == .tooManySegments)
    #expect(code([0, 0], 1, nil) == nil)
    #expect(throws: ProfileError.self) {
      _ = try profiles(
        [number("x", [1])], [0], count: 1, role: .outcome, SegmentProfiler(levelLimit: 0))
    }
  }
}
