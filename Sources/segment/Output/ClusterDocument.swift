import Segmentation

/// What a method of `segment cluster` found: the keys that are its own, and words for people.
protocol ClusterFindings: Encodable {
  /// What the method was told, such as its linkage.
  var settings: [String] { get }
  /// How the search ended.
  var ending: [String] { get }
  /// The number that the method makes small, or that judges what it found.
  var measure: String { get }
  /// The clusters.
  var table: TextTable { get }
  /// What the table shows.
  var tableTitle: String { get }
  /// What a reader should know before believing it, in sentences without values.
  var warnings: [String] { get }
}

extension ClusterFindings {
  var settings: [String] { [] }
  var warnings: [String] { [] }
}

/// What a search in iterations found, which makes an objective small.
protocol SearchFindings: ClusterFindings {
  var iterationCount: Int { get }
  var isConverged: Bool { get }
  var objective: Double { get }
  var objectiveName: String { get }
}

extension SearchFindings {
  var ending: [String] {
    [
      PlainNumber.text(iterationCount, "iteration"),
      isConverged ? "converged" : "stopped at the iteration limit",
    ]
  }

  var measure: String { "\(objectiveName) \(objective)" }
}

/// What `segment cluster --json` prints: the same for each method, and in it what this one found.
struct ClusterDocument<Findings: ClusterFindings>: Encodable {
  let method: String
  let findings: Findings
  let contacts: Int
  let columns: [String]
  let sizes: [Int]
  let warnings: [String]
  let engine: EngineDocument
  let seconds: SecondsDocument
  let usage: ProcessMemory

  private enum Key: String, CodingKey {
    case schemaVersion, method, contacts, columns, segmentCount, sizes, warnings, engine, seconds,
      cpuSeconds, peakMemoryMB, memoryAboveDataMB
  }

  func encode(to encoder: any Encoder) throws {
    var document = encoder.container(keyedBy: Key.self)
    try document.encode(1, forKey: .schemaVersion)
    try document.encode(method, forKey: .method)
    try document.encode(contacts, forKey: .contacts)
    try document.encode(columns, forKey: .columns)
    try document.encode(sizes.count, forKey: .segmentCount)
    try document.encode(sizes, forKey: .sizes)
    try findings.encode(to: encoder)
    try document.encode(warnings, forKey: .warnings)
    try document.encode(engine, forKey: .engine)
    try document.encode(seconds, forKey: .seconds)
    try document.encode(["fit": usage.processorSeconds], forKey: .cpuSeconds)
    try document.encode(usage.peakMB, forKey: .peakMemoryMB)
    try document.encode(usage.residentMB, forKey: .memoryAboveDataMB)
  }

  /// The same for people.
  var text: String {
    """
    \(([method] + findings.settings).joined(separator: ", ")): \
    \(([rowsText] + findings.ending).joined(separator: ", "))
    \(findings.measure)

    \(findings.tableTitle):
    \(findings.table.text)
    """
  }

  private var rowsText: String {
    "\(PlainNumber.text(sizes.count, "segment")) of \(PlainNumber.text(contacts, "row"))"
  }
}

extension Matrix {
  /// The rows as arrays.
  var rows: [[Double]] { (0..<rowCount).map { Array(row($0)) } }
}

extension TextTable {
  /// A line for each cluster: its number, its rows and its center.
  init(centers: [[Double]], sizes: [Int], columns: [String]) {
    self.init(["segment", "rows"] + columns)
    for (index, center) in centers.enumerated() {
      add(["\(index)", PlainNumber.text(sizes[index])] + center.map { PlainNumber.text($0) })
    }
  }
}
