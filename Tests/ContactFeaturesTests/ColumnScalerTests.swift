import ContactFeatures
import DenseAlgebra
import Foundation
import Testing

/// A scale learned from a file, block by block, is that of the same rows in memory, to the last bit.
@Suite struct ColumnScalerTests {
  private func withFile(
    _ rows: Matrix, as type: NumPyFile.ElementType, _ body: (NumPyFile) throws -> Void
  ) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumPyFile.write(rows, to: path, as: type)
    try body(try NumPyFile(path: path))
  }

  @Test(arguments: [Scaling.none, .standard, .range, .robust], NumPyFile.ElementType.allCases)
  func fileAndMemoryAgree(scaling: Scaling, type: NumPyFile.ElementType) throws {
    var random = RandomSource(seed: 5)
    // Offsets, a constant column, huge and tiny values, and some that are missing.
    var elements = (0..<12_000 * 6).map { index -> Double in
      switch index % 6 {
      case 0: 1e7 + random.normal()
      case 1: 42
      case 2: 1e30 * random.normal()
      case 3: 1e-30 * random.normal()
      case 4: Double(random.index(below: 3))
      default: random.normal()
      }
    }
    elements[6 * 77 + 5] = .nan
    elements[6 * 11_077] = .infinity
    let rows = Matrix(
      rowCount: 12_000, columnCount: 6,
      elements: type == .float32 ? elements.map { Double(Float($0)) } : elements)
    try withFile(rows, as: type) { file in
      let expected = try scaling.fitted(to: rows).applied(to: rows)
      // Room for four of six columns at a time, of which robust scaling uses three.
      let scaler = try scaling.fitted(toRowsOf: file, memoryLimit: 4 * 8 * 12_000)
      var scaled = rows
      scaled.withUnsafeMutableElements(scaler.scale)
      let isSame =
        scaled.elements.map(\.bitPattern) == expected.elements.map(\.bitPattern)
      #expect(isSame)
      let isSameAgain =
        try scaler.applied(to: rows).elements.map(\.bitPattern) == scaled.elements.map(\.bitPattern)
      #expect(isSameAgain)
    }
  }

  @Test func whatCannotBeLearned() throws {
    try withFile(Matrix(rowCount: 0, columnCount: 2), as: .float32) { file in
      let error = #expect(throws: FeatureError.self) { try Scaling.standard.fitted(toRowsOf: file) }
      #expect(error?.code == .emptyTable)
    }
    try withFile(Matrix(rows: [[1], [2]]), as: .float32) { file in
      let error = #expect(throws: FeatureError.self) {
        try Scaling.robust.fitted(toRowsOf: file, memoryLimit: 31)
      }
      #expect(error?.code == .invalidSetting)
      #expect(throws: Never.self) { try Scaling.robust.fitted(toRowsOf: file, memoryLimit: 32) }
    }
  }
}
