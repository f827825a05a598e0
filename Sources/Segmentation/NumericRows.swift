/// Numbers from a file as rows to cluster, with the way back to the file's units.
public struct NumericRows: Sendable {
  /// The rows, scaled; what stays in a file is scaled when it is read.
  private enum Storage {
    case matrix(Matrix)
    case file(NumPyFile, scaler: ColumnScaler?)
  }

  private let storage: Storage
  /// The header of each column.
  public let columnNames: [String]
  /// How often each row counts; nil when each counts once.
  public let weights: [Double]?
  /// The row of the file, counted from 0, that each row of the matrix is; nil when all are there.
  public let fileRows: [Int]?
  /// What a reader should know, in sentences without values.
  public let notes: [String]
  private let scaler: any InvertibleTransformer<Matrix, Matrix>
  /// How numbers were made of columns, and what scaled them; nil for a NumPy file.
  let reading: (vectorizer: Vectorizer, scaler: ColumnScaler)?

  /// Takes the numbers and flags of contacts.
  ///
  /// - Parameters:
  ///   - table: The contacts.
  ///   - schema: What the columns are: personal ones are not clustered, identifiers only when named.
  ///     Without one, numbers are numbers, as for distances or centers.
  ///   - columns: The columns to use, in this order; nil for all numbers and flags.
  ///   - scaling: How columns are scaled.
  ///   - missing: What happens to contacts without a value.
  ///   - weightColumn: A column of row weights, which then is not clustered.
  /// - Throws: `FeatureError` when a column cannot be used, ``SegmentationError`` when the weights
  ///   cannot.
  /// - Complexity: O(contacts × columns).
  public init(
    _ table: ContactTable, schema: Schema? = nil, columns: [String]? = nil, scaling: Scaling,
    missing: MissingPolicy, weightColumn: String? = nil
  ) throws {
    if let name = columns?.first(where: { schema?[$0]?.role == .personal }) {
      throw MixedColumnChoice.privacy(of: name, .personal)
    }
    let names =
      columns
      ?? table.columns.filter {
        [.number, .flag].contains($0.type) && $0.name != weightColumn
          && !MixedColumnChoice.isPrivate(schema?[$0.name]?.role)
      }.map(\.name)
    let weights = try weightColumn.map { try table.weights(inColumn: $0) }
    let recipe = try FeatureRecipe.plain(
      for: table, columns: names, scaling: .none, missing: missing)
    let vectorizer = try recipe.fitted(to: table, schema: nil, weights: weights)
    let features = try vectorizer.applied(to: table)
    columnNames = features.features.map(\.name)
    fileRows = features.rows
    let keptWeights = weights.map { weights in
      features.rows.map { $0.map { weights[$0] } } ?? weights
    }
    self.weights = keptWeights
    let scaler = try scaling.columnScaler(for: features.matrix, weights: keptWeights)
    self.scaler = scaler
    reading = (vectorizer, scaler)
    storage = .matrix(try scaler.applied(to: features.matrix))
    notes = Self.notes(
      on: table, schema, used: names + [weightColumn].compactMap { $0 }, features)
  }

  /// Takes the numbers of a NumPy file.
  ///
  /// - Parameters:
  ///   - file: The rows.
  ///   - scaling: How columns are scaled.
  ///   - memoryLimit: When given, the rows stay in the file and are scaled whenever they are read, and
  ///     learning the scales takes no more bytes than this. Without one they are read now;
  ///     single-precision numbers that are not scaled are not copied.
  /// - Throws: `FeatureError` when there are no rows to learn a scale from, or robust scaling needs more
  ///   memory.
  /// - Complexity: O(elements).
  public init(_ file: NumPyFile, scaling: Scaling, memoryLimit: Int? = nil) throws {
    if let memoryLimit {
      let scaler = try scaling.fitted(toRowsOf: file, memoryLimit: memoryLimit)
      self.scaler = scaler
      storage = .file(file, scaler: scaling == .none ? nil : scaler)
    } else if scaling == .none, file.elementType == .float32 {
      scaler = try scaling.fitted(to: Matrix(rowCount: 1, columnCount: file.columnCount))
      // Reading is part of opening, not of clustering, as it is for all other files.
      file.preload()
      storage = .file(file, scaler: nil)
    } else {
      let elements = file.matrix()
      scaler = try scaling.fitted(to: elements)
      storage = .matrix(try scaler.applied(to: elements))
    }
    columnNames = (0..<file.columnCount).map { "column_\($0 + 1)" }
    weights = nil
    fileRows = nil
    reading = nil
    notes = []
  }

