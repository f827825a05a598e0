extension KMeans {
  /// The engine that fitting rows of this shape uses: ``engine``, unless that is `automatic`, or
  /// ``precision`` is `double`, which only `blas` has.
  ///
  /// The tile kernels have won against a matrix product on every shape and instruction set measured:
  /// they work in Float, twice as many numbers a vector, and write no scores.
  ///
  /// - Parameters:
  ///   - rowCount: The number of rows.
  ///   - columnCount: The number of columns.
  /// - Returns: `fused` or `blas`.
  public func resolvedEngine(rowCount: Int, columnCount: Int) -> Engine {
    if precision == .double { return .blas }
    guard engine == .automatic else { return engine }
    // Beyond, the error of Float has no useful bound and each row would be looked at twice.
    return columnCount <= 30_000 ? .fused : .blas
  }
}
