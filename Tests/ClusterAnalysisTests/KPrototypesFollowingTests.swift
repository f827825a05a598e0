import ClusterAnalysis
import DenseAlgebra
import ParallelBlocks
import Synchronization
import Testing

/// A search that looks only at rows in doubt, and takes its cost from running sums, goes the way of one
/// that looks at all rows each time.
@Suite struct KPrototypesFollowingTests {
  /// What a search has told on its way.
  private final class Course: Sendable {
    private let steps = Mutex<[ClusteringProgress]>([])

    func add(_ step: ClusteringProgress) { steps.withLock { $0.append(step) } }

    var all: [ClusteringProgress] { steps.withLock { $0 } }
  }

  /// The cost of each pass of the textbook, and how many rows it moved.
  private func directCourse(
    _ rows: MixedMatrix, from start: MixedMatrix, gamma: Double, passes: Int
  ) -> [(cost: Double, movedCount: Int)] {
    var centers = (0..<start.rowCount).map { Array(start.numbers.row($0)) }
    var modes = (0..<start.rowCount).map { row in start.categories.map { $0[row] } }
    var labels = [Int](repeating: -1, count: rows.rowCount)
    var course: [(Double, Int)] = []
    for _ in 0..<passes {
      var (cost, movedCount) = (0.0, 0)
      for row in 0..<rows.rowCount {
        let distances = centers.indices.map { cluster in
          var sum = 0.0
          for (column, center) in centers[cluster].enumerated() {
            let difference = rows.numbers[row, column] - center
            sum += difference * difference
          }
          for (column, mode) in modes[cluster].enumerated() {
            if let code = rows.code(row, column), code != mode { sum += gamma }
          }
          return sum
        }
        let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
        cost += distances[nearest]
        if labels[row] != nearest { movedCount += 1 }
        labels[row] = nearest
      }
      course.append((cost, movedCount))
      for cluster in centers.indices {
        let members = labels.indices.filter { labels[$0] == cluster }
        guard !members.isEmpty else { continue }
        for column in centers[cluster].indices {
          centers[cluster][column] =
            members.reduce(0) { $0 + rows.numbers[$1, column] } / Double(members.count)
        }
        for column in modes[cluster].indices {
          var counts = [Int](repeating: 0, count: rows.categories[column].levelCount)
          for row in members { if let code = rows.code(row, column) { counts[code] += 1 } }
          if let highest = counts.max(), highest > 0 {
            modes[cluster][column] = counts.firstIndex(of: highest)
          }
        }
      }
    }
    return course
  }

  @Test(arguments: [(1, 3), (2, 5), (3, 8), (4, 2)])
  func goesTheWayOfTheTextbook(seed: UInt64, clusterCount: Int) throws {
    let all = try KPrototypesTests.random(3000, gaps: 0, seed: seed)
    // Gaps in categories are followed too.
    let gappy = try KPrototypesTests.random(3000, gaps: 0.2, seed: seed)
    let rows = try MixedMatrix(
      numbers: all.numbers, categories: seed % 2 == 0 ? gappy.categories : all.categories)
    let start = all.selectingRows((0..<clusterCount).map { $0 * 97 })
    let course = Course()
    let method = KPrototypes(
      clusterCount: clusterCount, initialization: .prototypes(start), iterationLimit: 60,
      gamma: .given(0.7), missingValues: .filledByPrototype, progress: { course.add($0) })
    let model = try method.fitted(to: rows)
    let steps = course.all
    #expect(steps.count == model.iterationCount && model.iterationCount > 5)
    let direct = directCourse(rows, from: start, gamma: 0.7, passes: steps.count)
    // Gaps are kept from the first pass on in which few rows move, and then decide something.
    #expect(direct.contains { $0.movedCount < rows.rowCount / 8 && $0.movedCount > 0 })
    for (step, pass) in zip(steps, direct) {
      #expect(step.movedRowCount == pass.movedCount)
      #expect(abs(step.objective - pass.cost) <= 1e-10 * pass.cost)
    }
    #expect(abs((model.costs.last ?? 0) - model.cost) <= 1e-10 * model.cost)
  }

  @Test func bitsAreTheSameForAnyNumberOfThreads() throws {
    let rows = try KPrototypesTests.random(9000, gaps: 0, seed: 9)
    var method = KPrototypes(clusterCount: 6, restarts: 2, gamma: .given(0.7), seed: 4)
    method.parallelism = .serial
    let one = try method.fitted(to: rows)
    for threadCount in [2, 3, 7] {
      method.parallelism = Parallelism(threadCount: threadCount)
      let other = try method.fitted(to: rows)
      #expect(other.prototypes == one.prototypes && other.costs == one.costs)
      #expect(other.assignments == one.assignments)
    }
  }
}
