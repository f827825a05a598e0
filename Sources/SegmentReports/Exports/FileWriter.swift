import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes the bytes of a file piece by piece.
public final class FileWriter {
  private static let bufferSize = 1 << 18

  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []

  /// What was written so far.
  private(set) var fingerprint = FileFingerprint()

  /// Writes to an open file.
  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    buffer.reserveCapacity(2 * Self.bufferSize)
  }

  /// Adds bytes.
  public func write(_ bytes: some Sequence<UInt8>) throws(ReportError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Adds text in UTF-8.
  public func write(_ text: String) throws(ReportError) { try write(text.utf8) }

  /// Hands the buffer to the operating system.
  func flush() throws(ReportError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        systemWrite(descriptor, bytes[start...])
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw AtomicFile.failure(errno, path)
      }
      start += written
    }
    fingerprint.add(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func systemWrite(_ descriptor: Int32, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    #if canImport(Glibc)
      return Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      return Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      return Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// The length of a file and a checksum of its bytes: enough to know it again, not to protect it.
public struct FileFingerprint: Sendable, Hashable, Codable {
  /// The number of bytes.
  public private(set) var byteCount = 0
  /// The 64-bit FNV-1a hash of the bytes.
  public private(set) var checksum: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The fingerprint of an empty file.
  public init() {}

  /// Adds bytes.
  mutating func add(_ bytes: [UInt8]) {
    byteCount += bytes.count
    var hash = checksum
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    checksum = hash
  }

  /// The fingerprint of a file, or nil when it cannot be read.
  static func ofFile(_ path: String) -> FileFingerprint? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var fingerprint = FileFingerprint()
    while true {
      guard let data = try? handle.read(upToCount: 1 << 20) else { return fingerprint }
      if data.isEmpty { return fingerprint }
      fingerprint.add([UInt8](data))
    }
  }
}
