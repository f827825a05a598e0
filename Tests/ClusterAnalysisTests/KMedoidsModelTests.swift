import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing

/// Models of medoids that were kept, and such that somebody has changed.
@Suite struct KMedoidsModelTests {
  private func text(_ distance: KMedoids.Distance = .euclidean) throws -> String {
    let rows = Matrix(rows: [[1, 0], [1, 1], [1, 0.5], [9, 9], [9, 8], [9, 8.4]])
    let model = try KMedoids(
      clusterCount: 2, distance: distance, initialization: .medoids([0, 3])
    ).fitted(to: rows)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(model), as: UTF8.self)
  }

  private func read(_ text: String) throws -> KMedoids.Model {
    try JSONDecoder().decode(KMedoids.Model.self, from: Data(text.utf8))
  }

  @Test(arguments: KMedoids.Distance.allCases)
  func survivesCoding(distance: KMedoids.Distance) throws {
    let model = try read(text(distance))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(model), as: UTF8.self) == (try text(distance)))
    #expect(model.partition.totalDeviation > 0 && model.distance == distance)
  }

  private static let flaws = [
    // Medoids that are no rows, the same row, in another's cluster, too few, none.
    (#""medoids":[2,5]"#, #""medoids":[2,6]"#), (#""medoids":[2,5]"#, #""medoids":[-1,5]"#),
    (#""medoids":[2,5]"#, #""medoids":[2,2]"#), (#""medoids":[2,5]"#, #""medoids":[5,2]"#),
    (#""medoids":[2,5]"#, #""medoids":[2]"#), (#""medoids":[2,5]"#, #""medoids":[]"#),
    // Rows without a cluster, or in one that is not there.
    (#""labels":[0,0,0"#, #""labels":[-1,0,0"#), (#""labels":[0,0,0"#, #""labels":[0,2,0"#),
    (#""clusterCount":2"#, #""clusterCount":3"#), (#""labels":[0,0,0"#, #""labels":[0,0,1"#),
    (#""clusterWeights":[3,3]"#, #""clusterWeights":[3]"#),
    (#""clusterWeights":[3,3]"#, #""clusterWeights":[3,-3]"#),
    (#""deviations":["#, #""deviations":[0,"#), (#""deviations":["#, #""deviations":[-"#),
    (#""swapCount":"#, #""swapCount":-1"#), (#""restart":0"#, #""restart":-1"#),
    (#""isConverged":true"#, #""isConverged":1"#),
    (#""distance":"euclidean""#, #""distance":"chebyshev""#),
    // Medoids of another shape, or too far out to be squared.
    (#""columnCount":2,"elements":[1,0.5,9,8.4]"#, #""columnCount":2,"elements":[1,0.5,9]"#),
    (
      #""columnCount":2,"elements":[1,0.5,9,8.4],"rowCount":2"#,
      #""columnCount":2,"elements":[1,0.5],"rowCount":1"#
    ),
    (
      #""columnCount":2,"elements":[1,0.5,9,8.4],"rowCount":2"#,
      #""columnCount":0,"elements":[],"rowCount":2"#
    ),
    (#""elements":[1,0.5"#, #""elements":[1e300,0.5"#),
    (#""elements":[1,0.5"#, #""elements":[null,0.5"#),
    (#""medoidRows""#, #""medoidRow""#), (#""partition""#, #""partitions""#),
  ]

  @Test(arguments: flaws)
  func brokenModelsAreNotRead(part: String, replacement: String) throws {
    let text = try text()
    let broken = text.replacingOccurrences(of: part, with: replacement)
    #expect(broken != text, "\(part) is not in \(text)")
    #expect(throws: DecodingError.self) { try read(broken) }
  }

  @Test func aMedoidOfZerosHasNoAngle() throws {
    let text = try text(.cosine)
    let start = try #require(text.range(of: #""elements":["#)?.upperBound)
    let end = try #require(text[start...].range(of: "]")?.lowerBound)
    let broken = text.replacingCharacters(in: start..<end, with: "0,0,1,1")
    #expect(throws: DecodingError.self) { try read(broken) }
    #expect(throws: Never.self) {
      try read(broken.replacingOccurrences(of: "cosine", with: "euclidean"))
    }
  }

  @Test func saysWhatIsWrong() throws {
    let broken = try text().replacingOccurrences(of: #""medoids":[2,5]"#, with: #""medoids":[2,6]"#)
    do {
      _ = try read(broken)
      Issue.record("a medoid that is no row was read")
    } catch DecodingError.dataCorrupted(let context) {
      #expect(context.codingPath.map(\.stringValue) == ["partition", "medoids"])
      #expect(context.debugDescription.contains("among the 6 assigned"))
    }
  }
}
