import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a file whole or not at all.
///
/// The bytes go to a temporary file in the same folder, are forced to the disk, and take the name
/// in one step. Whoever looks sees the old file or the new one; an error leaves no trace.
public enum AtomicFile {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - path: Where; the folder must exist.
  ///   - isReplacing: Whether an existing file may be replaced. Its permissions are kept.
  ///   - body: Writes the bytes.
  /// - Returns: What was written.
  /// - Throws: ``ReportError`` when the path cannot be written, the file exists, or the disk is
  ///   full, and whatever `body` throws.
  @discardableResult
  public static func write(
    to path: String, isReplacing: Bool = false,
    _ body: (FileWriter) throws(ReportError) -> Void
  ) throws(ReportError) -> FileFingerprint {
    let permissions = try existingPermissions(of: path, isReplacing: isReplacing)
    var file = try TemporaryFile(beside: path)
    let writer = FileWriter(descriptor: file.descriptor, path: path)
    var isOpen = true
    do throws(ReportError) {
      try body(writer)
      try writer.flush()
      if let permissions { _ = fchmod(file.descriptor, permissions) }
      guard fsync(file.descriptor) == 0 else { throw failure(errno, path) }
      let temporaryPath = try file.named()
      isOpen = false
      guard close(file.descriptor) == 0 else { throw failure(errno, path) }
      try move(temporaryPath, to: path, isReplacing: isReplacing)
    } catch {
      if isOpen { _ = close(file.descriptor) }
      file.remove()
      throw error
    }
    syncFolder(of: path)
    return writer.fingerprint
  }

  /// Checks, before long work, that a file may be written; makes nothing.
  ///
  /// - Parameters:
  ///   - path: Where; the folder must exist.
  ///   - isReplacing: Whether an existing file may be replaced.
  /// - Throws: ``ReportError`` when ``write(to:isReplacing:_:)`` would refuse the path now.
  public static func check(_ path: String, isReplacing: Bool = false) throws(ReportError) {
    _ = try existingPermissions(of: path, isReplacing: isReplacing)
    guard access(folder(of: path), W_OK) == 0 else { throw failure(errno, path) }
  }

  /// The permissions of the file that will be replaced; nil when there is none.
  private static func existingPermissions(
    of path: String, isReplacing: Bool
  ) throws(ReportError) -> mode_t? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw ReportError(.unwritablePath, "\(path) is a folder; give the name of a file")
    default: throw ReportError(.unwritablePath, "\(path) is not an ordinary file")
    }
    guard isReplacing else { throw exists(path) }
    return status.st_mode & 0o7777
  }

  /// Gives the temporary file its name.
  private static func move(
    _ temporaryPath: String, to path: String, isReplacing: Bool
  ) throws(ReportError) {
    if !isReplacing {
      // A link, unlike a rename, refuses when somebody else has made the file in the meantime.
      if link(temporaryPath, path) == 0 {
        _ = unlink(temporaryPath)
        return
      }
      guard errno != EEXIST else { throw exists(path) }
      // Some file systems know no links; there the name was free a moment ago.
    }
    guard rename(temporaryPath, path) == 0 else { throw failure(errno, path) }
  }

  /// Forces the new name itself to the disk; a folder that cannot be opened stays as it is.
  private static func syncFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    _ = close(descriptor)
  }

  /// The folder that a file is in.
  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  private static func exists(_ path: String) -> ReportError {
    ReportError(.fileExists, "\(path) exists; give another name, or --force to replace it")
  }

  /// What an error number means for whoever wanted to write.
  static func failure(_ code: Int32, _ path: String) -> ReportError {
    switch code {
    case ENOSPC, EDQUOT:
      ReportError(.diskFull, "\(path): the disk is full; make room and run again")
    case ENOENT:
      ReportError(.unwritablePath, "\(path): its folder does not exist")
    case EACCES, EPERM, EROFS:
      ReportError(.unwritablePath, "\(path): you may not write there")
    default:
      ReportError(.unwritablePath, "\(path): \(String(cString: strerror(code)))")
    }
  }
}