  /// The number of rows.
  public var rowCount: Int {
    switch storage {
    case .matrix(let matrix): matrix.rowCount
    case .file(let file, _): file.rowCount
    }
  }

  /// The rows, scaled.
  ///
  /// - Complexity: O(elements) when they still lie in a file.
  public var matrix: Matrix {
    switch storage {
    case .matrix(let matrix): return matrix
    case .file(let file, let scaler):
      var matrix = file.matrix()
      if let scaler { matrix.withUnsafeMutableElements(scaler.scale) }
      return matrix
    }
  }

  /// Clusters the rows.
  ///
  /// - Returns: The partition, in scaled units.
  /// - Throws: `ClusteringError` when the settings or the rows cannot be used.
  /// - Complexity: O(rows × columns × clusters) an iteration.
  public func fitted(by kMeans: KMeans) throws -> KMeans.Model {
    switch storage {
    case .matrix(let matrix): try kMeans.fitted(to: matrix, weights: weights)
    case .file(let file, let scaler?):
      try kMeans.fitted(
        toRowsOf: file, transformedBy: { scaler.scale($0) }, weights: weights)
    case .file(let file, nil):
      try kMeans.fitted(toRowsOf: file, weights: weights)
    }
  }

  /// Clusters the rows in batches.
  ///
  /// - Returns: The partition, in scaled units.
  /// - Throws: `ClusteringError` when the settings or the rows cannot be used.
  /// - Complexity: O(rows × columns × clusters), and as much for the rows of all batches.
  public func fitted(by miniBatch: MiniBatchKMeans) throws -> KMeans.Model {
    switch storage {
    case .matrix(let matrix): try miniBatch.fitted(to: matrix, weights: weights)
    case .file(let file, nil): try miniBatch.fitted(toRowsOf: file, weights: weights)
    case .file: try miniBatch.fitted(to: self.matrix, weights: weights)
    }
  }

  /// Rows in the file's units, such as start centers, scaled as the rows were.
  ///
  /// - Throws: `FeatureError` when the number of columns is another.
  public func scaled(_ rows: Matrix) throws -> Matrix { try scaler.applied(to: rows) }

  /// Scaled rows, such as centers, in the file's units.
  ///
  /// - Throws: `FeatureError` when the number of columns is another.
  public func originalUnits(of rows: Matrix) throws -> Matrix { try scaler.inverted(rows) }

  private static func notes(
    on table: ContactTable, _ schema: Schema?, used: [String], _ features: FeatureMatrix
  ) -> [String] {
    var notes: [String] = []
    let unused = table.columns.filter { !used.contains($0.name) }
      .map { column in
        let role = schema?[column.name]?.role
        let reason = MixedColumnChoice.isPrivate(role) ? role?.rawValue : nil
        return "\(column.name) (\(reason ?? column.type.rawValue))"
      }
    if !unused.isEmpty { notes.append("not clustered: \(unused.joined(separator: ", "))") }
    if let rows = features.rows, rows.count < table.rowCount {
      let count = table.rowCount - rows.count
      notes.append(
        PlainNumber.text(count, "row")
          + " with a missing value \(count == 1 ? "was" : "were") left out")
    }
    return notes + features.warnings
  }
}
