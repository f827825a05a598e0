import CSegmentationBLAS
import Foundation

/// The factorization A = LLᵀ of a symmetric positive definite matrix, such as a covariance matrix.
public struct CholeskyFactorization: Sendable, Hashable {
  /// The lower triangular factor L, with zeros above the diagonal.
  public let factor: Matrix

  /// Factors a symmetric positive definite matrix.
  ///
  /// - Throws: ``AlgebraError`` when the matrix is not symmetric, not finite, or not positive
  ///   definite; the message then names the first column that depends on those before it.
  /// - Complexity: O(size³).
  public init(of matrix: Matrix) throws(AlgebraError) {
    try matrix.checkIsSymmetric()
    try BLAS.check(dimensions: matrix.rowCount)
    let size = matrix.rowCount
    var factor = matrix
    let info = factor.withUnsafeMutableElements { elements -> Int32 in
      guard let elements = elements.baseAddress else { return 0 }
      // LAPACK's upper triangle, column by column, is the lower triangle here.
      return BLAS.onOneThread {
        segmentation_potrf(BLAS.dimension(size), elements, BLAS.stride(size))
      }
    }
    precondition(info >= 0, "LAPACK refused argument \(-info) of the Cholesky factorization")
    guard info == 0 else {
      throw AlgebraError(
        .notPositiveDefinite,
        "the matrix is not positive definite: column \(info) (counted from 1) depends on those "
          + "before it; leave it out, or add a small number to the diagonal")
    }
    for row in 0..<size {
      for column in row + 1..<max(row + 1, size) { factor[row, column] = 0 }
    }
    self.factor = factor
  }

  /// The natural logarithm of the determinant of A.
  ///
  /// - Complexity: O(size).
  public var logDeterminant: Double {
    2 * (0..<factor.rowCount).reduce(0) { $0 + log(factor[$1, $1]) }
  }

  /// The solution x of Ax = `vector`, which has as many elements as A has rows.
  ///
  /// - Complexity: O(size²).
  public func solution(for vector: [Double]) -> [Double] {
    solutions(forRowsOf: Matrix(rowCount: 1, columnCount: vector.count, elements: vector)).elements
  }

  /// The solutions x of Ax = b for each row b of a matrix, as rows.
  ///
  /// - Complexity: O(rows × size²).
  public func solutions(forRowsOf vectors: Matrix) -> Matrix {
    let size = factor.rowCount
    precondition(
      vectors.columnCount == size, "\(vectors.columnCount) numbers for a system of \(size)")
    var solutions = vectors
    let info = solutions.withUnsafeMutableElements { elements -> Int32 in
      guard let elements = elements.baseAddress, size > 0 else { return 0 }
      return factor.withUnsafeElements { factor -> Int32 in
        guard let factor = factor.baseAddress else { return 0 }
        return BLAS.onOneThread {
          segmentation_potrs(
            BLAS.dimension(size), BLAS.dimension(vectors.rowCount), factor, BLAS.stride(size),
            elements, BLAS.stride(size))
        }
      }
    }
    precondition(info == 0, "LAPACK refused argument \(-info) of the solution")
    return solutions
  }

  /// The inverse of A, exactly symmetric.
  ///
  /// To solve a system, ``solution(for:)`` is faster and more accurate.
  ///
  /// - Complexity: O(size³).
  public func inverse() -> Matrix {
    let size = factor.rowCount
    var inverse = factor
    let info = inverse.withUnsafeMutableElements { elements -> Int32 in
      guard let elements = elements.baseAddress else { return 0 }
      return BLAS.onOneThread {
        segmentation_potri(BLAS.dimension(size), elements, BLAS.stride(size))
      }
    }
    // A factor has a positive diagonal, and no other thing can go wrong.
    precondition(info == 0, "LAPACK's INFO of an inverse is \(info)")
    for row in 0..<size {
      for column in 0..<row { inverse[column, row] = inverse[row, column] }
    }
    return inverse
  }
}
