/// A table as UTF-8 without a byte order mark, and how it was packed before.
struct PreparedText: Sendable {
  var store: ByteStore
  /// Where the text starts in the store, behind a byte order mark.
  var start = 0
  var encoding = TextEncoding.utf8
  var isCompressed = false
  var nulByteCount = 0
  /// The place of the first byte that was not UTF-8, when that decided the encoding.
  var firstFault: Int?
  let name: String

  /// Opens a source, decompresses it, and decodes UTF-16; joins the parts of a table.
  init(
    _ source: TableSource, encoding: TextEncoding?, hasHeader: Bool
  ) throws(TableReadingError) {
    if case .parts(let parts) = source.origin {
      try self.init(joining: parts, encoding: encoding, hasHeader: hasHeader, name: source.name)
    } else {
      try self.init(source, encoding: encoding)
    }
  }

  private init(
    _ source: TableSource, encoding givenEncoding: TextEncoding?
  ) throws(TableReadingError) {
    name = source.name
    store = try ByteStore.opened(source)
    if Self.head(of: store).starts(with: Gzip.magic) {
      store = ByteStore(try Gzip.inflated(store, name: name))
      isCompressed = true
    }
    let head = Self.head(of: store)
    guard !head.isEmpty else { throw Self.empty(name) }
    try Self.refuseOtherFormats(head, name: name)
    let detected = head.withUnsafeBufferPointer { TextEncoding.detected(in: $0) }
    encoding = givenEncoding ?? detected?.encoding ?? .utf8
    if let detected, detected.encoding == encoding { start = detected.markLength }
    if encoding != .utf8 { try transcode() }
    guard start < store.count else { throw Self.empty(name) }
  }

  private static func head(of store: ByteStore) -> [UInt8] {
    store.withBytes(in: 0..<min(store.count, 4096)) { Array($0) } ?? []
  }

  static func empty(_ name: String) -> TableReadingError {
    TableReadingError(
      .emptyFile, "\(name) is empty; a CSV file with a header and at least one contact is needed.")
  }

  private static func refuseOtherFormats(
    _ head: [UInt8], name: String
  ) throws(TableReadingError) {
    let formats: [(magic: [UInt8], what: String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
      (Array("%PDF".utf8), "a PDF document"), (Array("PAR1".utf8), "a Parquet file"),
      ([0x93] + Array("NUMPY".utf8), "a NumPy array, which only 'segment cluster' reads"),
      (Array("SQLite format 3".utf8), "an SQLite database"),
      ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
      (Array("BZh".utf8), "a bzip2 archive"),
    ]
    for format in formats where head.starts(with: format.magic) {
      if format.magic.count == 3,
        head.count < 10 || head[4..<10] != [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
      {
        continue
      }
      throw TableReadingError(
        .undecodableBytes,
        "\(name) is \(format.what); save or export it as CSV (UTF-8) and give that file.")
    }
  }

  /// Replaces the bytes by their UTF-8 spelling.
  private mutating func transcode() throws(TableReadingError) {
    let (encoding, range) = (encoding, start..<store.count)
    guard let transcoded = store.withBytes(in: range, { encoding.transcodedToUTF8($0) }) else {
      throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
    }
    guard let transcoded else {
      throw TableReadingError(
        .undecodableBytes,
        "\(name) is not sound UTF-16 text; export it again as UTF-8.")
    }
    store = ByteStore(transcoded)
    start = 0
  }

  /// Whether more than one byte in a hundred is a control character, of which text has next to none.
  private func holdsControlBytes() throws(TableReadingError) -> Bool {
    let count = store.withBytes(in: start..<store.count) { bytes in
      bytes.count { $0 < 0x20 && !(0x09...0x0D).contains($0) }
    }
    guard let count else {
      throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
    }
    return count * 100 > store.count - start
  }

  /// Deals with what a look at all bytes found, after which they are UTF-8 without NUL bytes.
  mutating func repair(
    _ findings: RecordIndex.Findings, givenEncoding: TextEncoding?
  ) throws(TableReadingError) {
    if findings.nulCount > 0 {
      guard findings.nulCount < max(16, (store.count - start) / 4) else {
        throw TableReadingError(
          .undecodableBytes, "\(name) is not text but binary data; give a CSV file.")
      }
      let range = start..<store.count
      guard let bytes = store.withBytes(in: range, { $0.filter { $0 != 0 } }) else {
        throw TableReadingError(.unreadableFile, "\(name) changed or vanished while it was read.")
      }
      nulByteCount += findings.nulCount
      store = ByteStore(bytes)
      start = 0
      guard !bytes.isEmpty else { throw Self.empty(name) }
      return
    }
    guard let fault = findings.firstFault else { return }
    guard givenEncoding == nil else {
      throw TableReadingError(
        .undecodableBytes,
        "\(name) is not sound UTF-8 (byte \(fault)); leave the encoding open or name the right one."
      )
    }
    guard try !holdsControlBytes() else {
      throw TableReadingError(
        .undecodableBytes, "\(name) is not text but binary data; give a CSV file.")
    }
    firstFault = fault
    encoding = .windows1252
    try transcode()
  }
}
