import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// Distances in NumPy files.
@Suite struct DistanceFileTests {
  /// Reads an array of doubles that is written as `numpy.save` does.
  private func distances(_ shape: String, _ elements: [Double]) throws -> DistanceMatrix {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    elements.withUnsafeBytes { data.append(contentsOf: $0) }
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).npy")
    try data.write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try DistanceMatrix(NumPyFile(path: url.path(percentEncoded: false)))
  }

  @Test func bothFormsAreRead() throws {
    let expected = try DistanceMatrix(condensed: [1, 2, 3])
    #expect(try distances("(3,)", [1, 2, 3]) == expected)
    #expect(try distances("(3, 3)", [0, 1, 2, 1, 0, 3, 2, 3, 0]) == expected)
    #expect(try distances("(1, 1)", [0]).rowCount == 1)
  }

  @Test(arguments: [
    ("(2,)", [1.0, 2], ClusteringError.Code.shapeMismatch),
    ("(2, 3)", [0, 1, 2, 1, 0, 3], .shapeMismatch),
    ("(3, 1)", [1, 2, 3], .shapeMismatch),
    ("(2, 2)", [0, 1, 2, 0], .invalidDistances),
    ("(2, 2)", [0, .nan, .nan, 0], .nonFiniteValue),
    ("(1,)", [-1], .invalidDistances),
  ])
  func otherArraysAreRefused(shape: String, elements: [Double], code: ClusteringError.Code) {
    let error = #expect(throws: ClusteringError.self) { try distances(shape, elements) }
    #expect(error?.code == code)
  }
}
