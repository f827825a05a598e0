import Segmentation

/// The file of `segment cluster --distance precomputed`: a distance for each two rows.
struct GivenDistances: ClusteredRows {
  let matrix: DistanceMatrix
  let weights: [Double]?
  let notes: [String]
  let columnNames: [String] = []
  let fileRows: [Int]? = nil

  var rowCount: Int { matrix.rowCount }

  /// Takes the distances of a file: a NumPy array, square or condensed, or the numbers of a table with
  /// as many columns as rows.
  init(_ source: NumericSource, input: InputOptions) throws {
    switch source {
    case .numbers(let file):
      matrix = try DistanceMatrix(file)
      weights = nil
      notes = []
    case .contacts(let result):
      let rows = try NumericRows(
        result.table, columns: input.columns?.commaSeparated, scaling: .none, missing: .error,
        weightColumn: input.weights)
      matrix = try DistanceMatrix(square: rows.matrix)
      weights = rows.weights
      notes = rows.notes
    }
  }
}
