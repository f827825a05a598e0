import ClusterAnalysis
import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

/// Rows that stay in a file, and are packed again for each pass, give what rows in memory give, to the
/// last bit.
@Suite struct StreamedRowsTests {
  /// A file of random rows in groups, and the same rows in memory.
  private func withFile(
    _ rowCount: Int, _ columnCount: Int, as type: NumPyFile.ElementType, seed: UInt64 = 1,
    _ body: (NumPyFile, Matrix) throws -> Void
  ) throws {
    var random = RandomSource(seed: seed)
    let rows = Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { index in
        Double(Float(Double(index / columnCount % 5) + 0.4 * random.normal()))
      })
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try NumPyFile.write(rows, to: path, as: type)
    try body(try NumPyFile(path: path), rows)
  }

  /// The least memory that is enough: less than the packed copy takes.
  private func streaming(_ settings: KMeans, _ file: NumPyFile) throws -> KMeans {
    var settings = settings
    settings.memoryLimit = 0
    let error = #expect(throws: ClusteringError.self) { try settings.fitted(toRowsOf: file) }
    #expect(error?.code == .invalidSetting)
    let message = try #require(error?.message)
    let needed = try #require(message.split(separator: " ").dropLast(4).last.flatMap { Int($0) })
    #expect(
      needed == settings.leastMemory(rowCount: file.rowCount, columnCount: file.columnCount))
    settings.memoryLimit = needed
    #expect(settings.isStreamed(rowCount: file.rowCount, columnCount: file.columnCount))
    return settings
  }

  @Test(
    arguments: [KMeans.Initialization.plusPlus(), .parallel(), .random],
    NumPyFile.ElementType.allCases)
  func fileAndMemoryAgree(
    initialization: KMeans.Initialization, type: NumPyFile.ElementType
  ) throws {
    // Several chunks, pieces and an incomplete tile.
    try withFile(9001, 60, as: type) { file, rows in
      for engine in [KMeans.Engine.fused, .blas] {
        let settings = KMeans(
          clusterCount: 7, initialization: initialization, restarts: 2,
          iterationLimit: 6, engine: engine)
        let expected = try settings.fitted(to: rows)
        var streamed = try streaming(settings, file)
        for threadCount in [1, 3] {
          streamed.parallelism = Parallelism(threadCount: threadCount)
          streamed.memoryLimit = streamed.memoryLimit.map { $0 + threadCount << 19 }
          let isSame = try streamed.fitted(toRowsOf: file) == expected
          #expect(isSame, "\(engine), \(threadCount) threads")
        }
        streamed.memoryLimit = .max
        #expect(!streamed.isStreamed(rowCount: file.rowCount, columnCount: file.columnCount))
      }
    }
  }

  @Test func weightsAndTransformationsAgree() throws {
    try withFile(9001, 60, as: .float32) { file, rows in
      let weights = (0..<rows.rowCount).map { Double($0 % 4) }
      let scaled = Matrix(
        rowCount: rows.rowCount, columnCount: rows.columnCount,
        elements: rows.elements.map { ($0 - 2) / 3 })
      let settings = KMeans(clusterCount: 6, restarts: 2, exchangesRows: true)
      let expected = try settings.fitted(to: scaled, weights: weights)
      for settings in [settings, try streaming(settings, file)] {
        let model = try settings.fitted(
          toRowsOf: file,
          transformedBy: { rows in
            for index in rows.indices { rows[index] = (rows[index] - 2) / 3 }
          }, weights: weights)
        let isSame = model == expected
        #expect(isSame)
      }
    }
  }

  @Test func emptyClustersAreFilledFromTheFile() throws {
    try withFile(5000, 60, as: .float32) { file, rows in
      // Six of eight centers are nearest to no row.
      let start = Matrix(
        rowCount: 8, columnCount: 60,
        elements: (0..<480).map { $0 < 120 ? rows.elements[$0] : 1e6 + Double($0) })
      let settings = KMeans(clusterCount: 8, initialization: .centers(start), tolerance: 0)
      let expected = try settings.fitted(to: rows)
      let isSame = try streaming(settings, file).fitted(toRowsOf: file) == expected
      #expect(isSame)
      #expect(expected.clusterWeights.allSatisfy { $0 > 0 })
    }
  }

  @Test func unusableValuesAreFoundInTheFile() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for value in [Double.nan, .infinity] {
      var rows = Matrix.random(10_000, 60, seed: 3)
      rows[9333, 7] = value
      try NumPyFile.write(rows, to: path, as: .float32, overwriting: true)
      let file = try NumPyFile(path: path)
      let settings = try streaming(KMeans(clusterCount: 3), file)
      let error = #expect(throws: ClusteringError.self) { try settings.fitted(toRowsOf: file) }
      #expect(error?.code == .nonFiniteValue)
      #expect(error?.message.contains("row 9333, column 7") == true)
    }
  }
}
