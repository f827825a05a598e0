import Foundation

/// The bytes of a file, mapped into memory: pages are read when they are looked at, and may be given
/// back at any time, because the file still has them.
final class MappedFile: Sendable {
  private let address: UInt
  /// The number of bytes.
  let count: Int

  /// Maps a regular file.
  ///
  /// - Throws: The system's reason when the file cannot be opened or mapped.
  init(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    count = Int(size)
    guard count > 0 else {
      address = 0
      return
    }
    // A private mapping that only reads: nobody can change the file through it.
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ENOMEM) }
    address = UInt(bitPattern: start)
  }

  deinit {
    if let start = UnsafeMutableRawPointer(bitPattern: address) { munmap(start, count) }
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
  {
    let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
    return try body(bytes)
  }
}

/// Pages of a mapped file that have been read, and are not needed for a while.
struct MappedPages: Sendable {
  /// Gives the pages back that lie between two addresses; whoever reads there again gets the same
  /// bytes from the file.
  ///
  /// - Parameter bytes: Bytes of a file that is mapped for reading only, never other memory.
  static func release(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    let first = (Int(bitPattern: start) + pageSize - 1) / pageSize * pageSize
    let end = (Int(bitPattern: start) + bytes.count) / pageSize * pageSize
    guard first < end else { return }
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_DONTNEED)
  }
}
