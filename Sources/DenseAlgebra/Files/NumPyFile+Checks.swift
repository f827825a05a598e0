import Foundation

/// What is checked before a file is believed.
extension NumPyFile {
  /// NumPy itself refuses headers above 10,000 bytes; only records have such long ones.
  private static let headerSizeLimit = 1 << 20
  static let magic = Data([0x93]) + Data("NUMPY".utf8)

  /// The bytes of a regular file, mapped into memory.
  static func mapping(of path: String) throws(AlgebraError) -> MappedFile {
    guard FileManager.default.fileExists(atPath: path) else {
      throw AlgebraError(
        .inaccessibleFile, "there is no file at \(path); check the path and its spelling")
    }
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
      let type = attributes[.type] as? FileAttributeType
      guard type == .typeRegular else {
        let kind = type == .typeDirectory ? "a folder" : "not a regular file"
        throw AlgebraError(.inaccessibleFile, "\(path) is \(kind); a .npy file is needed")
      }
      return try MappedFile(path: path)
    } catch let error as AlgebraError {
      throw error
    } catch {
      throw AlgebraError(
        .inaccessibleFile, "\(path) cannot be read: \(error.localizedDescription)")
    }
  }

  /// The text of the header, and where the data start.
  static func headerText(
    in file: MappedFile, _ path: String
  ) throws(AlgebraError) -> (text: String, dataOffset: Int) {
    let data = file.withUnsafeBytes { Data($0.prefix(headerSizeLimit + 12)) }
    guard data.starts(with: magic) else {
      throw AlgebraError(
        .unsupportedFile, "\(path) is not a .npy file; write one with numpy.save(path, array)")
    }
    let truncated = AlgebraError(.damagedFile, "\(path) ends within its header")
    guard data.count >= 8 else { throw truncated }
    let version = data[6]
    guard (1...3).contains(version) else {
      throw AlgebraError(
        .unsupportedFile, "\(path) has version \(version) of the .npy format; 1 to 3 are read")
    }
    let lengthSize = version == 1 ? 2 : 4
    guard data.count >= 8 + lengthSize else { throw truncated }
    let length = data[8..<8 + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthSize
    guard length <= headerSizeLimit else {
      throw AlgebraError(.damagedFile, "\(path): a header of \(length) bytes is too long to be one")
    }
    guard data.count - start >= length else { throw truncated }
    return (String(decoding: data[start..<start + length], as: UTF8.self), start + length)
  }

  static func elementType(
    of header: NumPyHeader, _ path: String
  ) throws(AlgebraError) -> ElementType {
    switch header.elementType {
    case "<f4", "=f4": return .float32
    case "<f8", "=f8": return .float64
    default:
      let found = header.elementType.map(description(ofType:)) ?? "records of several fields"
      throw AlgebraError(
        .unsupportedFile,
        "\(path) holds \(found); save it as numbers with "
          + "numpy.save(path, array.astype('float64'))")
    }
  }

  /// What an array of NumPy type `name` holds, in words.
  private static func description(ofType name: String) -> String {
    if name.hasPrefix(">f") { return "big-endian numbers" }
    let size = Int(name.dropFirst(2)).map { "\(8 * $0)-bit " } ?? ""
    switch name.dropFirst().first {
    case "f": return "\(size)floating-point numbers"
    case "i": return "\(size)integers"
    case "u": return "\(size)unsigned integers"
    case "b": return "booleans"
    case "c": return "complex numbers"
    case "O": return "Python objects"
    case "S", "U", "a": return "text"
    case "M", "m": return "dates or time spans"
    default: return "elements of an unknown type"
    }
  }

  static func check(
    _ header: NumPyHeader, _ elementType: ElementType, availableSize: Int, _ path: String
  ) throws(AlgebraError) {
    let shape = header.shape
    guard (1...2).contains(shape.count) else {
      throw AlgebraError(
        .unsupportedFile,
        "\(path) holds an array of \(shape.count) dimensions; 1 or 2 are read, rows first")
    }
    guard !header.isColumnMajor else {
      throw AlgebraError(
        .unsupportedFile,
        "\(path) is stored column by column (Fortran order); save it with "
          + "numpy.save(path, numpy.ascontiguousarray(array))")
    }
    guard shape.count == 1 || shape[0] == 0 || shape[1] > 0 else {
      throw AlgebraError(.emptyInput, "\(path) has \(shape[0]) rows without columns")
    }
    var size = elementType.size
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow else {
        throw AlgebraError(
          .damagedFile, "\(path): a shape of \(shape) is larger than any file")
      }
      size = product
    }
    guard size == availableSize else {
      let problem = size > availableSize ? "is truncated" : "is longer than its array"
      throw AlgebraError(
        .damagedFile,
        "\(path) \(problem): a shape of \(shape) needs \(size) bytes of data, and there are "
          + "\(availableSize)")
    }
  }
}
