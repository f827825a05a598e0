import Dispatch
import Foundation
import Synchronization
import Testing

@testable import ParallelBlocks

/// Regions are complete however they meet: one after another, at the same time, and inside each other.
@Suite struct WorkerPoolTests {
  /// A region that adds up `0..<count`, one number a block.
  private static func sum(_ count: Int, threadCount: Int) -> Int {
    let total = Atomic<Int>(0)
    Parallelism(threadCount: threadCount).forEachBlock(count: count, blockSize: 1) { _, items in
      total.add(items.lowerBound, ordering: .relaxed)
    }
    return total.load(ordering: .relaxed)
  }

  @Test func manyShortRegionsFollowEachOther() {
    for round in 0..<5_000 {
      let count = round % 9
      #expect(Self.sum(count, threadCount: 1 + round % 5) == count * (count - 1) / 2)
    }
  }

  @Test func threadsThatSleepAreWokenAgain() {
    let pool = WorkerPool()
    for _ in 0..<5 {
      // Far longer than a thread looks out for work.
      Thread.sleep(forTimeInterval: 0.002)
      let arrivedCount = Atomic<Int>(0)
      let isRun = pool.run(helperCount: 1) {
        arrivedCount.add(1, ordering: .relaxed)
        let end = ContinuousClock.now + .seconds(20)
        while arrivedCount.load(ordering: .relaxed) < 2, ContinuousClock.now < end {
          Thread.sleep(forTimeInterval: 0.0005)
        }
      }
      #expect(isRun)
      #expect(arrivedCount.load(ordering: .relaxed) == 2)
    }
  }

  @Test func regionsOfSeveralThreadsDoNotDisturbEachOther() {
    let wrongCount = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 6) { caller in
      for round in 0..<400 {
        let count = (caller * 31 + round * 7) % 50
        let isRight = Self.sum(count, threadCount: 3) == count * (count - 1) / 2
        if !isRight { wrongCount.add(1, ordering: .relaxed) }
      }
    }
    #expect(wrongCount.load(ordering: .relaxed) == 0)
  }

  @Test func innerRegionsRunWhileTheOuterHoldsThePool() {
    let totals = Parallelism(threadCount: 3).mapBlocks(count: 60, blockSize: 1) { block, _ in
      Self.sum(block, threadCount: 4)
    }
    #expect(totals == (0..<60).map { $0 * ($0 - 1) / 2 })
  }

  @Test func aBusyPoolTurnsARegionAway() {
    let pool = WorkerPool()
    let ran = Atomic<Int>(0)
    let isRun = pool.run(helperCount: 1) {
      let isInnerRun = pool.run(helperCount: 1) { ran.add(100, ordering: .relaxed) }
      ran.add(isInnerRun ? 100 : 1, ordering: .relaxed)
    }
    #expect(isRun)
    // The caller and perhaps a helper.
    #expect((1...2).contains(ran.load(ordering: .relaxed)))
    #expect(pool.run(helperCount: 0) { ran.store(7, ordering: .relaxed) })
    #expect(ran.load(ordering: .relaxed) == 7)
  }
}
