extension ContactTable {
  /// The row weights in a column.
  ///
  /// - Parameter name: A column of numbers, none missing, none negative, not all zero.
  /// - Returns: One weight for each contact.
  /// - Throws: ``SegmentationError`` when there is no such column or it cannot be used.
  public func weights(inColumn name: String) throws -> [Double] {
    guard let column = column(named: name) else {
      throw SegmentationError(
        .unusableColumn,
        "There is no column '\(name)' for the weights. Columns: \(columnList).")
    }
    guard case .numbers(let numbers) = column.values else {
      throw SegmentationError(
        .unusableColumn, "The weights column '\(name)' holds \(column.type.rawValue), not numbers.")
    }
    let weights = numbers.values
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SegmentationError(
        .unusableColumn,
        "The weight of contact \(row + 1) in column '\(name)' is missing or negative. "
          + "Weights are numbers from 0 on.")
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw SegmentationError(.unusableColumn, "All weights in column '\(name)' are zero.")
    }
    return weights
  }

  /// The names of the columns for a message, at most twenty.
  var columnList: String {
    let names = columns.prefix(20).map(\.name).joined(separator: ", ")
    return columns.count > 20 ? names + ", …" : names
  }
}
