import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// Files as NumPy writes them, files of other kinds, and damaged files.
@Suite struct NumPyFileTests {
  /// `numpy.save` of `numpy.array([[1.5, -2], [3, 4.25], [0, 1e-3]], dtype='<f4')`, NumPy 2.
  static let floats =
    "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3No"
    + "YXBlJzogKDMsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
    + "ICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAQEAAAIhAAAAAAG8Sgzo="

  /// Calls `body` with the path of a file of the given bytes.
  private func withFile<R>(_ bytes: Data, _ body: (String) throws -> R) throws -> R {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString + ".npy")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }

  /// A `.npy` file with any header.
  private func file(
    _ header: String, version: UInt8 = 1, payload: Data = Data(), padding: Int = 0
  ) -> Data {
    let text = Data((header + String(repeating: " ", count: padding)).utf8)
    var length = Data([UInt8(text.count % 256), UInt8(text.count / 256)])
    if version > 1 { length += Data([0, 0]) }
    return Data([0x93]) + Data("NUMPY".utf8) + Data([version, 0]) + length + text + payload
  }

  private func header(_ type: String, _ shape: String, fortran: String = "False") -> String {
    "{'descr': \(type), 'fortran_order': \(fortran), 'shape': \(shape), }"
  }

  private func bytes(of numbers: [Double]) -> Data {
    numbers.withUnsafeBufferPointer { Data(buffer: $0) }
  }

  @Test func whatNumPyWritesIsRead() throws {
    let bytes = try #require(Data(base64Encoded: Self.floats))
    let expected = Matrix(rows: [[1.5, -2], [3, 4.25], [0, Double(Float(1e-3))]])
    try withFile(bytes) { path in
      let file = try NumPyFile(path: path)
      #expect(file.elementType == .float32)
      #expect(file.shape == [3, 2])
      #expect(file.rowCount == 3 && file.columnCount == 2)
      #expect(file.matrix() == expected)
      #expect(file.rows(1..<2) == Matrix(rows: [[3, 4.25]]))
      #expect(file.rows(3..<3) == Matrix(rowCount: 0, columnCount: 2))
      #expect(file.withFloats(inRows: 1..<3) { Array($0) } == [3, 4.25, 0, 1e-3])
    }
  }

  @Test(arguments: NumPyFile.ElementType.allCases, [(0, 3), (1, 1), (7, 3), (1000, 20)])
  func whatIsWrittenIsRead(elementType: NumPyFile.ElementType, shape: (Int, Int)) throws {
    let matrix = Matrix.random(shape.0, shape.1)
    let expected =
      elementType == .float64
      ? matrix
      : Matrix(
        rowCount: shape.0, columnCount: shape.1, elements: matrix.elements.map { Double(Float($0)) }
      )
    try withFile(Data()) { path in
      try NumPyFile.write(matrix, to: path, as: elementType, overwriting: true)
      let file = try NumPyFile(path: path)
      #expect(file.elementType == elementType)
      #expect(file.matrix() == expected)
      let halves = [file.rows(0..<shape.0 / 2), file.rows(shape.0 / 2..<shape.0)]
      #expect(halves.flatMap(\.elements) == expected.elements)
      let floats = file.withFloats(inRows: 0..<shape.0) { Array($0) }
      #expect(floats == expected.elements.map(Float.init))
      let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
      #expect((size - matrix.elements.count * elementType.size) % 64 == 0)
    }
  }

  @Test(arguments: [UInt8(1), 2, 3], 0..<9)
  func versionsAndOddAddressesAreRead(version: UInt8, padding: Int) throws {
    let doubles = file(
      header("'<f8'", "(2,)"), version: version, payload: bytes(of: [1, -2.5]), padding: padding)
    try withFile(doubles) { path in
      let file = try NumPyFile(path: path)
      #expect(file.shape == [2])
      #expect(file.matrix() == Matrix(rows: [[1], [-2.5]]))
      #expect(file.withFloats(inRows: 0..<2) { Array($0) } == [1, -2.5])
    }
    let floats = [Float(1), -2.5].withUnsafeBufferPointer { Data(buffer: $0) }
    let singles = file(
      header("'<f4'", "(2,)"), version: version, payload: floats, padding: padding)
    try withFile(singles) { path in
      let file = try NumPyFile(path: path)
      #expect(file.matrix() == Matrix(rows: [[1], [-2.5]]))
      #expect(file.withFloats(inRows: 1..<2) { Array($0) } == [-2.5])
    }
  }

  @Test func otherArraysAreErrorsThatSayWhatTheyHold() throws {
    func message(_ type: String, _ shape: String = "(1,)", fortran: String = "False") throws
      -> String
    {
      try withFile(file(header(type, shape, fortran: fortran), payload: bytes(of: [1]))) { path in
        let error = #expect(throws: AlgebraError.self) { try NumPyFile(path: path) }
        #expect(error?.code == .unsupportedFile)
        return error?.message ?? ""
      }
    }
    #expect(try message("'<f2'").contains("16-bit floating-point"))
    #expect(try message("'>f8'").contains("big-endian"))
    #expect(try message("'<i8'").contains("64-bit integers"))
    #expect(try message("'|u1'").contains("8-bit unsigned"))
    #expect(try message("'|b1'").contains("booleans"))
    #expect(try message("'<c16'").contains("complex"))
    #expect(try message("'|O'").contains("Python objects"))
    #expect(try message("'<U5'").contains("text"))
    #expect(try message("'<M8[ns]'").contains("dates"))
    #expect(try message("''").contains("unknown"))
    #expect(try message("[('a', '<f8')]").contains("several fields"))
    #expect(try message("'<f8'", "()").contains("0 dimensions"))
    #expect(try message("'<f8'", "(1, 1, 1)").contains("3 dimensions"))
    #expect(try message("'<f8'", "(1, 1)", fortran: "True").contains("Fortran"))
  }

  @Test func damagedFilesAreErrors() throws {
    func code(_ bytes: Data) throws -> AlgebraError.Code? {
      try withFile(bytes) { path in
        #expect(throws: AlgebraError.self) { try NumPyFile(path: path) }?.code
      }
    }
    let good = file(header("'<f8'", "(2, 1)"), payload: bytes(of: [1, 2]))
    for length in 0..<good.count {
      #expect(try code(good.prefix(length)) == (length < 6 ? .unsupportedFile : .damagedFile))
    }
    #expect(try code(good + Data([0])) == .damagedFile)
    #expect(try code(Data("a,b\n1,2\n".utf8)) == .unsupportedFile)
    #expect(try code(file(header("'<f8'", "(1,)"), version: 4)) == .unsupportedFile)
    #expect(try code(file(header("'<f8'", "(4611686018427387904, 4)"))) == .damagedFile)
    #expect(try code(file(header("'<f8'", "(1000000000000, 0)"))) == .emptyInput)
    #expect(try code(file("{'descr'")) == .damagedFile)
    let longHeader = Data([0x93]) + Data("NUMPY".utf8) + Data([2, 0, 255, 255, 255, 255])
    #expect(try code(longHeader) == .damagedFile)
  }

  @Test func pathsThatAreNoFilesAreErrors() throws {
    let folder = FileManager.default.temporaryDirectory.path
    for path in [folder, folder + "/there is no such file.npy", "", "/dev/null"] {
      let error = #expect(throws: AlgebraError.self) { try NumPyFile(path: path) }
      #expect(error?.code == .inaccessibleFile)
    }
    let matrix = Matrix.random(2, 2)
    #expect(throws: AlgebraError.self) {
      try NumPyFile.write(matrix, to: folder, overwriting: true)
    }
    #expect(throws: AlgebraError.self) {
      try NumPyFile.write(matrix, to: folder + "/none/here.npy")
    }
    try withFile(Data("precious".utf8)) { path in
      let error = #expect(throws: AlgebraError.self) { try NumPyFile.write(matrix, to: path) }
      #expect(error?.code == .inaccessibleFile)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes == Data("precious".utf8))
    }
  }
}
