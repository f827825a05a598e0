/// What `segment cluster` found around prototypes or medoids, kept to place rows of other files.
///
/// It holds how columns are read and what stands at the prototypes or medoids, and no other row.
public struct PlacementModel: Sendable, Hashable, Codable {
  /// The version of the format that this release writes and reads.
  public static let currentVersion = 1

  /// What lies in the middle of each segment.
  enum Middles: Sendable, Hashable, Codable {
    /// Prototypes, with the scale of the numbers.
    case prototypes(model: KPrototypes.Model, scaler: ColumnScaler)
    /// Rows of numbers, with how numbers are made of columns, and their scale.
    case rows(
      medoids: Matrix, distance: KMedoids.Distance, vectorizer: Vectorizer, scaler: ColumnScaler)
    /// Mixed rows.
    case mixedRows(medoids: MixedMatrix, dissimilarity: GowerDissimilarity)
  }

  /// The method, as `segment cluster` calls it.
  public let method: String
  /// The columns, and how they are read.
  let columns: KeptColumns
  let middles: Middles

  /// The number of segments.
  public var segmentCount: Int {
    switch middles {
    case .prototypes(let model, _): model.clusterCount
    case .rows(let rows, _, _, _): rows.rowCount
    case .mixedRows(let rows, _): rows.rowCount
    }
  }

  /// Keeps what k-prototypes or k-modes found; the labels of the rows are left out.
  ///
  /// - Parameters:
  ///   - model: What was found.
  ///   - rows: The rows it was found in.
  ///   - table: The table that these were made of.
  ///   - method: What the method is called.
  ///   - identifier: A column that tells rows apart, to be passed through.
  public init(
    _ model: KPrototypes.Model, of rows: PrototypeRows, from table: ContactTable, method: String,
    identifier: String? = nil
  ) {
    self.method = method
    columns = KeptColumns(
      of: table, numbers: rows.numberNames,
      categories: zip(rows.categoryNames, rows.levels).map {
        .init(name: $0, levels: $1, isOrdered: false)
      },
      sets: zip(rows.setNames, rows.options).map { .init(name: $0, levels: $1, isOrdered: false) },
      identifier: identifier)
    middles = .prototypes(model: model.withoutAssignments, scaler: rows.scaler)
  }

  /// Keeps the medoids that were found among rows of numbers; see
  /// ``init(_:of:from:method:identifier:)``.
  ///
  /// - Returns: nil for rows of a NumPy file, whose columns have no names.
  public init?(
    _ model: KMedoids.Model, of rows: NumericRows, from table: ContactTable, method: String,
    identifier: String? = nil
  ) {
    guard let (vectorizer, scaler) = rows.reading else { return nil }
    self.method = method
    columns = KeptColumns(
      of: table, numbers: vectorizer.columnNames, categories: [], sets: [], identifier: identifier)
    middles = .rows(
      medoids: model.medoidRows, distance: model.distance, vectorizer: vectorizer, scaler: scaler)
  }

  /// Keeps the medoids that were found among mixed rows; see ``init(_:of:from:method:identifier:)``.
  public init(
    _ partition: KMedoids.Partition, of rows: MixedRows, by dissimilarity: GowerDissimilarity,
    from table: ContactTable, method: String, identifier: String? = nil
  ) {
    self.method = method
    let width = rows.matrix.numbers.columnCount
    let depth = rows.levels.count
    columns = KeptColumns(
      of: table, numbers: Array(rows.columnNames[..<width]),
      categories: rows.levels.indices.map {
        .init(
          name: rows.columnNames[width + $0], levels: rows.levels[$0], isOrdered: rows.isOrdered[$0]
        )
      },
      sets: rows.options.indices.map {
        .init(
          name: rows.columnNames[width + depth + $0], levels: rows.options[$0], isOrdered: false)
      }, identifier: identifier)
    middles = .mixedRows(
      medoids: rows.matrix.selectingRows(partition.medoids), dissimilarity: dissimilarity)
  }
}
