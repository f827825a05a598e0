import DenseAlgebra

extension KMeans {
  /// The engine that fitting rows of this shape uses: ``engine``, unless that is `automatic`.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  /// - Returns: `fused` or `blas`.
  public func resolvedEngine(rowCount: Int, columnCount: Int) -> Engine {
    guard engine == .automatic else { return engine }
    // Beyond, the error of Float has no useful bound and each row would be looked at twice.
    guard columnCount <= 30_000 else { return .blas }
    guard InstructionSet.best == .baseline, !BLAS.implementation.isReference else { return .fused }
    // Without wide vectors, the matrix products of a fast BLAS win where they are large.
    return clusterCount * columnCount >= 4096 ? .blas : .fused
  }
}
