import CSegmentationBLAS

/// Matrix products on row-major buffers, by whichever BLAS the system provides.
///
/// These functions trust their caller: pointers must reach as far as the shapes and strides say.
/// ``Matrix`` has the safe forms.
public enum BLAS {
  /// The largest dimension or stride that BLAS and LAPACK can count.
  static let dimensionLimit = Int(Int32.max)

  /// Sets `result` to `alpha * op(left) * op(right) + beta * result`.
  ///
  /// `op` transposes its matrix when asked to. A stride is the number of elements from the start of
  /// one stored row to the start of the next. With `beta` 0 the old `result` is not read, so it may
  /// be uninitialized or hold NaN.
  ///
  /// - Parameters:
  ///   - transposingLeft: Whether `left` is stored as `innerCount` x `rowCount`.
  ///   - transposingRight: Whether `right` is stored as `columnCount` x `innerCount`.
  ///   - rowCount: The rows of `result`.
  ///   - columnCount: The columns of `result`.
  ///   - innerCount: The columns of `op(left)` and the rows of `op(right)`; 0 leaves
  ///     `beta * result`.
  ///   - alpha: The factor of the product.
  ///   - left: The left factor.
  ///   - leftStride: At least the length of a stored row of `left`.
  ///   - right: The right factor.
  ///   - rightStride: At least the length of a stored row of `right`.
  ///   - beta: The factor of the old result.
  ///   - result: `rowCount` x `columnCount`; it must not overlap the factors.
  ///   - resultStride: At least `columnCount`.
  /// - Complexity: O(`rowCount` × `columnCount` × `innerCount`).
  public static func gemm(
    transposingLeft: Bool = false, transposingRight: Bool = false,
    rowCount: Int, columnCount: Int, innerCount: Int,
    alpha: Double = 1,
    left: UnsafePointer<Double>, leftStride: Int,
    right: UnsafePointer<Double>, rightStride: Int,
    beta: Double = 0,
    result: UnsafeMutablePointer<Double>, resultStride: Int
  ) {
    precondition(
      rowCount >= 0 && columnCount >= 0 && innerCount >= 0,
      "a product of \(rowCount) x \(innerCount) and \(innerCount) x \(columnCount)")
    precondition(
      leftStride >= (transposingLeft ? rowCount : innerCount)
        && rightStride >= (transposingRight ? innerCount : columnCount)
        && resultStride >= columnCount,
      "strides \(leftStride), \(rightStride), \(resultStride) are shorter than rows")
    // Read column by column, a row-major matrix is its own transpose, and (AB)ᵀ = BᵀAᵀ.
    segmentation_gemm(
      transposingRight, transposingLeft,
      dimension(columnCount), dimension(rowCount), dimension(innerCount),
      alpha, right, stride(rightStride), left, stride(leftStride),
      beta, result, stride(resultStride))
  }

  static func dimension(_ count: Int) -> Int32 {
    precondition(count <= dimensionLimit, "\(count) is more than BLAS can count")
    return Int32(count)
  }

  /// BLAS refuses a stride of 0, even of a matrix without elements.
  static func stride(_ count: Int) -> Int32 { dimension(max(1, count)) }
}
