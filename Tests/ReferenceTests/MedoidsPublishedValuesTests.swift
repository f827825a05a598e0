import ClusterAnalysis
import DenseAlgebra
import Foundation
import Testing
import _SegmentationTestSupport

/// What the R package cluster documents and tests of its functions daisy and pam.
///
/// Kaufman and Rousseeuw 1990, https://doi.org/10.1002/9780470316801.
@Suite struct MedoidsPublishedValuesTests {
  /// Eighteen garden flowers: needs shade, is hardy, has tubers, color, soil, preference, height and
  /// distance (Kaufman and Rousseeuw 1990, table 8 of chapter 1).
  private static let flowers: [[Int]] = [
    [0, 1, 1, 4, 3, 15, 25, 15], [1, 0, 0, 2, 1, 3, 150, 50], [0, 1, 0, 3, 3, 1, 150, 50],
    [0, 0, 1, 4, 2, 16, 125, 50], [0, 1, 0, 5, 2, 2, 20, 15], [0, 1, 0, 4, 3, 12, 50, 40],
    [0, 0, 0, 4, 3, 13, 40, 20], [0, 0, 1, 2, 2, 7, 100, 15], [1, 1, 0, 3, 1, 4, 25, 15],
    [1, 1, 0, 5, 2, 14, 100, 60], [1, 1, 1, 5, 3, 8, 45, 10], [1, 1, 1, 1, 2, 9, 90, 25],
    [1, 1, 0, 1, 2, 6, 20, 10], [1, 1, 1, 4, 2, 11, 80, 30], [1, 0, 0, 3, 2, 10, 40, 20],
    [1, 0, 0, 4, 2, 18, 200, 60], [1, 0, 0, 2, 2, 17, 150, 60], [0, 0, 1, 2, 1, 5, 25, 10],
  ]

  private func flowerColumn(_ column: Int) throws -> CategoryColumn {
    try CategoryColumn(codes: Self.flowers.map { $0[column] }, levelCount: 20)
  }

  @Test("flower, tubers asymmetric: the dissimilarities that daisy's tests print")
  func flowers() throws {
    let rows = try MixedMatrix(
      numbers: Matrix(rows: Self.flowers.map { [Double($0[6]), Double($0[7])] }),
      categories: (0..<6).map(flowerColumn))
    let gower = try GowerDissimilarity(
      for: rows, kinds: [.nominal, .nominal, .asymmetricBinary, .nominal, .ordered, .ordered])
    let found = try gower.matrix(of: rows)
    let first = [
      0.8875408, 0.5272467, 0.3517974, 0.4115605, 0.2269199, 0.2876225, 0.4234069, 0.5808824,
      0.6094363, 0.3278595, 0.4267565, 0.5196487, 0.2926062, 0.6221814, 0.6935866, 0.7765114,
      0.4610294,
    ]
    #expect(Array(found.row(0).dropFirst()).largestDifference(to: first) < 5.1e-8)
    #expect(abs(found[16, 1] - 0.2176471) < 5.1e-8)
  }

