import CSegmentationBLAS
import Synchronization

extension BLAS {
  /// Calls `body` while BLAS and LAPACK use only the thread that calls them.
  ///
  /// Loops over blocks run on threads of their own; a threaded BLAS under them would have more
  /// threads than processors, and its sums could depend on their number. The cap holds for the whole
  /// process until the last caller has left: calls may nest, and overlap on several threads.
  public static func onOneThread<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    ThreadCap.shared.enter()
    defer { ThreadCap.shared.leave() }
    return try body()
  }

  /// Ends the threads that the library started when the program was loaded.
  ///
  /// OpenBLAS starts one for each further processor, and they look for work for some 20 ms before they
  /// sleep, in competition with the first of ours. Nothing here needs them: see ``onOneThread(_:)``. A
  /// program calls this when it begins, while nobody else calls the library, which starts threads anew
  /// when somebody asks for them.
  public static func stopIdleThreads() { segmentation_blas_stop_threads() }

  /// The number of threads that the library may use now, or 0 when it does not say.
  static var threadCount: Int { Int(segmentation_blas_thread_count()) }
}

/// The number of callers that hold a library to one thread, and what to go back to after the last.
final class ThreadCap: Sendable {
  /// The cap on the BLAS of this process.
  static let shared = ThreadCap(
    threadCount: segmentation_blas_thread_count,
    setThreadCount: segmentation_blas_set_thread_count)

  private struct State {
    var callerCount = 0
    var formerThreadCount: Int32 = 0
  }
  private let state = Mutex(State())
  private let threadCount: @Sendable () -> Int32
  private let setThreadCount: @Sendable (Int32) -> Void

  init(
    threadCount: @escaping @Sendable () -> Int32,
    setThreadCount: @escaping @Sendable (Int32) -> Void
  ) {
    self.threadCount = threadCount
    self.setThreadCount = setThreadCount
  }

  func enter() {
    state.withLock { state in
      state.callerCount += 1
      guard state.callerCount == 1 else { return }
      state.formerThreadCount = threadCount()
      if state.formerThreadCount > 1 { setThreadCount(1) }
    }
  }

  func leave() {
    state.withLock { state in
      state.callerCount -= 1
      guard state.callerCount == 0, state.formerThreadCount > 1 else { return }
      setThreadCount(state.formerThreadCount)
    }
  }
}
