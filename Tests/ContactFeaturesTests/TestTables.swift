import ContactFeatures
import ContactTables

/// Short ways to build the columns that tests need.
enum Make {
  static func numbers(_ name: String, _ values: [Double], unit: String? = nil) -> Column {
    Column(name: name, values: .numbers(NumberValues(values: values, unit: unit)))
  }

  static func levels(_ name: String, _ values: [String?]) -> Column {
    Column(name: name, values: .categories(CategoryValues(values)))
  }

  static func ordered(_ name: String, _ codes: [Int?], levels: [String]) -> Column {
    Column(
      name: name,
      values: .categories(
        CategoryValues(
          codes: CategoryCodes(codes, levelCount: levels.count), levels: levels, isOrdered: true)))
  }

  static func flags(_ name: String, _ values: [Bool?]) -> Column {
    let states = values.map { $0.map { $0 ? UInt8(1) : 0 } ?? FlagValues.missing }
    return Column(name: name, values: .flags(FlagValues(states: states)))
  }

  static func dates(_ name: String, days: [Double]) -> Column {
    Column(
      name: name,
      values: .dates(
        DateValues(seconds: days.map { $0 * 86_400 }, format: "yyyy-MM-dd", hasTime: false)))
  }

  static func sets(_ name: String, _ values: [[String]]) -> Column {
    var levels: [String] = []
    var offsets = [0]
    var members: [UInt32] = []
    for set in values {
      for level in set where !levels.contains(level) { levels.append(level) }
      members += set.compactMap { levels.firstIndex(of: $0) }.map(UInt32.init).sorted()
      offsets.append(members.count)
    }
    return Column(
      name: name,
      values: .multiSelect(MultiSelectValues(levels: levels, offsets: offsets, members: members)))
  }

  static func texts(_ name: String, _ values: [String?]) -> Column {
    Column(name: name, values: .texts(TextValues(values)))
  }

  /// A schema in which every column serves segmentation unless `roles` says otherwise.
  static func schema(_ table: ContactTable, roles: [String: ColumnRole] = [:]) -> Schema {
    Schema(
      columns: table.columns.map {
        ColumnSchema(
          name: $0.name, type: $0.type, role: roles[$0.name] ?? .segmentation, basis: .behavioral)
      })
  }
}

/// A small generator whose numbers are the same on every machine.
struct TestRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// In 0..<1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func below(_ bound: Int) -> Int { Int(uniform() * Double(bound)) }
}

/// A table with a column of every kind that becomes features, some values missing.
func mixedTable(rowCount: Int, seed: UInt64) -> ContactTable {
  var random = TestRandom(seed: seed)
  let sizes = ["1-10", "11-50", "51-200", "201+"]
  let channels = ["web", "shop", "phone", "fair", "partner"]
  func some<Value>(_ make: (inout TestRandom) -> Value) -> [Value] {
    (0..<rowCount).map { _ in make(&random) }
  }
  return ContactTable(columns: [
    Make.numbers("age", some { 20 + 60 * $0.uniform() }, unit: "years"),
    Make.numbers(
      "spend", some { $0.uniform() < 0.1 ? .nan : 10 / (0.001 + $0.uniform()) }, unit: "€"),
    Make.flags("newsletter", some { $0.uniform() < 0.02 ? nil : $0.uniform() < 0.3 }),
    Make.levels(
      "channel",
      some { random -> String? in
        let draw = random.uniform()
        return draw < 0.08 ? nil : channels[Int(5 * draw * draw)]
      }),
    Make.ordered("size", some { $0.uniform() < 0.03 ? nil : $0.below(4) }, levels: sizes),
    Make.dates("since", days: some { (18_000 + 1_000 * $0.uniform()).rounded() }),
    Make.sets(
      "interests",
      some { random in ["golf", "chess", "jazz"].filter { _ in random.uniform() < 0.4 } }
    ),
  ])
}

/// The population variance of one column of a matrix, by the definition.
func variance(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
}

/// The code of the error that `body` throws; nil when it throws none.
func code(_ body: () throws(FeatureError) -> some Any) -> FeatureError.Code? {
  do throws(FeatureError) {
    _ = try body()
    return nil
  } catch {
    return error.code
  }
}
