import Foundation
import Segmentation
import Synchronization

/// One line on standard error that shows how far long work has come.
///
/// Nothing is shown when standard error is not a terminal, nor for work that is done within a
/// moment.
final class ProgressMeter: Sendable {
  private struct State {
    var shownAt: ContinuousClock.Instant?
    var isShowing = false
  }

  /// Whether a person is watching.
  let isEnabled: Bool
  private let startedAt = ContinuousClock.now
  private let state = Mutex(State())

  init(isQuiet: Bool) {
    isEnabled = !isQuiet && StandardError.isTerminal
  }

  /// Shows a new text, at most ten times a second and not in the first half second.
  func show(_ text: @autoclosure () -> String) {
    guard isEnabled else { return }
    let now = ContinuousClock.now
    guard now - startedAt > .milliseconds(500) else { return }
    let isDue = state.withLock { state in
      if let shownAt = state.shownAt, now - shownAt < .milliseconds(100) { return false }
      state.shownAt = now
      state.isShowing = true
      return true
    }
    if isDue { StandardError.write("\r\u{1B}[K" + text()) }
  }

  /// Clears the line.
  func finish() {
    guard
      state.withLock({ state in
        defer { state.isShowing = false }; return state.isShowing
      })
    else { return }
    StandardError.write("\r\u{1B}[K")
  }
}
