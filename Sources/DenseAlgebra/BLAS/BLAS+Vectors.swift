import CSegmentationBLAS

extension BLAS {
  /// Sets `result` to the product of a row-major matrix, not empty, and a vector.
  static func gemv(
    rowCount: Int, columnCount: Int, matrix: UnsafePointer<Double>, stride: Int,
    vector: UnsafePointer<Double>, result: UnsafeMutablePointer<Double>
  ) {
    // Column by column, the matrix is its transpose.
    segmentation_gemv(
      true, dimension(columnCount), dimension(rowCount), matrix, self.stride(stride),
      vector, result)
  }

  /// Adds XᵀX of a row-major matrix to the lower triangle of `result`, which is row-major of
  /// `columnCount` x `columnCount`; the upper triangle is not touched.
  static func syrk(
    rowCount: Int, columnCount: Int, matrix: UnsafePointer<Double>, stride: Int,
    result: UnsafeMutablePointer<Double>
  ) {
    segmentation_syrk(
      dimension(columnCount), dimension(rowCount), matrix, self.stride(stride),
      result, self.stride(columnCount))
  }
}
