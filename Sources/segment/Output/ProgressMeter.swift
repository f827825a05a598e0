import Foundation
import Segmentation
import Synchronization

/// One line on standard error that shows how far long work has come, and how long it may still take.
///
/// Nothing is shown when standard error is not a terminal, nor for work that is done within a
/// moment.
final class ProgressMeter: Sendable {
  private struct State {
    var shownAt: ContinuousClock.Instant?
    var phase = ""
    var phaseStartedAt = ContinuousClock.now
    var isShowing = false
  }

  /// Whether a person is watching.
  let isEnabled: Bool
  private let startedAt = ContinuousClock.now
  private let state = Mutex(State())

  init(isQuiet: Bool) {
    isEnabled = !isQuiet && StandardError.isTerminal
  }

  /// Shows what is being done, at most ten times a second and not in the first half second.
  ///
  /// - Parameters:
  ///   - phase: What is being done.
  ///   - detail: What is known about it.
  ///   - doneShare: How much of the phase is done, 0...1, from which the time left is guessed.
  func show(phase: String, _ detail: @autoclosure () -> String, doneShare: Double? = nil) {
    guard isEnabled else { return }
    let now = ContinuousClock.now
    let timeLeft = state.withLock { state -> String? in
      if state.phase != phase { (state.phase, state.phaseStartedAt) = (phase, now) }
      let isDue = state.shownAt.map { now - $0 >= .milliseconds(100) } ?? true
      guard isDue, now - startedAt > .milliseconds(500) else { return nil }
      state.shownAt = now
      state.isShowing = true
      return Self.timeLeft(elapsed: now - state.phaseStartedAt, doneShare: doneShare)
    }
    guard let timeLeft else { return }
    StandardError.write("\r\u{1B}[K\(phase): \(detail())\(timeLeft)")
  }

  /// Clears the line.
  func finish() {
    let wasShowing = state.withLock { state in
      defer { state.isShowing = false }
      return state.isShowing
    }
    if wasShowing { StandardError.write("\r\u{1B}[K") }
  }

  private static func timeLeft(elapsed: Duration, doneShare: Double?) -> String {
    guard let doneShare, doneShare >= 0.05, doneShare < 1 else { return "" }
    let left = (elapsed / doneShare * (1 - doneShare)).components.seconds
    return left < 120 ? ", about \(left + 1) s left" : ", about \(left / 60 + 1) min left"
  }
}
