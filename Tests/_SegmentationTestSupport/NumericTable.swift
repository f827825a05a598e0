public import DenseAlgebra
import Foundation

/// The rows of a plain CSV file, for tests that need only numbers from it.
public struct NumericTable: Sendable {
  private let header: [String]
  private let rows: [[String]]

  /// Reads a file of `datasets/` that has no quoted cells.
  public init(dataset name: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../datasets/\(name)")
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    header = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  /// The columns with the given names, and one label column, of the rows in which all of the former
  /// are numbers.
  public func columns(
    _ names: [String], label: String
  ) -> (matrix: Matrix, labels: [String]) {
    let positions = names.compactMap(header.firstIndex(of:))
    precondition(positions.count == names.count, "a column is missing")
    var elements: [[Double]] = []
    var labels: [String] = []
    for row in rows {
      let values = positions.compactMap { Double(row[$0]) }
      guard values.count == names.count, let position = header.firstIndex(of: label) else {
        continue
      }
      elements.append(values)
      labels.append(row[position])
    }
    return (Matrix(rows: elements), labels)
  }

  /// All columns but one, and that one.
  public func columns(label: String) -> (matrix: Matrix, labels: [String]) {
    columns(header.filter { $0 != label }, label: label)
  }
}

extension Matrix {
  /// Each column less its mean, divided by its population standard deviation.
  public func standardizedForTests() -> Matrix {
    var result = self
    for column in 0..<columnCount {
      let values = self.column(column)
      let mean = values.reduce(0, +) / Double(rowCount)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rowCount)
      for row in 0..<rowCount {
        result[row, column] = (self[row, column] - mean) / variance.squareRoot()
      }
    }
    return result
  }
}
