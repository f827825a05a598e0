import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// From the same start, in the same iterations, scikit-learn and this library find the same.
@Suite struct KMeansGoldenTests {
  private struct File: Decodable {
    let cases: [Case]
  }

  private struct Case: Decodable {
    let name: String
    let rowCount: Int
    let columnCount: Int
    let clusterCount: Int
    let iterationLimit: Int
    let elements: [Double]
    let weights: [Double]?
    let start: [Double]
    let labels: [Int]
    let inertia: Double
    let iterationCount: Int
  }

  @Test(arguments: [KMeans.Engine.fused, .blas])
  func agreesWithScikitLearn(engine: KMeans.Engine) throws {
    let url = try #require(
      Bundle.module.url(forResource: "kmeans", withExtension: "json", subdirectory: "Goldens"))
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    #expect(file.cases.count == 21)
    for golden in file.cases {
      let rows = Matrix(
        rowCount: golden.rowCount, columnCount: golden.columnCount, elements: golden.elements)
      let start = Matrix(
        rowCount: golden.clusterCount, columnCount: golden.columnCount, elements: golden.start)
      let model = try KMeans(
        clusterCount: golden.clusterCount, initialization: .centers(start),
        iterationLimit: golden.iterationLimit, tolerance: 0, engine: engine
      ).fitted(to: rows, weights: golden.weights)
      #expect(
        abs(model.withinSumOfSquares - golden.inertia) <= 1e-9 * golden.inertia, "\(golden.name)")
      #expect(model.iterationCount == golden.iterationCount, "\(golden.name)")
      // The same labels up to the numbering.
      let pairs = Set(zip(model.assignments.labels, golden.labels).map { [Int($0), $1] })
      #expect(pairs.count == golden.clusterCount, "\(golden.name)")
      #expect(Set(pairs.map { $0[0] }).count == golden.clusterCount, "\(golden.name)")
      #expect(Set(pairs.map { $0[1] }).count == golden.clusterCount, "\(golden.name)")
    }
  }
}
