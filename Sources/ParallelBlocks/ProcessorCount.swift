import Foundation

/// What the operating system says about processors.
enum ProcessorCount {
  /// Processors that this process may run on now.
  static var active: Int { ProcessInfo.processInfo.activeProcessorCount }
}
