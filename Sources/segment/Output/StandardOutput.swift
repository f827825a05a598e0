import Foundation
import Segmentation

/// Standard output, where results go.
enum StandardOutput {
  /// Writes what `body` writes.
  ///
  /// - Throws: `ReportError` when nothing can be written there, such as to a full disk.
  static func write(_ body: (FileWriter) throws(ReportError) -> Void) throws(ReportError) {
    let writer = FileWriter(
      descriptor: FileHandle.standardOutput.fileDescriptor, path: "standard output")
    try body(writer)
    try writer.flush()
  }

  /// Writes text as it is.
  static func write(_ text: String) throws(ReportError) {
    try write { writer throws(ReportError) in try writer.write(text) }
  }

  /// Writes a value as one JSON document.
  static func write(json value: some Encodable) throws(ReportError) {
    let bytes = try OrderedJSON.bytes(of: value)
    try write { writer throws(ReportError) in try writer.write(bytes) }
  }
}
