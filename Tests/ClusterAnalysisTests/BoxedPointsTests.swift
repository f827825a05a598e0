import DenseAlgebra
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

/// The kernels of spanning trees against plain sums, for every instruction set.
@Suite struct BoxedPointsTests {
  private static let count = 150
  private static let columnCount = 5

  private struct Case: CustomTestStringConvertible {
    let set: InstructionSet
    let terms: CoordinateTerms
    let scores: BoxedPoints.Scores

    var testDescription: String { "\(set) \(terms) \(scores)" }
  }

  private static let cases = InstructionSet.available.flatMap { set in
    [
      Case(set: set, terms: .squares, scores: .differences),
      Case(set: set, terms: .squares, scores: .products),
      Case(set: set, terms: .magnitudes, scores: .differences),
    ]
  }

  private let matrix = Matrix.random(count, columnCount, seed: 7)

  private func sum(_ row: Int, _ other: Int, _ terms: CoordinateTerms) -> Double {
    zip(matrix.row(row), matrix.row(other)).reduce(0) {
      let difference = $1.0 - $1.1
      return $0 + (terms == .squares ? difference * difference : difference.magnitude)
    }
  }

  /// How far a row reaches; every fifth one farther than the others.
  private func reach(_ row: Int) -> Double {
    (row.isMultiple(of: 5) ? 2.5 : 1) * (0.5 + Double(row % 7) / 7)
  }

  private func boxed(_ test: Case) -> BoxedPoints {
    let points = BoxedPoints(matrix, terms: test.terms, instructionSet: test.set)
    points.scores = test.scores
    for row in 0..<Self.count {
      let reach = Float(reach(row))
      points.setReach(
        of: row, to: reach, scoreLimit: reach / 2, isFar: row.isMultiple(of: 5))
    }
    return points
  }

  @Test(arguments: cases)
  private func gapsAreThoseOfTheBoxes(test: Case) {
    let points = boxed(test)
    points.withSearch { search in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 16) { gaps in
        for box in 0..<points.boxCount {
          search.writeGaps(from: box, toBoxesOf: 0..<1, into: gaps)
          for other in 0..<points.boxCount {
            let expected = gap(box, other, test.terms)
            #expect(abs(Double(gaps[other]) - expected) <= 1e-5 * (1 + expected))
          }
          #expect(gaps[points.boxCount..<16].allSatisfy { $0 == .infinity })
          // All boxes are one group, in which this one lies.
          search.writeGaps(from: box, toGroupsInto: gaps)
          #expect(gaps[0] == 0 && gaps[1] == .infinity)
        }
      }
    }
  }

  private func gap(_ box: Int, _ other: Int, _ terms: CoordinateTerms) -> Double {
    func side(_ box: Int, _ column: Int) -> (Double, Double) {
      let values = rows(of: box).map { matrix[$0, column] }
      return (values.min() ?? 0, values.max() ?? 0)
    }
    return (0..<Self.columnCount).reduce(0) { sum, column in
      let (own, asked) = (side(box, column), side(other, column))
      let gap = max(0, asked.0 - own.1, own.0 - asked.1)
      return sum + (terms == .squares ? gap * gap : gap)
    }
  }

  private func rows(of box: Int) -> Range<Int> {
    box * BoxedPoints.boxSize..<min(Self.count, (box + 1) * BoxedPoints.boxSize)
  }

  @Test(arguments: cases)
  private func nearestAreFound(test: Case) {
    let points = boxed(test)
    points.withSearch { search in
      for box in 0..<points.boxCount {
        var found = [Int32](repeating: 0, count: BoxedPoints.boxSize * PairSearch.nearCount)
        search.findNearest(of: box, among: [Int32(box), 2, 4].uniqued(), into: &found)
        let others = Set([box, 2, 4]).flatMap { rows(of: $0) }
        for row in rows(of: box) {
          let place = (row - box * BoxedPoints.boxSize) * PairSearch.nearCount
          let near = found[place..<place + PairSearch.nearCount].map { Int($0) }
          let expected = others.filter { $0 != row }.map { sum(row, $0, test.terms) }.sorted()
          for (index, other) in near.enumerated() {
            #expect(other != row && others.contains(other))
            #expect(abs(sum(row, other, test.terms) - expected[index]) < 1e-4)
          }
        }
      }
    }
  }

  @Test(arguments: cases)
  private func allPairsInReachAreListed(test: Case) {
    let points = boxed(test)
    // Boxes that are asked also by a shared limit.
    let shared = 0.75
    var found: [Int: Int] = [:]
    points.withSearch { search in
      let memory = PairMemory(columnCount: Self.columnCount)
      for box in 0..<points.boxCount {
        var partners = BoxPartners()
        for other in 0..<points.boxCount {
          let farthest = rows(of: other).filter { !$0.isMultiple(of: 5) }.map { reach($0) }.max()
          partners.append(
            other, reach: other % 2 == 1 ? .greatestFiniteMagnitude : Float(farthest ?? 0),
            scoreLimit: Float(test.scores == .products ? shared / 2 : shared))
        }
        search.forEachPair(of: box, with: partners, using: memory) { first, second in
          #expect(first / BoxedPoints.boxSize == box && first != second)
          found[min(first, second) * Self.count + max(first, second), default: 0] += 1
        }
      }
    }
    for row in 0..<Self.count {
      for other in row + 1..<Self.count {
        let sum = sum(row, other, test.terms)
        let limit = max(reach(row), reach(other), shared)
        let times = found[row * Self.count + other] ?? 0
        if sum < limit * (1 - 1e-5) {
          #expect(times >= 1, "\(row) \(other)")
        } else if sum > limit * (1 + 1e-5) {
          #expect(times == 0, "\(row) \(other)")
        }
        // A far row looks alone for what another one may have found as well.
        let isFar = row.isMultiple(of: 5) || other.isMultiple(of: 5)
        #expect(times <= (isFar ? 2 : 1), "\(row) \(other)")
      }
    }
  }

  @Test(arguments: cases)
  private func pointsInReachAreCounted(test: Case) {
    let points = boxed(test)
    points.withSearch { search in
      var partners = BoxPartners()
      partners.append(3, reach: 1, scoreLimit: 1)
      let expected = rows(of: 1).filter { row in
        let gap = (0..<Self.columnCount).reduce(0.0) { sum, column in
          let values = rows(of: 3).map { matrix[$0, column] }
          let x = matrix[row, column]
          let gap = max(0, (values.min() ?? 0) - x, x - (values.max() ?? 0))
          return sum + (test.terms == .squares ? gap * gap : gap)
        }
        return gap <= max(1, reach(row))
      }
      #expect(search.countInReach(of: 1, with: partners) == expected.count)
    }
  }
}

extension [Int32] {
  /// The numbers without repetitions.
  fileprivate func uniqued() -> [Int32] { Set(self).sorted() }
}
