extension Matrix {
  /// The matrix with `vector` added to each row.
  ///
  /// - Complexity: O(elements).
  public func addingToEachRow(_ vector: [Double]) -> Matrix {
    combiningEachRow(with: vector, +)
  }

  /// The matrix with `vector` subtracted from each row.
  ///
  /// - Complexity: O(elements).
  public func subtractingFromEachRow(_ vector: [Double]) -> Matrix {
    combiningEachRow(with: vector, -)
  }

  /// The matrix with column `j` multiplied by `factors[j]`.
  ///
  /// - Complexity: O(elements).
  public func scalingColumns(by factors: [Double]) -> Matrix {
    combiningEachRow(with: factors, *)
  }

  /// The matrix with row `i` multiplied by `factors[i]`.
  ///
  /// - Complexity: O(elements).
  public func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rowCount, "\(factors.count) factors for \(rowCount) rows")
    return Matrix(rowCount: rowCount, columnCount: columnCount) { result in
      withUnsafeElements { elements in
        for index in elements.indices {
          result.initializeElement(at: index, to: factors[index / columnCount] * elements[index])
        }
      }
    }
  }

  private func combiningEachRow(
    with vector: [Double], _ operation: (Double, Double) -> Double
  ) -> Matrix {
    precondition(
      vector.count == columnCount, "\(vector.count) numbers for rows of \(columnCount)")
    return Matrix(rowCount: rowCount, columnCount: columnCount) { result in
      withUnsafeElements { elements in
        for row in 0..<rowCount {
          let start = row * columnCount
          for column in 0..<columnCount {
            result.initializeElement(
              at: start + column, to: operation(elements[start + column], vector[column]))
          }
        }
      }
    }
  }

  /// The matrix with rows and columns exchanged.
  ///
  /// - Complexity: O(elements).
  public func transposed() -> Matrix {
    // Square tiles keep both the rows read and the rows written in the cache.
    let tile = 32
    return Matrix(rowCount: columnCount, columnCount: rowCount) { result in
      withUnsafeElements { elements in
        for firstRow in stride(from: 0, to: rowCount, by: tile) {
          for firstColumn in stride(from: 0, to: columnCount, by: tile) {
            for column in firstColumn..<min(firstColumn + tile, columnCount) {
              for row in firstRow..<min(firstRow + tile, rowCount) {
                result.initializeElement(
                  at: column * rowCount + row, to: elements[row * columnCount + column])
              }
            }
          }
        }
      }
    }
  }

  /// The matrix with ones on the diagonal and zeros elsewhere, of `size` x `size`.
  ///
  /// - Complexity: O(`size`²).
  public static func identity(_ size: Int) -> Matrix {
    var identity = Matrix(rowCount: size, columnCount: size)
    for index in 0..<size { identity[index, index] = 1 }
    return identity
  }
}
