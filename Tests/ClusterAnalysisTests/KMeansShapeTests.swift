import DenseAlgebra
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// Labels of final centers are those of a plain loop in Double, in every corner of the input.
@Suite struct KMeansShapeTests {
  /// The engines and precisions that a user may choose.
  private var variants: [KMeans] {
    var fused = KMeans(clusterCount: 1, restarts: 2)
    fused.engine = .fused
    var blas = fused
    blas.engine = .blas
    var double = KMeans(clusterCount: 1, restarts: 2)
    double.precision = .double
    return [fused, blas, double]
  }

  /// Fits all variants, which must agree, and compares with a plain loop.
  private func expectPlainLabels(
    _ rows: Matrix, clusterCount: Int, weights: [Double]? = nil, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var first: KMeans.Model?
    for var settings in variants {
      settings.clusterCount = clusterCount
      let model = try settings.fitted(to: rows, weights: weights)
      let isSame = model == first ?? model
      #expect(isSame, comment, sourceLocation: sourceLocation)
      first = first ?? model
    }
    guard let model = first else { return }
    for row in 0..<rows.rowCount {
      var nearest = (label: 0, distance: Double.infinity)
      for center in 0..<clusterCount {
        let distance = squaredDistance(rows.row(row), model.centers.row(center))
        if distance < nearest.distance { nearest = (center, distance) }
      }
      if model.assignments.labels[row] != Int32(nearest.label) {
        #expect(
          model.assignments.labels[row] == Int32(nearest.label), comment,
          sourceLocation: sourceLocation)
        return
      }
    }
  }

  @Test func columnsOfLargeOffsetAndTinyDifferences() throws {
    var random = RandomSource(seed: 21)
    for (offset, spread) in [
      (1e9, 1e-3), (1e9, 1), (-2e12, 1e-2), (2024, 1e-9), (0, 1e-30), (1e30, 1e15),
    ] {
      for (rowCount, columnCount) in [(63, 1), (65, 2), (1000, 5), (333, 17)] {
        let rows = Matrix(
          rowCount: rowCount, columnCount: columnCount,
          elements: (0..<rowCount * columnCount).map { index in
            // One column is far off, the others are not: a year beside ratios.
            (index % columnCount == 0 ? offset : 0) + spread * random.normal()
          })
        let distinct = min(5, Set(rows.elements).count)
        try expectPlainLabels(
          rows, clusterCount: distinct, "\(offset) ± \(spread), \(rowCount) x \(columnCount)")
      }
    }
  }

  @Test(arguments: [
    (1, 1), (2, 1), (15, 3), (63, 1), (64, 2), (65, 7), (129, 64), (40, 5000), (1000, 1),
  ])
  func shapes(rowCount: Int, columnCount: Int) throws {
    let rows = Matrix.random(rowCount, columnCount, seed: UInt64(rowCount + columnCount))
    for clusterCount in Set([1, min(3, rowCount), min(65, rowCount)]) {
      try expectPlainLabels(rows, clusterCount: clusterCount)
      try expectPlainLabels(
        rows, clusterCount: clusterCount, weights: (0..<rowCount).map { 0.5 + Double($0 % 3) })
    }
  }

  @Test func constantColumnsAndValuesBeyondFloat() throws {
    var rows = Matrix.random(200, 4, seed: 6)
    for row in 0..<200 { rows[row, 2] = 7e8 }
    try expectPlainLabels(rows, clusterCount: 4)
    for row in 0..<200 { rows[row, 1] = Double(row % 3) * 1e39 }
    try expectPlainLabels(rows, clusterCount: 3)
    for row in 0..<200 { rows[row, 1] = Double(row % 3) * 1e120 }
    try expectPlainLabels(rows, clusterCount: 3)
    rows[17, 1] = 1e300
    let error = #expect(throws: ClusteringError.self) {
      try KMeans(clusterCount: 2).fitted(to: rows)
    }
    #expect(error?.code == .valueOutOfRange)
    #expect(error?.message.contains("row 17, column 1") == true)
  }
}
