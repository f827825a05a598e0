import CSegmentationBLAS

/// The eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigendecomposition: Sendable, Hashable {
  /// The eigenvalues, the largest first.
  public let values: [Double]
  /// The eigenvectors as rows of length 1, in the order of ``values``.
  ///
  /// The largest element of each is positive.
  public let vectors: Matrix

  /// Decomposes a symmetric matrix.
  ///
  /// - Throws: ``AlgebraError`` when the matrix is not symmetric or not finite, is too large, or
  ///   LAPACK does not converge.
  /// - Complexity: O(size³).
  public init(of matrix: Matrix) throws(AlgebraError) {
    try matrix.checkIsSymmetric()
    let size = matrix.rowCount
    guard size > 0 else {
      values = []
      vectors = matrix
      return
    }
    let order = Double(size)
    try LAPACK.check(workspaceOf: 1 + 6 * order + 2 * order * order)
    var ascending = [Double](repeating: 0, count: size)
    var columns = matrix
    let info = BLAS.onOneThread {
      columns.withUnsafeMutableElements { elements -> Int32 in
        guard let elements = elements.baseAddress else { return 0 }
        var work = [Double](repeating: 0, count: 1 + 6 * size + 2 * size * size)
        var integerWork = [Int32](repeating: 0, count: 3 + 5 * size)
        return segmentation_syevd(
          BLAS.dimension(size), elements, BLAS.stride(size), &ascending,
          &work, BLAS.dimension(work.count), &integerWork, BLAS.dimension(integerWork.count))
      }
    }
    try LAPACK.check(convergence: info, of: "the eigendecomposition")
    values = ascending.reversed()
    // LAPACK's columns are rows here.
    let rows = columns.selectingRows((0..<size).reversed())
    vectors = rows.scalingRows(by: rows.signsOfRows())
  }
}
