import Dispatch
import Foundation
import Synchronization

/// Threads that help with parallel regions, and sleep when there are none.
///
/// To wake a thread takes tens of microseconds, as long as a pass over some thousand rows. So before it
/// sleeps, a thread looks out for the next region for as long, and gives way to whoever wants its
/// processor meanwhile: the iterations of a search, which follow each other at once, find it awake. A
/// thread that comes late joins in what is left of a region, and nobody waits for one that has not
/// come.
final class WorkerPool: Sendable {
  /// The threads of this process.
  static let shared = WorkerPool()

  /// How long threads look out before they sleep.
  private static let patience = Duration.microseconds(50)
  /// There is no use for more threads than processors; one is there for programs that ask for two.
  private static let workerLimit = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)

  private struct State {
    /// Whether there is a region, open or not.
    var isBusy = false
    /// What the open region does; nil when there is none, or nobody is to join it any more.
    var body: (@Sendable () -> Void)?
    /// How many threads may still join.
    var vacancyCount = 0
    var workerCount = 0
    var sleeperCount = 0
    var isOwnerAsleep = false
  }

  private let state = Mutex(State())
  /// Counts the regions that have been opened.
  private let regionNumber = Atomic<Int>(0)
  /// The threads that have joined the region and not left it.
  private let memberCount = Atomic<Int>(0)
  private let wakeUp = DispatchSemaphore(value: 0)
  private let allHaveLeft = DispatchSemaphore(value: 0)

  /// Runs `body` on the thread of the caller and, at the same time, on some of the pool.
  ///
  /// - Parameters:
  ///   - helperCount: How many threads may help; perhaps none does.
  ///   - body: Returns when all work has been taken.
  /// - Returns: `false` when the pool is busy with another region; nothing has run then.
  func run(helperCount: Int, _ body: @Sendable () -> Void) -> Bool {
    withoutActuallyEscaping(body) { body in
      guard open(body, helperCount: min(helperCount, Self.workerLimit)) else { return false }
      body()
      close()
      return true
    }
  }

  private func open(_ body: @escaping @Sendable () -> Void, helperCount: Int) -> Bool {
    let (isOpen, wakeUpCount, newWorkerCount) = state.withLock { state in
      guard !state.isBusy else { return (false, 0, 0) }
      state.isBusy = true
      state.body = body
      state.vacancyCount = helperCount
      let newWorkerCount = max(0, helperCount - state.workerCount)
      let awakeCount = state.workerCount - state.sleeperCount
      let wakeUpCount = max(0, min(state.sleeperCount, helperCount - newWorkerCount - awakeCount))
      state.workerCount += newWorkerCount
      state.sleeperCount -= wakeUpCount
      regionNumber.add(1, ordering: .releasing)
      return (true, wakeUpCount, newWorkerCount)
    }
    for _ in 0..<wakeUpCount { wakeUp.signal() }
    for _ in 0..<newWorkerCount { Thread.detachNewThread { self.work() } }
    return isOpen
  }

  /// Lets nobody join any more, and waits for those who have.
  private func close() {
    state.withLock { $0.body = nil }
    if !isSoon({ memberCount.load(ordering: .acquiring) == 0 }) {
      let sleeps = state.withLock { state in
        state.isOwnerAsleep = memberCount.load(ordering: .acquiring) > 0
        return state.isOwnerAsleep
      }
      if sleeps { allHaveLeft.wait() }
    }
    state.withLock { $0.isBusy = false }
  }

  /// What a thread of the pool does, for ever.
  private func work() {
    var lastNumber = 0
    while true {
      lastNumber = numberOfRegion(after: lastNumber)
      joinRegion()
    }
  }

  /// Waits for a region that this thread has not seen.
  private func numberOfRegion(after lastNumber: Int) -> Int {
    if !isSoon({ regionNumber.load(ordering: .acquiring) != lastNumber }) {
      let sleeps = state.withLock { state in
        guard regionNumber.load(ordering: .acquiring) == lastNumber else { return false }
        state.sleeperCount += 1
        return true
      }
      if sleeps { wakeUp.wait() }
    }
    return regionNumber.load(ordering: .acquiring)
  }

  private func joinRegion() {
    guard runBody() else { return }
    let wakesOwner = state.withLock { state in
      let isLast = memberCount.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
      let wakesOwner = isLast && state.isOwnerAsleep
      if wakesOwner { state.isOwnerAsleep = false }
      return wakesOwner
    }
    if wakesOwner { allHaveLeft.signal() }
  }

  /// Runs the open region's body, if it has room.
  ///
  /// A function of its own, so that the body is let go before the region is left.
  @inline(never)
  private func runBody() -> Bool {
    let body = state.withLock { state -> (@Sendable () -> Void)? in
      guard state.vacancyCount > 0, let body = state.body else { return nil }
      state.vacancyCount -= 1
      memberCount.add(1, ordering: .relaxed)
      return body
    }
    guard let body else { return false }
    body()
    return true
  }

  /// Whether a condition comes true before patience ends.
  private func isSoon(_ condition: () -> Bool) -> Bool {
    if condition() { return true }
    let end = ContinuousClock.now + Self.patience
    repeat {
      sched_yield()
      if condition() { return true }
    } while ContinuousClock.now < end
    return false
  }
}
