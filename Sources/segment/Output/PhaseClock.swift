import Segmentation

/// How long the phases of a run took, in order.
struct PhaseClock {
  private let startedAt = ContinuousClock.now
  private var phases: [(name: String, seconds: Double)] = []

  /// Runs `body` and keeps how long it took.
  mutating func timing<R>(_ name: String, _ body: () throws -> R) rethrows -> R {
    let start = ContinuousClock.now
    let result = try body()
    phases.append((name, (ContinuousClock.now - start).seconds))
    return result
  }

  /// Takes over the phases of reading.
  mutating func add(_ seconds: Contacts.Seconds) {
    phases += [("read", seconds.read), ("infer", seconds.infer)]
  }

  /// Takes over the phases of the pipeline.
  mutating func add(_ seconds: DiscoveredSegments.Seconds) {
    phases += [
      ("vectorize", seconds.vectorize), ("cluster", seconds.cluster), ("assess", seconds.assess),
      ("profile", seconds.profile),
    ]
  }

  private var all: [(name: String, seconds: Double)] {
    phases + [("total", (ContinuousClock.now - startedAt).seconds)]
  }

  /// The phases as a JSON object.
  var document: SecondsDocument { SecondsDocument(phases: all) }

  /// The phases in one line.
  var text: String {
    all.map { "\($0.name) \(PlainNumber.decimals($0.seconds, 3))" }.joined(separator: ", ")
  }
}

/// Seconds by phase, in the order of the run.
struct SecondsDocument: Encodable {
  let phases: [(name: String, seconds: Double)]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PhaseKey.self)
    for phase in phases {
      try container.encode(phase.seconds, forKey: PhaseKey(stringValue: phase.name))
    }
  }

  private struct PhaseKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
