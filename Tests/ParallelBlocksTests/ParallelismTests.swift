import ParallelBlocks
import Synchronization
import Testing

/// Blocks are complete, in order, and the same for any number of threads.
@Suite struct ParallelismTests {
  static let threadCounts = [1, 2, 3, 7, 64]

  @Test(arguments: threadCounts, [0, 1, 2, 9, 10, 11, 1000])
  func everyItemIsInOneBlock(threadCount: Int, count: Int) {
    let parallelism = Parallelism(threadCount: threadCount)
    for blockSize in [1, 3, 10, 999, Int.max] {
      let blocks = parallelism.mapBlocks(count: count, blockSize: blockSize) { ($0, $1) }
      #expect(blocks.map(\.0) == Array(blocks.indices))
      #expect(blocks.flatMap { Array($0.1) } == Array(0..<count))
      #expect(blocks.dropLast().allSatisfy { $0.1.count == blockSize })
      #expect(blocks.allSatisfy { !$0.1.isEmpty })
    }
  }

  @Test func theNumberOfThreadsDoesNotChangeASum() {
    let values = (0..<10_000).map { 1 / Double($0 + 1) }
    let sums = Self.threadCounts.map { threadCount in
      Parallelism(threadCount: threadCount)
        .mapBlocks(count: values.count, blockSize: 37) { values[$1].reduce(0, +) }
        .reduce(0, +)
    }
    #expect(Set(sums).count == 1)
  }

  @Test func eachBlockRunsOnceAndWritesItsOwnElements() {
    let runs = Atomic<Int>(0)
    let squares = [Int](unsafeUninitializedCapacity: 1000) { buffer, initializedCount in
      let writes = DisjointWrites(buffer)
      Parallelism(threadCount: 4).forEachBlock(count: 1000, blockSize: 7) { _, items in
        runs.add(1, ordering: .relaxed)
        for (offset, item) in items.enumerated() {
          writes.slice(items).initializeElement(at: offset, to: item * item)
        }
      }
      initializedCount = 1000
    }
    #expect(squares == (0..<1000).map { $0 * $0 })
    #expect(runs.load(ordering: .relaxed) == 143)
  }

  @Test func regionsNest() {
    let parallelism = Parallelism(threadCount: 4)
    let totals = parallelism.mapBlocks(count: 20, blockSize: 1) { outer, _ in
      parallelism.mapBlocks(count: 100, blockSize: 9) { _, items in items.reduce(0, +) }
        .reduce(outer, +)
    }
    #expect(totals == (0..<20).map { 4950 + $0 })
  }

  /// Counts the objects that are alive, to see that every result is let go.
  private final class Tracked: Sendable {
    let counter: Counter
    init(_ counter: Counter) {
      self.counter = counter
      counter.alive.add(1, ordering: .relaxed)
    }
    deinit { counter.alive.subtract(1, ordering: .relaxed) }
  }
  private final class Counter: Sendable {
    let alive = Atomic<Int>(0)
  }

  @Test(arguments: threadCounts)
  func resultsAreLetGo(threadCount: Int) {
    let counter = Counter()
    do {
      let results = Parallelism(threadCount: threadCount)
        .mapBlocks(count: 100, blockSize: 3) { _, items in [Tracked(counter), Tracked(counter)] }
      #expect(results.count == 34)
      #expect(counter.alive.load(ordering: .relaxed) == 68)
    }
    #expect(counter.alive.load(ordering: .relaxed) == 0)
  }

  @Test func automaticIsAtLeastOneThread() {
    #expect(Parallelism.automatic.threadCount >= 1)
    #expect(Parallelism.serial.threadCount == 1)
  }

  @Test func brokenArgumentsStop() async {
    await #expect(processExitsWith: .failure) { _ = Parallelism(threadCount: 0) }
    await #expect(processExitsWith: .failure) {
      Parallelism.serial.forEachBlock(count: 1, blockSize: 0) { _, _ in }
    }
    await #expect(processExitsWith: .failure) {
      Parallelism.serial.forEachBlock(count: -1, blockSize: 1) { _, _ in }
    }
  }
}
