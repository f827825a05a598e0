import Foundation

/// The bytes of a table: in memory, or in a file of which pieces are read when they are needed.
///
/// Pieces are copied by `pread` rather than mapped: a file that shrinks meanwhile is an error to
/// report and not a crash, and the pages of the file do not count as memory in use.
final class ByteStore: Sendable {
  private enum Backing: Sendable {
    case memory([UInt8])
    case file(descriptor: Int32)
  }

  private let backing: Backing
  /// The number of bytes.
  let count: Int

  init(_ bytes: [UInt8]) {
    backing = .memory(bytes)
    count = bytes.count
  }

  private init(descriptor: Int32, count: Int) {
    backing = .file(descriptor: descriptor)
    self.count = count
  }

  deinit {
    if case .file(let descriptor) = backing { close(descriptor) }
  }

  /// Calls `body` with the bytes in `range`, which live as long as the call.
  ///
  /// - Returns: nil when the file can no longer be read there.
  func withBytes<Result>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    switch backing {
    case .memory(let bytes):
      return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    case .file(let descriptor):
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 64)
      defer { buffer.deallocate() }
      var filled = 0
      while filled < range.count {
        let result = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, range.count - filled,
          off_t(range.lowerBound + filled))
        if result < 0, errno == EINTR { continue }
        guard result > 0 else { return nil }
        filled += result
      }
      return body(UnsafeBufferPointer(buffer.bindMemory(to: UInt8.self)))
    }
  }

  /// Opens a source; whatever is not a plain file is read to its end.
  static func opened(_ source: TableSource) throws(TableReadingError) -> ByteStore {
    switch source.origin {
    case .bytes(let bytes):
      return ByteStore(bytes)
    case .standardInput:
      return ByteStore(try allBytes(of: STDIN_FILENO, name: source.name))
    case .path(let path):
      return try opened(path: path)
    case .parts:
      preconditionFailure("parts are joined as texts, not as bytes")
    }
  }

  private static func opened(path: String) throws(TableReadingError) -> ByteStore {
    guard !path.isEmpty else {
      throw TableReadingError(.unreadableFile, "The path is empty; give the path of a CSV file.")
    }
    guard !path.utf8.contains(0) else {
      throw TableReadingError(.unreadableFile, "The path has a NUL character; check its spelling.")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR:
        throw TableReadingError(
          .unreadableFile, "There is no file at \(path); check the path and its spelling.")
      case EACCES, EPERM:
        throw TableReadingError(
          .unreadableFile, "\(path) may not be read by this user; change its permissions.")
      case let number:
        throw TableReadingError(
          .unreadableFile, "\(path) cannot be opened (\(String(cString: strerror(number)))).")
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw TableReadingError(.unreadableFile, "\(path) cannot be examined.")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      close(descriptor)
      throw TableReadingError(
        .unreadableFile, "\(path) is a directory; give the path of a CSV file in it.")
    case S_IFREG where status.st_size > 0:
      return ByteStore(descriptor: descriptor, count: Int(status.st_size))
    default:
      defer { close(descriptor) }
      return ByteStore(try allBytes(of: descriptor, name: path))
    }
  }

  private static func allBytes(
    of descriptor: Int32, name: String
  ) throws(TableReadingError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let length = read(descriptor, &piece, piece.count)
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else {
        throw TableReadingError(
          .unreadableFile, "\(name) cannot be read (\(String(cString: strerror(errno)))).")
      }
      guard length > 0 else { return bytes }
      bytes.append(contentsOf: piece[..<length])
    }
  }
}
