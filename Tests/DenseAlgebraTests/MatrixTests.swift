import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// Storage, rows, and the change of rows.
@Suite struct MatrixTests {
  let matrix = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func rowsColumnsAndElements() {
    #expect(matrix.rowCount == 2 && matrix.columnCount == 3)
    #expect(matrix.elements == [1, 2, 3, 4, 5, 6])
    #expect(Array(matrix.row(1)) == [4, 5, 6])
    #expect(matrix.column(2) == [3, 6])
    #expect(matrix[1, 0] == 4)
    #expect(matrix.selectingRows([1, 1, 0]) == Matrix(rows: [[4, 5, 6], [4, 5, 6], [1, 2, 3]]))
    #expect(Matrix(rows: []) == Matrix(rowCount: 0, columnCount: 0))
  }

  @Test func elementsCanBeSet() {
    var changed = matrix
    changed[0, 1] = 9
    changed.withUnsafeMutableElements { $0[5] = 7 }
    #expect(changed == Matrix(rows: [[1, 9, 3], [4, 5, 7]]))
    #expect(matrix[0, 1] == 2)
  }

  @Test func placesThatDoNotExistStop() async {
    await #expect(processExitsWith: .failure) { _ = Matrix(rowCount: 2, columnCount: 2)[0, 2] }
    await #expect(processExitsWith: .failure) { _ = Matrix(rowCount: 2, columnCount: 2)[2, 0] }
    await #expect(processExitsWith: .failure) { _ = Matrix(rowCount: 2, columnCount: 2).row(2) }
    await #expect(processExitsWith: .failure) { _ = Matrix(rowCount: 2, columnCount: 0).row(-1) }
    await #expect(processExitsWith: .failure) {
      _ = Matrix(rowCount: 2, columnCount: 2, elements: [1])
    }
  }

  @Test func rowArithmetic() {
    #expect(matrix.addingToEachRow([1, 0, -1]) == Matrix(rows: [[2, 2, 2], [5, 5, 5]]))
    #expect(matrix.subtractingFromEachRow([1, 2, 3]) == Matrix(rows: [[0, 0, 0], [3, 3, 3]]))
    #expect(matrix.scalingColumns(by: [2, 1, 0]) == Matrix(rows: [[2, 2, 0], [8, 5, 0]]))
    #expect(matrix.scalingRows(by: [2, 0]) == Matrix(rows: [[2, 4, 6], [0, 0, 0]]))
    #expect(Matrix(rowCount: 3, columnCount: 0).addingToEachRow([]).rowCount == 3)
  }

  @Test(arguments: [(0, 4), (4, 0), (1, 1), (7, 3), (33, 65), (64, 32)])
  func transposition(rowCount: Int, columnCount: Int) {
    let matrix = Matrix.random(rowCount, columnCount)
    let transposed = matrix.transposed()
    #expect(transposed.rowCount == columnCount && transposed.columnCount == rowCount)
    for row in 0..<rowCount { #expect(transposed.column(row) == Array(matrix.row(row))) }
    #expect(transposed.transposed() == matrix)
  }

  @Test func theFirstNonFiniteElementIsFound() {
    var matrix = Matrix.random(50, 7)
    #expect(matrix.isFinite && matrix.firstNonFinitePosition == nil)
    matrix[40, 6] = .nan
    matrix[31, 2] = -.infinity
    #expect(!matrix.isFinite)
    #expect(matrix.firstNonFinitePosition?.row == 31)
    #expect(matrix.firstNonFinitePosition?.column == 2)
    let extremes: [Double] = [.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 0]
    #expect(Matrix(rows: [extremes]).isFinite)
    #expect(Matrix(rowCount: 0, columnCount: 3).isFinite)
  }

  @Test func codingKeepsTheBits() throws {
    let matrix = Matrix.random(7, 3)
    let data = try JSONEncoder().encode(matrix)
    #expect(try JSONDecoder().decode(Matrix.self, from: data).bitPatterns == matrix.bitPatterns)
    let wrong = Data(#"{"rowCount": 2, "columnCount": 2, "elements": [1, 2, 3]}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Matrix.self, from: wrong) }
  }
}