  @Test("flower, two asymmetric columns, and heights compared by their rank")
  func rankedFlowers() throws {
    let heights = Set(Self.flowers.map { $0[6] }).sorted()
    let ranks = try CategoryColumn(
      codes: Self.flowers.map { heights.firstIndex(of: $0[6]) }, levelCount: heights.count)
    let rows = try MixedMatrix(
      numbers: Matrix(rows: Self.flowers.map { [Double($0[7])] }),
      categories: (0..<6).map(flowerColumn) + [ranks])
    let gower = try GowerDissimilarity(
      for: rows,
      kinds: [
        .asymmetricBinary, .nominal, .asymmetricBinary, .nominal, .ordered, .ordered, .ordered,
      ])
    let expected = [
      0.900735294117647, 0.617647058823529, 0.422689075630252, 0.480672268907563,
      0.282352941176471, 0.33109243697479, 0.510084033613445, 0.580882352941176,
      0.632352941176471, 0.338970588235294, 0.444117647058824, 0.528676470588235,
      0.304411764705882, 0.624264705882353, 0.684558823529412, 0.789705882352941,
      0.526890756302521,
    ]
    #expect(
      try gower.condensed(of: rows).prefix(17).map { $0 }.largestDifference(to: expected) < 1e-14)
  }

  /// Eleven rows of five binary columns, with gaps.
  private func binaryRows() throws -> MixedMatrix {
    let columns: [[Int?]] = [
      [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, nil], [nil, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0],
      [0, 1, 1, 0, 1, nil, 1, 0, 1, 0, nil], [1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0],
      [1, nil, 0, 1, 0, 0, 0, 0, nil, 1, 1],
    ]
    return try MixedMatrix(
      categories: columns.map { try CategoryColumn(codes: $0, levelCount: 2) })
  }

  @Test("binary columns with gaps, all asymmetric: absences in both rows do not count")
  func asymmetricRows() throws {
    let rows = try binaryRows()
    let gower = try GowerDissimilarity(
      for: rows, kinds: [GowerDissimilarity.CategoryKind](repeating: .asymmetricBinary, count: 5))
    let found = try gower.matrix(of: rows)
    #expect(found[10, 8].isNaN)
    #expect(found[2, 0] == 1)
    #expect(abs(found[3, 0] - 1.0 / 3) < 1e-15)
    #expect(found.elements.filter(\.isNaN).count == 2)
    let error = #expect(throws: ClusteringError.self) {
      try KMedoids(clusterCount: 2).partition(of: rows, by: gower)
    }
    #expect(error?.message.hasPrefix("rows 8 and 10 ") == true)
  }

  @Test("binary columns with gaps, two of them symmetric")
  func symmetricRows() throws {
    let rows = try binaryRows()
    let gower = try GowerDissimilarity(
      for: rows,
      kinds: [.nominal, .nominal] + [.asymmetricBinary, .asymmetricBinary, .asymmetricBinary])
    let found = try gower.matrix(of: rows)
    let last: [Double] = [0.5, 0.5, 1, 2.0 / 3, 0.5, 1, 0.5, 1, 0, 2.0 / 3, 0]
    #expect(found[2, 0] == 0.75 && found[2, 1] == 0.5)
    #expect(Array(found.row(10)).largestDifference(to: last) < 1e-15)
  }

  @Test("ruspini: objective, medoids and sizes of pam", .enabled(if: RPackage.isInstalled))
  func ruspini() throws {
    let rows = try RPackage.dataset("ruspini")
    #expect(rows.rowCount == 75 && rows.columnCount == 2)
    for (count, objective, medoids) in [
      (3, 21.59293, [17, 32, 52]), (4, 11.48637, [10, 32, 52, 70]),
      (5, 10.39579, [10, 32, 47, 52, 70]),
    ] {
      let found = try KMedoids(clusterCount: count, restarts: 20).fitted(to: rows).partition
      #expect(abs(found.totalDeviation / 75 - objective) < 5.1e-6)
      #expect(found.medoids.map { $0 + 1 }.sorted() == medoids)
      if count == 4 { #expect(found.assignments.sizes == [23, 20, 17, 15]) }
    }
  }

  @Test(
    "votes.repub, with gaps: objective, medoids and sizes of pam",
    .enabled(if: RPackage.isInstalled))
  func votes() throws {
    let rows = try RPackage.dataset("votes.repub")
    #expect(rows.rowCount == 50 && rows.columnCount == 31)
    // As pam does, sums of squares over the elections that two states share are scaled to all.
    var distances = Matrix(rowCount: 50, columnCount: 50)
    for row in 0..<50 {
      for other in 0..<50 {
        let squares = zip(rows.row(row), rows.row(other)).map { ($0 - $1) * ($0 - $1) }
          .filter { !$0.isNaN }
        let sum = squares.reduce(0, +)
        distances[row, other] = (sum * 31 / Double(squares.count)).squareRoot()
      }
    }
    let found = try KMedoids(clusterCount: 3, restarts: 20)
      .partition(ofDissimilarities: distances)
    #expect(abs(found.totalDeviation / 50 - 38.32548) < 5.1e-6)
    // New Mexico, Alaska, Alabama.
    #expect(found.medoids == [30, 1, 0])
    #expect(found.assignments.sizes == [26, 18, 6])
  }
}

/// The R package cluster, whose data sets may not be copied into this repository.
private enum RPackage {
  static let isInstalled = (try? table("ruspini")) != nil

  /// A data set's numbers; NaN where one is missing.
  static func dataset(_ name: String) throws -> Matrix { try table(name) }

  private struct Missing: Error {}

  private static func table(_ name: String) throws -> Matrix {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "Rscript", "-e",
      "write.table(cluster::\(name), na = 'nan', row.names = FALSE, col.names = FALSE)",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Missing() }
    return Matrix(
      rows: text.split(separator: "\n").map { line in
        line.split(separator: " ").map { Double($0) ?? .nan }
      })
  }
}
