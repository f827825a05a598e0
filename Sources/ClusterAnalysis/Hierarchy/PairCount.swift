import Synchronization

/// How many pairs all threads have found in a round.
final class PairCount: Sendable {
  private let count = Atomic<Int>(0)
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var value: Int { count.load(ordering: .relaxed) }
  /// Whether there are more than the limit, so that threads may stop: pairs only become more.
  var isExceeded: Bool { value > limit }

  func add(_ pairs: Int) { count.add(pairs, ordering: .relaxed) }
}
