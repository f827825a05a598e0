import ClusterAnalysis
import DenseAlgebra
import Foundation
import SegmentReports
import Testing
import _SegmentationTestSupport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct DendrogramPictureTests {
  /// Counts elements, and keeps all text.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var fills: [String] = []
    var text: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if let fill = attributes["fill"], name == "path" { fills.append(fill) }
      text.append("")
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) { text.append("") }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
      text[text.count - 1] += characters
    }
  }

  private func read(_ svg: String) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader
  }

  @Test func showsTheUpperBranchesWithTheirCounts() throws {
    let blobs = Blobs(sizes: [500, 300, 200], columnCount: 2)
    let tree = try HierarchicalClustering().fitted(to: blobs.matrix)
    let picture = try DendrogramPicture(
      tree, segmentCount: 3, segmentNames: ["Large & <calm>", "Middle", "Small \u{7}ones"],
      branchLimit: 12)
    let reader = try read(picture.svg)
    #expect(reader.text.contains("Large & <calm> · 50%"))
    #expect(reader.text.contains("Small ones · 20%"))
    #expect(reader.text.contains("Tree of 1,000 contacts in 3 segments"))
    #expect(reader.text.contains { $0.contains("1,000 leaves") && $0.contains("12 branches") })
    // Numbers beside the branches sum to all contacts: those between the ticks and the names.
    let wedges = reader.fills.filter { $0.hasPrefix("#") }
    #expect(wedges.count <= 12 && Set(wedges).count == 3)
    #expect(reader.counts["rect"] == 4)
    #expect(reader.counts["title"] == 1 && reader.counts["desc"] == 1)
    // Eleven merges of three lines each, the root, the cut, wedges and the lines of the axis.
    let ticks = (reader.counts["text"] ?? 0) - 12 - 3 - 1
    #expect(reader.counts["path"] == 33 + 1 + 1 + wedges.count + ticks)
  }

  @Test(arguments: Linkage.allCases)
  func drawsAnyTree(linkage: Linkage) throws {
    for count in [1, 2, 3, 60] {
      let rows = Matrix.random(count, 2, seed: UInt64(count))
      let tree = try HierarchicalClustering(linkage: linkage).fitted(
        to: rows, weights: (0..<count).map { 1 + Double($0) })
      let order = try tree.optimalLeafOrder(for: DistanceMatrix(of: rows))
      for segmentCount in [1, 2, 40] where segmentCount <= count {
        let picture = try DendrogramPicture(
          tree, segmentCount: segmentCount, branchLimit: 10, leafOrder: order, noun: "rows")
        let reader = try read(picture.svg)
        #expect(reader.counts["rect"] == 1 + segmentCount)
        #expect(!picture.svg.contains("nan") && !picture.svg.contains("inf"))
      }
    }
    let equal = try HierarchicalClustering(linkage: linkage)
      .fitted(to: Matrix(rowCount: 5, columnCount: 1))
    _ = try read(try DendrogramPicture(equal, segmentCount: 2).svg)
  }

  @Test func namesAndOrderMustFit() throws {
    let tree = try HierarchicalClustering().fitted(to: Matrix.random(6, 2))
    #expect(throws: ClusteringError.self) { try DendrogramPicture(tree, segmentCount: 7) }
    #expect(throws: ClusteringError.self) { try DendrogramPicture(tree, segmentCount: 0) }
    #expect(throws: ClusteringError.self) {
      try DendrogramPicture(tree, segmentCount: 2, segmentNames: ["one"])
    }
    #expect(throws: ClusteringError.self) {
      try DendrogramPicture(tree, segmentCount: 2, leafOrder: [0, 1, 2, 3, 4, 4])
    }
  }
}
