import CSegmentationKernels
import Testing

@testable import DenseAlgebra

@Suite struct SurveyTests {
  @Test(arguments: [1, 3, 4, 5, 64, 131])
  func sumsAreThoseOfPlainLoops(rowCount: Int) {
    var draws = Draws(seed: 61)
    for columns in [1, 3, 4, 7, 20] {
      let floats = (0..<rowCount * columns).map { _ in Float(100 + draws.unit()) }
      let doubles = floats.map(Double.init)
      let centre = (0..<columns).map { 100 + Double($0) / 16 }
      for weights in [nil, (0..<rowCount).map { Double($0 % 3) }] {
        var sums = [Double](repeating: 0, count: columns)
        var squares = sums
        var plain = 0.0
        for (index, value) in doubles.enumerated() {
          let difference = value - centre[index % columns]
          let weight = weights?[index / columns] ?? 1
          sums[index % columns] += weight * difference
          squares[index % columns] += weight * difference * difference
          plain += difference * difference
        }
        let found = [
          floats.withUnsafeBufferPointer {
            survey(OriginalRows(floats: $0, columnCount: columns), weights, centre)
          },
          doubles.withUnsafeBufferPointer {
            survey(OriginalRows(doubles: $0, columnCount: columns), weights, centre)
          },
        ]
        #expect(found[0] == found[1])
        for column in 0..<columns {
          #expect(abs(found[0].sums[column] - sums[column]) < 1e-10)
          #expect(abs(found[0].squares[column] - squares[column]) < 1e-10)
        }
        #expect(abs(found[0].plainSumOfSquares - plain) < 1e-9)
      }
    }
  }

  private func survey(
    _ rows: OriginalRows, _ weights: [Double]?, _ centre: [Double]
  ) -> RowSurvey {
    var first = RowSurvey(columnCount: rows.columnCount)
    var second = first
    let middle = rows.rowCount / 2
    for (range, isFirst) in [(0..<middle, true), (middle..<rows.rowCount, false)] {
      func add(_ weights: UnsafeBufferPointer<Double>?) {
        if isFirst {
          first.add(range, of: rows, weights: weights, around: centre)
        } else {
          second.add(range, of: rows, weights: weights, around: centre)
        }
      }
      if let weights { Array(weights[range]).withUnsafeBufferPointer { add($0) } } else { add(nil) }
    }
    first.merge(second)
    return first
  }

  @Test func allInstructionSetsHaveTheSameBits() {
    var draws = Draws(seed: 62)
    for columns in [1, 3, 4, 7, 20, 33] {
      let matrix = draws.matrix(70, columns, around: 5)
      let centre = [Double](repeating: 5, count: columns)
      var found: [[Double]] = []
      for set in InstructionSet.available {
        var sums = [Double](repeating: 0, count: 2 * columns)
        matrix.withUnsafeElements { elements in
          sums.withUnsafeMutableBufferPointer { sums in
            cseg_survey_doubles(
              set.code, elements.baseAddress, nil, 70, Int64(columns), centre, sums.baseAddress,
              sums.baseAddress?.advanced(by: columns))
          }
        }
        found.append(sums)
      }
      for sums in found { #expect(sums == found[0]) }
    }
  }

  @Test func valuesThatAreNotFiniteShowWhateverTheirWeight() {
    for value in [Double.nan, .infinity, -.infinity] {
      for weights in [nil, [1.0, 0, 1]] {
        let rows = [1, value, 3]
        let found = rows.withUnsafeBufferPointer {
          survey(OriginalRows(doubles: $0, columnCount: 1), weights, [0])
        }
        #expect(!found.squares[0].isFinite)
        #expect(!found.plainSumOfSquares.isFinite)
      }
    }
  }
}
