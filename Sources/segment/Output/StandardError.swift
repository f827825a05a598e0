import Foundation
import Segmentation

/// Standard error, where notes and progress go: standard output is for results.
enum StandardError {
  /// Whether a person is watching.
  static var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }

  /// Writes text as it is.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Warns when the system's BLAS is the slow reference implementation.
  static func warnAboutBLAS(unless isQuiet: Bool) {
    let implementation = BLAS.implementation
    guard !isQuiet, implementation.isReference, let warning = implementation.warning else { return }
    write("warning: \(warning)\n")
  }
}
