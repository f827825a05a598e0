import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

@Suite struct KMeansModelTests {
  private let rows = Matrix(rows: [[0, 0], [1, 0], [0, 1], [10, 10], [11, 10], [30, 0]])

  @Test func knowsItsSums() throws {
    let model = try KMeans(clusterCount: 3, tolerance: 0).fitted(to: rows)
    #expect(model.assignments.labels == [0, 0, 0, 1, 1, 2])
    #expect(model.clusterWeights == [3, 2, 1])
    #expect(model.centers.row(1) == [10.5, 10])
    #expect(abs(model.withinSumsOfSquares[0] - 4.0 / 3) < 1e-12)
    #expect(model.withinSumsOfSquares[1...] == [0.5, 0])
    let mean = [52.0 / 6, 21.0 / 6]
    let total = (0..<6).reduce(0) {
      $0 + DirectLloyd.squaredDistance(Array(rows.row($1)), mean)
    }
    #expect(abs(model.totalSumOfSquares - total) < 1e-9)
  }

  @Test func nearestTwo() throws {
    let model = try KMeans(clusterCount: 3, tolerance: 0).fitted(to: rows)
    let near = try model.nearestTwo(of: Matrix(rows: [[10.5, 7], [30, 4]]))
    #expect(near.assignments.labels == [1, 2])
    #expect(near.distances == [3, 4])
    #expect(near.second?.assignments.labels == [0, 1])
    let expected = [[10.5, 7], [30, 4]].enumerated().map { index, row in
      DirectLloyd.squaredDistance(row, Array(model.centers.row(index))).squareRoot()
    }
    #expect(near.second?.distances == expected)
  }

  @Test func nearestTwoOfOneClusterHasNoSecond() throws {
    let near = try KMeans(clusterCount: 1).fitted(to: rows).nearestTwo(of: rows)
    #expect(near.second == nil)
    #expect(near.distances.count == 6)
  }

  @Test func equallyNearCentersGoToTheLowest() throws {
    let model = try KMeans(clusterCount: 2).fitted(to: Matrix(rows: [[-1], [-1], [1]]))
    let near = try model.nearestTwo(of: Matrix(rows: [[0]]))
    #expect(near.assignments.labels == [0])
    #expect(near.second?.assignments.labels == [1])
    #expect(near.second?.distances == near.distances)
  }

  @Test(arguments: [
    (#""clusterWeights":[3,2,1]"#, #""clusterWeights":[3,2]"#),
    (#""clusterWeights":[3,2,1]"#, #""clusterWeights":[3,2,0]"#),
    (#""clusterCount":3"#, #""clusterCount":4"#),
    (#""rowCount":3"#, #""rowCount":2"#),
    (#""columnCount":2"#, #""columnCount":-2"#),
    (#""elements":["#, #""elements":[1e300,"#),
    (#""labels":[0,"#, #""labels":[5,"#),
    (#""iterationCount":"#, #""iterationCount":-"#),
    (#""restart":0"#, #""restart":-1"#),
    (#""isConverged":true"#, #""isConverged":1"#),
    (#""totalSumOfSquares":"#, #""totalSumOfSquares":-"#),
    (#""withinSumsOfSquares":["#, #""withinSumsOfSquares":[-1,"#),
  ])
  func brokenModelsAreNotRead(part: String, replacement: String) throws {
    let model = try KMeans(clusterCount: 3, restarts: 1).fitted(to: rows)
    let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(KMeans.Model.self, from: Data(broken.utf8))
    }
    #expect(throws: Never.self) {
      try JSONDecoder().decode(KMeans.Model.self, from: Data(text.utf8))
    }
  }
}
