/// A field of a CSV file.
public enum CSVField {
  /// Adds a field, in quotes where RFC 4180 asks for them.
  ///
  /// - Complexity: O(bytes).
  public static func append(_ bytes: some Collection<UInt8>, to line: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = bytes.contains {
      $0 == UInt8(ascii: ",") || $0 == quote || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes else {
      line.append(contentsOf: bytes)
      return
    }
    line.append(quote)
    for byte in bytes {
      if byte == quote { line.append(byte) }
      line.append(byte)
    }
    line.append(quote)
  }
}
