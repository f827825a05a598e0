import Foundation

/// What the operating system says about processors.
enum ProcessorCount {
  /// The processors that this process may keep busy; at least 1.
  static var usable: Int {
    max(1, min(ProcessInfo.processInfo.activeProcessorCount, quota ?? .max))
  }

  /// What the process's control groups grant it, asked once.
  ///
  /// A container started with `--cpus=2` on a machine of 64 sees 64 processors. With 64 threads it
  /// would use up its share in the first milliseconds of each period and then stand still.
  private static let quota: Int? = {
    #if os(Linux)
      return ControlGroups.current?.processorQuota
    #else
      return nil
    #endif
  }()
}
