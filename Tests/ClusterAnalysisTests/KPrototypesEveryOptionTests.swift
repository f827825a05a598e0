import ClusterAnalysis
import DenseAlgebra
import Testing

/// Each combination of options finds what the textbook finds, from the same start.
@Suite struct KPrototypesEveryOptionTests {
  private static let starts: [KPrototypes.Initialization] = [
    .plusPlus(), .plusPlus(trials: 1), .cao, .huang, .random,
  ]

  @Test(arguments: starts, KPrototypes.MissingValues.allCases)
  func agreesWithTheTextbook(
    start: KPrototypes.Initialization, missingValues: KPrototypes.MissingValues
  ) throws {
    var comparedCount = 0
    var number: UInt64 = 0
    for updates in KPrototypes.Updates.allCases {
      for dissimilarity in KPrototypes.CategoryDissimilarity.allCases {
        for isWeighted in [false, true] {
          for hasColumnWeights in [false, true] {
            number += 1
            let rows = try KPrototypesTests.random(
              70, gaps: missingValues == .refused ? 0 : 0.15, seed: 100 + number)
            let weights = isWeighted ? (0..<70).map { Double(($0 * 5) % 4) } : nil
            let method = KPrototypes(
              clusterCount: 3, initialization: start, restarts: 1, iterationLimit: 201,
              gamma: .given(0.7), numberWeights: hasColumnWeights ? [1, 0.3, 2] : nil,
              categoryWeights: hasColumnWeights ? [1, 0.5, 0, 3] : nil,
              dissimilarity: dissimilarity, missingValues: missingValues, updates: updates,
              seed: number)
            let direct = DirectPrototypes(rows, by: method, weights: weights, gamma: 0.7)
            let model = try method.fitted(to: rows, weights: weights)
            // A cluster that runs empty is refilled, which the textbook does not do.
            if direct.ranEmpty { continue }
            comparedCount += 1
            let what = "\(updates) \(dissimilarity) \(isWeighted) \(hasColumnWeights)"
            #expect(abs(model.cost - direct.cost) <= 1e-9 * direct.cost, "\(what)")
            let pairs = Set(zip(model.assignments.labels, direct.labels).map { [Int($0), $1] })
            #expect(pairs.count == 3, "\(what)")
          }
        }
      }
    }
    #expect(comparedCount >= 14)
  }
}
