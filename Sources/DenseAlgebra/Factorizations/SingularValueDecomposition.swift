import CSegmentationBLAS

/// The thin decomposition X = U S Vᵀ of a matrix of any shape.
///
/// With `m` the smaller of the numbers of rows and columns, U has `m` orthonormal columns and Vᵀ
/// has `m` orthonormal rows.
public struct SingularValueDecomposition: Sendable, Hashable {
  /// The singular values, the largest first; `m` of them.
  public let values: [Double]
  /// The left singular vectors, U: rows x `m`, one vector a column.
  public let leftVectors: Matrix
  /// The right singular vectors, Vᵀ: `m` x columns, one vector a row.
  ///
  /// The largest element of each is positive.
  public let rightVectors: Matrix

  /// Decomposes a matrix.
  ///
  /// - Throws: ``AlgebraError`` when the matrix is not finite or too large, or LAPACK does not
  ///   converge.
  /// - Complexity: O(rows × columns × `m`).
  public init(of matrix: Matrix) throws(AlgebraError) {
    try matrix.checkIsFinite()
    let (rowCount, columnCount) = (matrix.rowCount, matrix.columnCount)
    let count = min(rowCount, columnCount)
    guard count > 0 else {
      values = []
      leftVectors = Matrix(rowCount: rowCount, columnCount: 0)
      rightVectors = Matrix(rowCount: 0, columnCount: columnCount)
      return
    }
    try BLAS.check(dimensions: rowCount, columnCount)
    // The larger of what the paths of dgesdd ask for; Double does not overflow.
    let (smaller, larger) = (Double(count), Double(max(rowCount, columnCount)))
    try LAPACK.check(workspaceOf: 4 * smaller * smaller + 7 * smaller + larger)

    // LAPACK sees Xᵀ = V S Uᵀ, column by column: its left vectors are the right ones here.
    var overwritten = matrix
    var values = [Double](repeating: 0, count: count)
    var left = Matrix(rowCount: rowCount, columnCount: count)
    var right = Matrix(rowCount: count, columnCount: columnCount)
    var integerWork = [Int32](repeating: 0, count: 8 * count)
    func decompose(_ work: inout [Double], _ workSize: Int32) -> Int32 {
      overwritten.withUnsafeMutableElements { elements -> Int32 in
        left.withUnsafeMutableElements { left -> Int32 in
          right.withUnsafeMutableElements { right -> Int32 in
            segmentation_gesdd(
              BLAS.dimension(columnCount), BLAS.dimension(rowCount),
              elements.baseAddress, BLAS.stride(columnCount), &values,
              right.baseAddress, BLAS.stride(columnCount), left.baseAddress, BLAS.stride(count),
              &work, workSize, &integerWork)
          }
        }
      }
    }
    var answer = [0.0]
    var info = decompose(&answer, -1)
    let workSize = try LAPACK.workSize(answer[0])
    var work = [Double](repeating: 0, count: Int(workSize))
    if info == 0 { info = BLAS.onOneThread { decompose(&work, workSize) } }
    try LAPACK.check(convergence: info, of: "the singular value decomposition")

    let signs = right.signsOfRows()
    self.values = values
    leftVectors = left.scalingColumns(by: signs)
    rightVectors = right.scalingRows(by: signs)
  }
}
