import CZlib

/// Decompression of gzip files (RFC 1952), which may hold several members one after another.
enum Gzip {
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// The decompressed bytes.
  ///
  /// - Complexity: O(decompressed bytes).
  static func inflated(_ store: ByteStore, name: String) throws(TableReadingError) -> [UInt8] {
    let inflater = Inflater()
    guard inflater.begin() else { throw damaged(name) }
    let pieceSize = 1 << 20
    var position = 0
    while position < store.count, !inflater.isFinished {
      let piece = position..<min(store.count, position + pieceSize)
      guard let isSound = store.withBytes(in: piece, { inflater.inflate($0) }) else {
        throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
      }
      guard isSound else { throw damaged(name) }
      position = piece.upperBound
    }
    guard inflater.isBetweenMembers else {
      throw TableReadingError(
        .undecodableBytes,
        """
        \(name) ends in the middle of its gzip data; it was cut off, so download it again.
        """
      )
    }
    return inflater.output
  }

  private static func damaged(_ name: String) -> TableReadingError {
    TableReadingError(
      .undecodableBytes,
      "\(name) starts like a gzip file, but its data is damaged; download or export it again.")
  }
}

/// The state of a decompression over several pieces of input.
private final class Inflater {
  private(set) var output: [UInt8] = []
  /// Whether a member has ended and none has begun since.
  private(set) var isBetweenMembers = false
  /// Whether bytes follow that are no gzip member; they are padding.
  private(set) var isFinished = false
  /// Allocated, because zlib refuses a stream that has moved.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var block = [UInt8](repeating: 0, count: 1 << 18)

  init() { stream.initialize(to: z_stream()) }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func begin() -> Bool {
    let gzipWindowBits: Int32 = 15 + 16
    return inflateInit2_(
      stream, gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  /// Takes the next piece of input.
  ///
  /// - Returns: Whether it is sound.
  func inflate(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
    stream.pointee.avail_in = UInt32(piece.count)
    while true {
      if isBetweenMembers {
        guard stream.pointee.avail_in > 0 else { return true }
        guard stream.pointee.next_in.pointee == Gzip.magic[0] else {
          isFinished = true
          return true
        }
        guard inflateReset(stream) == Z_OK else { return false }
        isBetweenMembers = false
      }
      let blockSize = block.count
      let status = block.withUnsafeMutableBufferPointer { buffer in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(blockSize)
        return CZlib.inflate(stream, Z_NO_FLUSH)
      }
      output.append(contentsOf: block[..<(blockSize - Int(stream.pointee.avail_out))])
      switch status {
      case Z_STREAM_END: isBetweenMembers = true
      case Z_OK where stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0: continue
      case Z_OK, Z_BUF_ERROR: return true
      default: return false
      }
    }
  }
}
