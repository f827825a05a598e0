public import DenseAlgebra

extension DistanceMatrix {
  /// Takes the distances in a NumPy file.
  ///
  /// - Parameter file: A square array of rows x rows, or an array of one dimension in condensed form
  ///   as scipy's `pdist` gives it.
  /// - Throws: ``ClusteringError`` for an array of another shape, and as ``init(square:)`` and
  ///   ``init(condensed:)``.
  /// - Complexity: O(rows²) time and memory.
  public init(_ file: NumPyFile) throws(ClusteringError) {
    if file.shape.count == 1 {
      try self.init(condensed: file.matrix().elements)
    } else {
      try self.init(square: file.matrix())
    }
  }
}
