import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Testing
import _SegmentationTestSupport

@Suite struct CopheneticTests {
  @Test(arguments: [2, 3, 17, 120])
  func rowsGiveWhatTheirDistancesGive(count: Int) throws {
    for (linkage, metric) in HierarchicalClustering.usableForTests {
      for rows in [
        Matrix.random(count, 3, seed: UInt64(count)),
        .tiedForTests(count, kind: 0, seed: 1).addingToEachRow([1e6, 0]),
      ] {
        let tree = try HierarchicalClustering(linkage: linkage, metric: metric).fitted(to: rows)
        let distances = try DistanceMatrix(of: rows, metric: metric)
        let expected = try tree.copheneticCorrelation(with: distances)
        let found = try tree.copheneticCorrelation(ofRows: rows, metric: metric)
        if let expected, let found {
          #expect(abs(found - expected) < 1e-9, "\(linkage) \(metric) of \(count)")
        } else {
          #expect(found == nil && expected == nil, "\(linkage) \(metric) of \(count)")
        }
      }
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    let rows = Matrix.random(333, 4, seed: 8)
    let tree = try HierarchicalClustering().fitted(to: rows)
    let found = try [1, 2, 3, 7].map {
      try tree.copheneticCorrelation(ofRows: rows, parallelism: Parallelism(threadCount: $0))
    }
    #expect(Set(found).count == 1)
  }

  @Test func extremeScalesDoNotMatter() throws {
    let rows = Matrix.random(40, 2, seed: 3)
    let expected = try HierarchicalClustering().fitted(to: rows).copheneticCorrelation(ofRows: rows)
    for scale in [0x1p-500, 0x1p400] {
      let scaled = rows.scalingColumns(by: [scale, scale])
      let tree = try HierarchicalClustering().fitted(to: scaled)
      #expect(try tree.copheneticCorrelation(ofRows: scaled) == expected)
    }
  }

  @Test func whatCannotBeCorrelated() throws {
    let equal = Matrix(rowCount: 5, columnCount: 2, repeating: 3)
    #expect(
      try HierarchicalClustering().fitted(to: equal).copheneticCorrelation(ofRows: equal) == nil)
    let one = Matrix(rows: [[1, 2]])
    #expect(try HierarchicalClustering().fitted(to: one).copheneticCorrelation(ofRows: one) == nil)
    let tree = try HierarchicalClustering().fitted(to: Matrix.random(4, 2))
    #expect { try tree.copheneticCorrelation(ofRows: one) } throws: {
      ($0 as? ClusteringError)?.code == .shapeMismatch
    }
  }
}
