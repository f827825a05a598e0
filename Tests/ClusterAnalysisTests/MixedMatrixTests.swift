import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

@Suite struct MixedMatrixTests {
  private func sample() throws -> MixedMatrix {
    try MixedMatrix(
      numbers: Matrix(rows: [[1, .nan], [2, 5], [3, 6]]),
      categories: [
        CategoryColumn.coding(["a", nil, "b"]).column,
        CategoryColumn(codes: [299, 0, nil], levelCount: 300),
      ])
  }

  @Test func knowsItsGaps() throws {
    let matrix = try sample()
    #expect(matrix.rowCount == 3 && matrix.columnCount == 4)
    #expect(matrix.number(0, 1) == nil && matrix.number(1, 1) == 5)
    #expect(matrix.code(1, 0) == nil && matrix.code(2, 0) == 1 && matrix.code(0, 1) == 299)
    #expect(matrix.hasGaps)
    #expect(matrix.rowsWithGaps == [0, 1, 2])
    let complete = try MixedMatrix(numbers: Matrix(rows: [[1]]))
    #expect(!complete.hasGaps && complete.rowsWithGaps.isEmpty)
  }

  @Test func isEqualWhereValuesAndGapsAre() throws {
    #expect(try sample() == sample())
    #expect(try sample().selectingRows([0, 1, 2]) == sample())
    #expect(try sample().selectingRows([2, 0]).number(1, 1) == nil)
    let filled = try MixedMatrix(numbers: Matrix(rows: [[0]]))
    #expect(try MixedMatrix(numbers: Matrix(rows: [[.nan]])) != filled)
  }

  @Test func survivesCoding() throws {
    let data = try JSONEncoder().encode(sample())
    #expect(try JSONDecoder().decode(MixedMatrix.self, from: data) == sample())
    let broken = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "299", with: "300")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(MixedMatrix.self, from: Data(broken.utf8))
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    let column = try CategoryColumn(codes: [0, 1], levelCount: 2)
    #expect(throws: ClusteringError.self) {
      try MixedMatrix(numbers: Matrix(rows: [[1]]), categories: [column])
    }
    #expect(throws: ClusteringError.self) {
      try MixedMatrix(numbers: Matrix(rows: [[1], [-.infinity]]), categories: [column])
    }
    #expect(throws: ClusteringError.self) { try CategoryColumn(codes: [0, 2], levelCount: 2) }
    #expect(throws: ClusteringError.self) { try CategoryColumn(codes: [-1], levelCount: 2) }
    #expect(throws: ClusteringError.self) { try CategoryColumn(codes: [], levelCount: -1) }
  }

  @Test(arguments: [1, 255, 256, 65_535, 65_536, 70_000])
  func keepsAllCodes(levelCount: Int) throws {
    let codes = [0, nil, levelCount - 1]
    let column = try CategoryColumn(codes: codes, levelCount: levelCount)
    #expect((0..<3).map { column[$0] } == codes)
    #expect(column.hasGaps)
  }
}
