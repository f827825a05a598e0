import CZlib
import Testing

@testable import ContactTables

@Suite struct EncodingTests {
  private static let text = "name,plan\nZoë,a€\nJosé,b\nŠárka,c\n"

  private static func utf16(_ text: String, low: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return low ? pair : pair.reversed()
    }
  }

  @Test func unicodeEncodings() throws {
    let cases: [([UInt8], TextEncoding)] = [
      (Array(Self.text.utf8), .utf8), ([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), .utf8),
      (Self.utf16(Self.text, low: true, mark: true), .utf16LittleEndian),
      (Self.utf16(Self.text, low: false, mark: true), .utf16BigEndian),
      (Self.utf16(Self.text, low: true, mark: false), .utf16LittleEndian),
      (Self.utf16(Self.text, low: false, mark: false), .utf16BigEndian),
    ]
    for (bytes, encoding) in cases {
      let result = try read(bytes: bytes, blockSize: 3)
      #expect(result.report.encoding == encoding)
      #expect(result.table.spelled("name") == ["Zoë", "José", "Šárka"])
    }
  }

  @Test func windows1252IsTheLastResort() throws {
    let bytes: [UInt8] =
      Array("name,x\nZo".utf8) + [0xEB] + Array(",1\n".utf8) + [0x8A, 0x80] + Array(",2\n".utf8)
    let result = try read(bytes: bytes)
    #expect(result.report.encoding == .windows1252)
    #expect(result.table.spelled("name") == ["Zoë", "Š€"])
    #expect(result.report.warnings.count == 1)
    #expect(throws: TableReadingError.self) { try read(bytes: bytes, { $0.encoding = .utf8 }) }
  }

  @Test func overlongAndSurrogateFormsAreNoUTF8() {
    for bytes: [UInt8] in [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
    ] {
      let fault = bytes.withUnsafeBufferPointer {
        UTF8Validation.firstFault(in: $0, from: 0, to: $0.count)
      }
      #expect(fault == 0)
    }
  }

  @Test func nulBytesAreTakenOut() throws {
    let result = try read("a,b\n1\0,x\n2,y\0\0\n")
    #expect(result.table.numbers("a") == [1, 2])
    #expect(result.report.nulByteCount == 3)
  }

  private static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        withUnsafeMutablePointer(to: &stream) { stream -> Int in
          deflateInit2_(
            stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
          stream.pointee.next_in = input.baseAddress
          stream.pointee.avail_in = UInt32(input.count)
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          deflate(stream, Z_FINISH)
          defer { deflateEnd(stream) }
          return output.count - Int(stream.pointee.avail_out)
        }
      }
    }
    return Array(output[..<count])
  }

  @Test func gzipMembersAreJoined() throws {
    let long = (0..<3000).map { "\($0),x\n" }.joined()
    let bytes =
      Self.gzipped(Array("a,b\n".utf8)) + Self.gzipped(Array(long.utf8)) + Self.gzipped([])
    let result = try read(bytes: bytes + [0, 0, 0])
    #expect(result.report.isCompressed)
    #expect(result.table.numbers("a") == (0..<3000).map { Double($0) })
  }

  @Test func damagedGzipIsAnError() throws {
    let bytes = Self.gzipped(Array((0..<3000).map { "\($0),x\n" }.joined().utf8))
    for length in [3, 12, bytes.count / 2, bytes.count - 1] {
      #expect(throws: TableReadingError.self) { try read(bytes: Array(bytes[..<length])) }
    }
    var flipped = bytes
    flipped[bytes.count / 2] ^= 0xFF
    #expect(throws: TableReadingError.self) { try read(bytes: flipped) }
  }
}
