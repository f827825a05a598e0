import ParallelBlocks
import Testing

@testable import DenseAlgebra

@Suite struct MedoidTilesTests {
  /// A distance by the plainest loop.
  private func distance(
    _ a: ArraySlice<Double>, _ b: ArraySlice<Double>, _ form: MedoidTiles.Distance
  ) -> Double {
    switch form {
    case .rootOfSquares: squaredDistance(a, b).squareRoot()
    case .halfSumOfSquares: squaredDistance(a, b) / 2
    case .sumOfMagnitudes: zip(a, b).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
    }
  }

  /// What the best swap for a candidate changes, by its definition.
  private func change(
    _ candidate: Int, _ matrix: Matrix, _ labels: [Int32], _ nearest: [Double], _ second: [Double],
    _ weights: [Double], _ form: MedoidTiles.Distance
  ) -> Double {
    let medoidCount = Int(labels.max() ?? 0) + 1
    return (0..<medoidCount).map { medoid in
      matrix.withUnsafeElements { _ in
        labels.indices.reduce(0.0) { sum, row in
          let own = distance(matrix.row(candidate), matrix.row(row), form)
          let rest = Int(labels[row]) == medoid ? second[row] : nearest[row]
          return sum + weights[row] * (min(own, rest) - nearest[row])
        }
      }
    }.min() ?? 0
  }

  @Test(arguments: InstructionSet.available)
  func boundsTheChangeClosely(set: InstructionSet) {
    for (round, form) in [
      MedoidTiles.Distance.rootOfSquares, .halfSumOfSquares, .sumOfMagnitudes,
    ].enumerated() {
      for (count, columns, medoidCount, offset) in [
        (1, 1, 1, 0.0), (31, 3, 1, 0), (32, 2, 2, 1e9), (200, 7, 3, -4), (333, 1, 4, 0),
        (600, 2, 9, 0),
      ] {
        var draws = Draws(seed: UInt64(count + round))
        let matrix = draws.matrix(count, columns, around: offset)
        let medoids = (0..<medoidCount).map { $0 * (count / medoidCount) }
        var labels: [Int32] = []
        var (nearest, second): ([Double], [Double]) = ([], [])
        for row in 0..<count {
          let all = medoids.map { distance(matrix.row(row), matrix.row($0), form) }
          let label = all.indices.min { all[$0] < all[$1] } ?? 0
          labels.append(Int32(label))
          nearest.append(all[label])
          second.append(all.indices.filter { $0 != label }.map { all[$0] }.min() ?? .infinity)
        }
        for weights in [nil, (0..<count).map { Double($0 % 3) * 1e20 + 1e20 }] {
          var tiles = MedoidTiles(matrix, distance: form, instructionSet: set)
          // Twice, so that memory is used again.
          for _ in 0..<2 {
            tiles.pack(
              labels: labels, medoids: medoids, nearest: nearest, second: second, weights: weights)
          }
          // More than fit in one block.
          let candidates = Array(stride(from: 0, to: count, by: max(1, count / 80)))
          let bounds = tiles.leastChanges(of: candidates, parallelism: .serial)
          #expect(bounds.count == candidates.count)
          let all = weights ?? [Double](repeating: 1, count: count)
          for (candidate, bound) in zip(candidates, bounds) {
            let exact = change(candidate, matrix, labels, nearest, second, all, form)
            #expect(bound <= exact && exact - bound < 2e-4 * all.reduce(0, +))
          }
          let parallel = tiles.leastChanges(
            of: candidates, parallelism: Parallelism(threadCount: 3))
          #expect(parallel == bounds)
        }
      }
    }
  }

  @Test(
    "no distance is larger than it is, near together and far from the medoid",
    arguments: InstructionSet.available)
  func boundsTheChangeFarFromTheMedoid(set: InstructionSet) {
    for form in [MedoidTiles.Distance.rootOfSquares, .halfSumOfSquares, .sumOfMagnitudes] {
      var draws = Draws(seed: 3)
      let noise = draws.matrix(400, 2).elements
      let matrix = Matrix(
        rowCount: 401, columnCount: 2, elements: [0, 0] + noise.map { 1_000 + 1e-4 * $0 })
      let labels = [Int32](repeating: 0, count: 401)
      let nearest = (0..<401).map { distance(matrix.row($0), matrix.row(0), form) }
      let second = [Double](repeating: .infinity, count: 401)
      var tiles = MedoidTiles(matrix, distance: form, instructionSet: set)
      tiles.pack(labels: labels, medoids: [0], nearest: nearest, second: second, weights: nil)
      let candidates = Array(1...40)
      for (candidate, bound) in zip(
        candidates, tiles.leastChanges(of: candidates, parallelism: .serial))
      {
        let weights = [Double](repeating: 1, count: 401)
        #expect(bound <= change(candidate, matrix, labels, nearest, second, weights, form))
      }
    }
  }

  @Test("what Float cannot hold is left open, and not decided")
  func leavesOpen() {
    // Most rows lie close together, so that the scale is large, and two lie far out.
    let rows = (0..<1_000).map { [Double($0) * 1e-30] } + [[1e20], [-1e20]]
    var tiles = MedoidTiles(Matrix(rows: rows), distance: .rootOfSquares)
    let nearest = rows.map { abs($0[0]) }
    tiles.pack(
      labels: [Int32](repeating: 0, count: rows.count), medoids: [0], nearest: nearest,
      second: nearest.map { _ in .infinity }, weights: nil)
    for bound in tiles.leastChanges(of: [0, 999, 1_000], parallelism: .serial) {
      #expect(!(bound > 0))
    }
  }

  @Test(arguments: InstructionSet.available)
  func addsSwapsUpInTheOrderOfTheRows(set: InstructionSet) {
    for count in [0, 1, 7, 8, 9, 64, 1_000] {
      var draws = Draws(seed: UInt64(count))
      let nearest = (0..<count).map { _ in 1 + draws.unit() }
      let second = nearest.map { $0 + 1 + draws.unit() }
      let distances = (0..<count).map { _ in 3 + 3 * draws.unit() }
      let labels = (0..<count).map { Int32($0 % 5) }
      let weights = (0..<count).map { _ in 1 + draws.unit() }
      for weights in [nil, weights] {
        var losses = [1.0, 2, 3, 4, 5]
        var gain = 0.0
        for row in 0..<count {
          let weight = weights?[row] ?? 1
          if distances[row] < nearest[row] {
            gain += weight * (distances[row] - nearest[row])
            losses[Int(labels[row])] += weight * (nearest[row] - second[row])
          } else if distances[row] < second[row] {
            losses[Int(labels[row])] += weight * (distances[row] - second[row])
          }
        }
        var changes = SwapChanges(losses: [1, 2, 3, 4, 5], instructionSet: set)
        #expect(
          changes.add(
            distances: distances, nearest: nearest, second: second, labels: labels,
            weights: weights, count: count) == nil)
        #expect(changes.losses == losses && changes.gain == gain)
      }
      guard count > 0 else { continue }
      var undefined = distances
      undefined[count - 1] = .nan
      var changes = SwapChanges(losses: [0, 0, 0, 0, 0], instructionSet: set)
      #expect(
        changes.add(
          distances: undefined, nearest: nearest, second: second, labels: labels, weights: nil,
          count: count) == count - 1)
    }
  }
}
