import ParallelBlocks
import Testing

@testable import DenseAlgebra

@Suite struct SeedingTests {
  private struct Measured: Equatable {
    var potentials: [TileKernels.Potentials] = []
    var distances: [Float]
  }

  /// Settles some rows as seeds one after another, with the next rows as candidates.
  private func measure(
    _ rows: TiledRows, weights: [Double]?, candidates: Int, with set: InstructionSet
  ) -> Measured {
    var measured = Measured(distances: [Float](repeating: .infinity, count: rows.tileCount * 64))
    for step in 0..<3 {
      let candidates = (0..<candidates).flatMap {
        rows.packedRow((step + 1 + $0 * 3) % rows.rowCount)
      }
      let potentials = measured.distances.withUnsafeMutableBufferPointer { distances in
        func measure(_ weights: UnsafeBufferPointer<Double>?) -> TileKernels.Potentials {
          TileKernels(set).measure(
            rows, tiles: 0..<rows.tileCount, settled: rows.packedRow(step % rows.rowCount),
            candidates: candidates, weights: weights, distances: distances)
        }
        return weights?.withUnsafeBufferPointer { measure($0) } ?? measure(nil)
      }
      measured.potentials.append(potentials)
    }
    return measured
  }

  @Test(arguments: [1, 3, 63, 64, 65, 200])
  func allInstructionSetsHaveTheSameBits(rowCount: Int) {
    var draws = Draws(seed: 31)
    for columns in [1, 3, 20, 129] {
      let rows = TiledRows(draws.matrix(rowCount, columns), parallelism: .serial)
      let weights = (0..<rowCount).map { _ in draws.unit() + 1 }
      for candidates in [0, 1, 2, 5, 7] {
        for weights in [nil, weights] {
          let baseline = measure(rows, weights: weights, candidates: candidates, with: .baseline)
          for set in InstructionSet.available {
            #expect(
              measure(rows, weights: weights, candidates: candidates, with: set) == baseline)
          }
        }
      }
    }
  }

  @Test func potentialsAreThoseOfPlainLoops() throws {
    var draws = Draws(seed: 32)
    let matrix = draws.matrix(150, 6, around: 1e6)
    let rows = TiledRows(matrix, parallelism: .serial)
    let weights = (0..<150).map { Double($0 % 4) }
    let measured = measure(rows, weights: weights, candidates: 5, with: .best)
    let square = rows.frame.scale * rows.frame.scale
    for step in 0..<3 {
      func potential(_ seeds: [Int]) -> Double {
        (0..<150).reduce(0) { sum, row in
          let nearest = seeds.map { squaredDistance(matrix.row(row), matrix.row($0)) }.min()
          return sum + weights[row] * (nearest ?? 0) * square
        }
      }
      let settled = Array(0...step)
      let found = measured.potentials[step]
      #expect(abs(found.settled / potential(settled) - 1) < 1e-5)
      for candidate in 0..<5 {
        let expected = potential(settled + [step + 1 + candidate * 3])
        #expect(abs(found.candidates[candidate] / expected - 1) < 1e-5)
      }
    }
    #expect(measured.distances[0...2].allSatisfy { $0 == 0 })
    #expect(measured.distances[150...].allSatisfy { $0 == 0 })
  }

  @Test func unitWeightsAreNoWeights() {
    var draws = Draws(seed: 33)
    let rows = TiledRows(draws.matrix(100, 4), parallelism: .serial)
    let ones = [Double](repeating: 1, count: 100)
    #expect(
      measure(rows, weights: ones, candidates: 3, with: .best)
        == measure(rows, weights: nil, candidates: 3, with: .best))
  }

  /// Settles rows as seeds, several at once, and tells the owners.
  private func settle(
    _ rows: TiledRows, weights: [Double]?, seeds: [Int], with set: InstructionSet
  ) -> (sum: Double, distances: [Float], owners: [Int32]) {
    var distances = [Float](repeating: .infinity, count: rows.tileCount * 64)
    var owners = [Int32](repeating: -1, count: rows.rowCount)
    let sum = distances.withUnsafeMutableBufferPointer { distances in
      owners.withUnsafeMutableBufferPointer { owners in
        func settle(_ weights: UnsafeBufferPointer<Double>?) -> Double {
          TileKernels(set).settle(
            rows, tiles: 0..<rows.tileCount, seeds: seeds.flatMap { rows.packedRow($0) },
            firstSeed: 7, weights: weights, distances: distances, owners: owners)
        }
        return weights?.withUnsafeBufferPointer { settle($0) } ?? settle(nil)
      }
    }
    return (sum, distances, owners)
  }

  @Test(arguments: [1, 3, 15, 16, 17, 63, 64, 65, 1000], InstructionSet.available)
  func severalSeedsAtOnceAreSeedsOneByOne(rowCount: Int, set: InstructionSet) {
    var draws = Draws(seed: 34)
    for columns in [1, 5, 33] {
      let rows = TiledRows(draws.matrix(rowCount, columns), parallelism: .serial)
      for weights in [nil, (0..<rowCount).map { Double($0 % 3) }] {
        for seedCount in [1, 3, 4, 6, 9] {
          let seeds = (0..<seedCount).map { $0 * 5 % rowCount }
          let settled = settle(rows, weights: weights, seeds: seeds, with: set)
          var distances = [Float](repeating: .infinity, count: rows.tileCount * 64)
          var owners = [Int32](repeating: -1, count: rowCount)
          var sum = 0.0
          for (number, seed) in seeds.enumerated() {
            let before = distances
            sum = distances.withUnsafeMutableBufferPointer { distances in
              func measure(_ weights: UnsafeBufferPointer<Double>?) -> Double {
                TileKernels(.baseline).measure(
                  rows, tiles: 0..<rows.tileCount, settled: rows.packedRow(seed), candidates: [],
                  weights: weights, distances: distances
                ).settled
              }
              return weights?.withUnsafeBufferPointer { measure($0) } ?? measure(nil)
            }
            for row in 0..<rowCount where distances[row] < before[row] {
              owners[row] = Int32(7 + number)
            }
          }
          #expect(settled.sum == sum)
          #expect(settled.distances == distances)
          #expect(settled.owners == owners)
        }
      }
    }
  }
}
