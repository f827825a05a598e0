/// What the calls of LAPACK have in common.
enum LAPACK {
  /// Throws what a positive INFO of an iterative routine means.
  static func check(convergence info: Int32, of what: String) throws(AlgebraError) {
    precondition(info >= 0, "LAPACK refused argument \(-info) of \(what)")
    guard info == 0 else {
      throw AlgebraError(
        .notConverged,
        "\(what) did not converge (LAPACK's INFO is \(info)); scale the columns to similar sizes")
    }
  }

  /// The size that LAPACK asked for in the first element of its workspace.
  static func workSize(_ answer: Double) throws(AlgebraError) -> Int32 {
    // Large answers are rounded to a Double, or have overflowed inside LAPACK.
    guard answer >= 0, answer < Double(Int32.max) else {
      throw AlgebraError(
        .tooLarge, "the matrix is larger than LAPACK can factor; leave out columns or rows")
    }
    return max(1, Int32(answer))
  }

  /// Throws when a workspace of about `elements` numbers is more than LAPACK can count.
  static func check(workspaceOf elements: Double) throws(AlgebraError) {
    _ = try workSize(elements)
  }
}

extension Matrix {
  /// The signs that make the largest element of each row positive.
  ///
  /// A vector and its opposite serve equally well as eigenvectors, and libraries differ. Of elements
  /// that are equally large but for rounding, the first decides.
  func signsOfRows() -> [Double] {
    (0..<rowCount).map { index in
      let row = row(index)
      let largest = row.reduce(0) { max($0, abs($1)) }
      let decisive = row.first { abs($0) >= largest * (1 - 1e-10) } ?? 0
      return decisive < 0 ? -1 : 1
    }
  }
}
