#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file beside another one, which it shall replace once it is whole.
///
/// On Linux it has no name until it is whole, so that nothing is left when the process is stopped.
struct TemporaryFile {
  /// The open file.
  let descriptor: Int32
  /// Where it is; nil while it has no name.
  private(set) var path: String?
  private let target: String

  private static let attemptLimit = 1_000

  /// Opens an empty file in the folder of `target`.
  init(beside target: String) throws(ReportError) {
    self.target = target
    if let nameless = Self.openNameless(beside: target) {
      descriptor = nameless
      return
    }
    for attempt in 0..<Self.attemptLimit {
      let path = Self.path(beside: target, attempt)
      let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 {
        descriptor = opened
        self.path = path
        return
      }
      guard errno == EEXIST else { throw AtomicFile.failure(errno, target) }
    }
    throw Self.tooMany(beside: target)
  }

  /// The path of the file, which gets one if it has none.
  mutating func named() throws(ReportError) -> String {
    if let path { return path }
    for attempt in 0..<Self.attemptLimit {
      let path = Self.path(beside: target, attempt)
      let source = "\(Self.descriptorFolder)/\(descriptor)"
      if linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 {
        self.path = path
        return path
      }
      guard errno == EEXIST else { throw AtomicFile.failure(errno, target) }
    }
    throw Self.tooMany(beside: target)
  }

  /// Takes the name away, if the file has one.
  func remove() {
    if let path { _ = unlink(path) }
  }

  private static let descriptorFolder = "/proc/self/fd"

  private static func path(beside target: String, _ attempt: Int) -> String {
    "\(target).\(getpid()).\(attempt).tmp"
  }

  private static func tooMany(beside target: String) -> ReportError {
    ReportError(.unwritablePath, "\(target): its folder is full of temporary files")
  }

  /// Opens a file without a name; nil where the system or the file system knows none.
  private static func openNameless(beside target: String) -> Int32? {
    #if os(Linux)
      guard access(descriptorFolder, X_OK) == 0 else { return nil }
      // O_TMPFILE, a macro that Swift does not see.
      let flags = 0o20_000_000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC
      let opened = open(AtomicFile.folder(of: target), flags, 0o666)
      return opened >= 0 ? opened : nil
    #else
      return nil
    #endif
  }
}
