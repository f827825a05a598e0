import ClusterAnalysis
import DenseAlgebra
import Foundation
import ParallelBlocks
import Testing
import _SegmentationTestSupport

/// Whatever labels the rows, the whole search takes the same way, to the last bit.
@Suite struct KMeansEngineTests {
  private func expectSameModels(
    _ rows: Matrix, weights: [Double]? = nil, _ settings: KMeans,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var first: KMeans.Model?
    for engine in [KMeans.Engine.blas, .fused] {
      for threadCount in [1, 2, 3, 7] {
        var settings = settings
        settings.engine = engine
        settings.parallelism = Parallelism(threadCount: threadCount)
        let model = try settings.fitted(to: rows, weights: weights)
        let isSame = model == first ?? model
        #expect(isSame, "\(engine), \(threadCount) threads", sourceLocation: sourceLocation)
        first = first ?? model
      }
    }
  }

  @Test(arguments: [KMeans.Initialization.plusPlus(), .plusPlus(trials: 40), .parallel(), .random])
  func fromRandomStarts(initialization: KMeans.Initialization) throws {
    let rows = Matrix.random(3000, 3, seed: 8)
    let settings = KMeans(
      clusterCount: 5, initialization: initialization, restarts: 2, tolerance: 1e-4)
    try expectSameModels(rows, settings)
    try expectSameModels(rows, weights: (0..<3000).map { Double($0 % 5) / 3 }, settings)
  }

  @Test func onWholeNumbersFullOfTies() throws {
    var random = RandomSource(seed: 3)
    let rows = Matrix(
      rowCount: 2500, columnCount: 3,
      elements: (0..<7500).map { _ in 1e6 + Double(random.index(below: 4)) })
    try expectSameModels(rows, KMeans(clusterCount: 6, restarts: 3, tolerance: 0))
  }

  @Test func onRowsThatFloatCannotTell() throws {
    // Two far groups; within each the rows differ by less than Float resolves there.
    var random = RandomSource(seed: 4)
    let rows = Matrix(
      rowCount: 400, columnCount: 2,
      elements: (0..<800).map { ($0 / 2 % 2 == 0 ? 0 : 1e12) + random.normal() })
    let settings = KMeans(clusterCount: 8, restarts: 2, tolerance: 0)
    try expectSameModels(rows, settings)
    let model = try settings.fitted(to: rows)
    // Both groups are divided, because both are equally wide.
    let groups = (0..<8).map { model.centers[$0, 0] > 5e11 }
    #expect((2...6).contains(groups.filter { $0 }.count))
    #expect(model.withinSumOfSquares < 0.5 * 800)
  }

  @Test func afterManyPasses() throws {
    // Long enough for the sums to be taken again on the way.
    var rows = Matrix.random(4000, 2, seed: 12)
    rows[17, 0] = 1e7
    var settings = KMeans(
      clusterCount: 12, initialization: .centers(rows.selectingRows(0..<12)), tolerance: 0)
    let model = try settings.fitted(to: rows)
    #expect(model.iterationCount > 20)
    try expectSameModels(rows, settings)
    for cluster in 0..<12 {
      let members = model.assignments.rows(of: cluster)
      for column in 0..<2 {
        let mean = members.reduce(0) { $0 + rows[$1, column] } / Double(members.count)
        #expect(abs(mean - model.centers[cluster, column]) < 1e-12 * max(1, abs(mean)))
      }
    }
    settings.iterationLimit = 17
    try expectSameModels(rows, settings)
  }

  @Test func withRowsOfFloat() throws {
    let floats = Matrix.random(3000, 4, seed: 9).elements.map(Float.init)
    let rows = Matrix(rowCount: 3000, columnCount: 4, elements: floats.map(Double.init))
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for type in NumPyFile.ElementType.allCases {
      try NumPyFile.write(rows, to: path, as: type, overwriting: true)
      let file = try NumPyFile(path: path)
      file.preload()
      for engine in KMeans.Engine.allCases {
        let settings = KMeans(clusterCount: 4, restarts: 2, engine: engine)
        let weights = (0..<3000).map { Double($0 % 4) }
        let isSame = try settings.fitted(toRowsOf: file) == settings.fitted(to: rows)
        #expect(isSame)
        let isSameWithWeights =
          try settings.fitted(toRowsOf: file, weights: weights)
          == settings.fitted(to: rows, weights: weights)
        #expect(isSameWithWeights)
      }
    }
  }

  @Test func unusableFilesAreErrors() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString).npy").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    func code(of rows: Matrix, weights: [Double]? = nil) throws -> ClusteringError.Code? {
      try NumPyFile.write(rows, to: path, as: .float32, overwriting: true)
      let file = try NumPyFile(path: path)
      let error = #expect(throws: ClusteringError.self) {
        try KMeans(clusterCount: 2).fitted(toRowsOf: file, weights: weights)
      }
      return error?.code
    }
    #expect(try code(of: Matrix(rowCount: 0, columnCount: 2)) == .emptyInput)
    #expect(try code(of: Matrix(rows: [[1], [.nan], [2]])) == .nonFiniteValue)
    #expect(try code(of: Matrix(rows: [[1], [1], [1]])) == .tooManyClusters)
    #expect(try code(of: Matrix(rows: [[1], [2]]), weights: [1]) == .shapeMismatch)
    #expect(try code(of: Matrix(rows: [[1e300], [2]])) == .nonFiniteValue)
  }

  @Test func zeroWeightsDoNotHideUnusableValues() throws {
    for value in [Double.nan, .infinity, 1e200] {
      for engine in [KMeans.Engine.blas, .fused] {
        let error = #expect(throws: ClusteringError.self) {
          try KMeans(clusterCount: 2, engine: engine)
            .fitted(to: Matrix(rows: [[1], [2], [value]]), weights: [1, 1, 0])
        }
        #expect(error?.code == (value == 1e200 ? .valueOutOfRange : .nonFiniteValue))
        #expect(error?.message.contains("row 2, column 0") == true)
      }
    }
  }

  @Test func automaticChoosesAnEngine() {
    var settings = KMeans(clusterCount: 3)
    #expect(settings.resolvedEngine(rowCount: 100, columnCount: 40_000) == .blas)
    #expect(settings.resolvedEngine(rowCount: 100, columnCount: 4) == .fused)
    settings.engine = .blas
    #expect(settings.resolvedEngine(rowCount: 100, columnCount: 4) == .blas)
  }
}
