import CSegmentationBLAS

/// The coefficients that bring a linear combination of columns nearest to given targets.
///
/// When the columns depend on one another, many coefficients do equally well; those of least length
/// are given.
public struct LeastSquaresSolution: Sendable, Hashable {
  /// The coefficients: one row for each column of the design, one column for each of the targets.
  public let coefficients: Matrix
  /// The number of independent columns of the design, up to rounding.
  public let rank: Int
  /// The singular values of the design, the largest first.
  public let singularValues: [Double]
  /// The sum of squared residuals of each column of the targets.
  public let residualSumsOfSquares: [Double]

  /// Finds the coefficients B that minimize ‖`design` · B − `targets`‖.
  ///
  /// The singular value decomposition of the design is used, so dependent columns do no harm.
  ///
  /// - Parameters:
  ///   - design: Rows x columns.
  ///   - targets: As many rows, and a column for each problem to solve.
  ///   - tolerance: Singular values below this part of the largest count as 0; `nil` takes the
  ///     larger dimension times the machine's precision.
  /// - Throws: ``AlgebraError`` when the shapes do not fit, a matrix is empty, a value is not finite,
  ///   the tolerance is not in 0..<1, or LAPACK does not converge.
  /// - Complexity: O(rows × columns²), or O(rows² × columns) if there are more columns than rows.
  public init(
    design: Matrix, targets: Matrix, tolerance: Double? = nil
  ) throws(AlgebraError) {
    let (rowCount, columnCount) = (design.rowCount, design.columnCount)
    let larger = max(rowCount, columnCount)
    let tolerance = tolerance ?? Double(larger) * Double.ulpOfOne
    guard tolerance >= 0, tolerance < 1 else {
      throw AlgebraError(.invalidSetting, "a tolerance of \(tolerance) is not in 0..<1")
    }
    try design.checkIsNotEmpty()
    guard targets.rowCount == rowCount else {
      throw AlgebraError(
        .shapeMismatch, "\(targets.rowCount) targets for \(rowCount) rows; each row needs one")
    }
    try targets.checkIsNotEmpty()
    try design.checkIsFinite()
    try targets.checkIsFinite()
    try BLAS.check(dimensions: rowCount, columnCount, targets.columnCount)

    var overwritten = design.transposed()
    // Room for targets that become coefficients, one problem a row here, a column for LAPACK.
    var solutions = Matrix(rowCount: targets.columnCount, columnCount: larger)
    for row in 0..<rowCount {
      for column in 0..<targets.columnCount { solutions[column, row] = targets[row, column] }
    }
    var values = [Double](repeating: 0, count: min(rowCount, columnCount))
    var rank: Int32 = 0
    func solve(_ work: inout [Double], _ workSize: Int32, _ integerWork: inout [Int32]) -> Int32 {
      overwritten.withUnsafeMutableElements { elements -> Int32 in
        solutions.withUnsafeMutableElements { solutions -> Int32 in
          segmentation_gelsd(
            BLAS.dimension(rowCount), BLAS.dimension(columnCount),
            BLAS.dimension(targets.columnCount), elements.baseAddress, BLAS.stride(rowCount),
            solutions.baseAddress, BLAS.stride(larger), &values, tolerance, &rank,
            &work, workSize, &integerWork)
        }
      }
    }
    var answer = [0.0]
    var integerAnswer: [Int32] = [0]
    var info = solve(&answer, -1, &integerAnswer)
    let workSize = try LAPACK.workSize(answer[0])
    var work = [Double](repeating: 0, count: Int(workSize))
    var integerWork = [Int32](repeating: 0, count: max(1, Int(integerAnswer[0])))
    if info == 0 { info = BLAS.onOneThread { solve(&work, workSize, &integerWork) } }
    try LAPACK.check(convergence: info, of: "the least squares solution")

    coefficients = solutions.transposed().selectingRows(0..<columnCount)
    self.rank = Int(rank)
    singularValues = values
    // From the residuals themselves: LAPACK gives their squares only for a full rank.
    let fitted = try design.multiplied(by: coefficients)
    var sums = [Double](repeating: 0, count: targets.columnCount)
    for row in 0..<rowCount {
      for column in 0..<targets.columnCount {
        let residual = targets[row, column] - fitted[row, column]
        sums[column] += residual * residual
      }
    }
    residualSumsOfSquares = sums
  }
}
