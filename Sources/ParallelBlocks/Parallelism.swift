import Dispatch
import Synchronization

/// How many threads a computation may use, and the one way work is spread over them.
///
/// Work is cut into blocks of a fixed size that does not depend on the number of threads. Each
/// block yields one result, and results come back in block order: whoever merges them in that
/// order gets the same bits for any number of threads.
///
/// Threads sleep when there has been no work for some microseconds. An empty region costs about a
/// microsecond. Regions may nest; the inner one then shares the threads of the outer.
public struct Parallelism: Sendable, Hashable {
  /// The largest number of threads that work at the same time; at least 1.
  public let threadCount: Int

  /// Creates a limit on the number of threads, which is at least 1.
  public init(threadCount: Int) {
    precondition(threadCount >= 1, "threadCount is \(threadCount), but must be at least 1")
    self.threadCount = threadCount
  }

  /// One thread.
  public static let serial = Parallelism(threadCount: 1)

  /// As many threads as this process may keep busy: its processors, or less in a container whose
  /// processor time is limited.
  public static var automatic: Parallelism {
    Parallelism(threadCount: ProcessorCount.usable)
  }

  /// Runs `body` once for each block of `0..<count` and returns the results in block order.
  ///
  /// - Parameters:
  ///   - count: The number of items, cut into blocks of `blockSize` items (the last may be shorter).
  ///   - blockSize: At least 1. It must not depend on the number of threads.
  ///   - body: Called with the number of a block and its items. Calls run at the same time on
  ///     several threads, in no promised order.
  /// - Returns: `ceil(count / blockSize)` results.
  /// - Complexity: O(`count`) calls' work, shared by the threads.
  public func mapBlocks<Result: Sendable>(
    count: Int, blockSize: Int, _ body: @Sendable (_ block: Int, _ items: Range<Int>) -> Result
  ) -> [Result] {
    let blocks = Blocks(itemCount: count, size: blockSize)
    return [Result](unsafeUninitializedCapacity: blocks.count) { buffer, initializedCount in
      let results = DisjointWrites(buffer)
      forEachBlock(count: count, blockSize: blockSize) { block, items in
        results.initialize(at: block, to: body(block, items))
      }
      initializedCount = blocks.count
    }
  }

  /// Runs `body` once for each block of `0..<count`; it writes its results itself.
  ///
  /// - Parameters:
  ///   - count: The number of items, cut into blocks of `blockSize` items (the last may be shorter).
  ///   - blockSize: At least 1. It must not depend on the number of threads.
  ///   - body: Called with the number of a block and its items, on several threads.
  public func forEachBlock(
    count: Int, blockSize: Int, _ body: @Sendable (_ block: Int, _ items: Range<Int>) -> Void
  ) {
    let blocks = Blocks(itemCount: count, size: blockSize)
    let laneCount = min(threadCount, blocks.count)
    guard laneCount > 1 else {
      for block in 0..<blocks.count { body(block, blocks.items(of: block)) }
      return
    }
    // Each lane takes the next block that nobody has, so a slow lane holds up only itself.
    let takenCount = Atomic<Int>(0)
    Self.withLanes(laneCount) {
      while true {
        let block = takenCount.add(1, ordering: .relaxed).oldValue
        guard block < blocks.count else { return }
        body(block, blocks.items(of: block))
      }
    }
  }

  /// Runs `body` on up to `laneCount` threads at the same time.
  private static func withLanes(_ laneCount: Int, _ body: @Sendable () -> Void) {
    if WorkerPool.shared.run(helperCount: laneCount - 1, body) { return }
    // Another region is going on, perhaps this one's outer.
    DispatchQueue.concurrentPerform(iterations: laneCount) { _ in body() }
  }
}

/// A count of items, cut into blocks of equal size of which the last may be shorter.
private struct Blocks {
  let itemCount: Int
  let size: Int
  let count: Int

  init(itemCount: Int, size: Int) {
    precondition(
      itemCount >= 0 && size >= 1, "\(itemCount) items cannot be cut into blocks of \(size)")
    self.itemCount = itemCount
    self.size = size
    count = itemCount / size + (itemCount % size == 0 ? 0 : 1)
  }

  func items(of block: Int) -> Range<Int> {
    let first = block * size
    return first..<first + min(size, itemCount - first)
  }
}

/// A buffer whose elements are written by several threads, each element by one thread only.
///
/// The owner of the buffer promises that no two blocks touch the same element, and that nobody
/// reads an element before the parallel region has ended.
public struct DisjointWrites<Element>: @unchecked Sendable {
  /// The first element.
  public let baseAddress: UnsafeMutablePointer<Element>?
  /// The number of elements.
  public let count: Int

  /// Wraps a buffer that outlives the parallel region.
  public init(_ buffer: UnsafeMutableBufferPointer<Element>) {
    baseAddress = buffer.baseAddress
    count = buffer.count
  }

  /// Initializes the element at `index`, which nobody else writes.
  @inlinable
  public func initialize(at index: Int, to value: consuming Element) {
    assert(index >= 0 && index < count, "no element \(index) among \(count)")
    guard let baseAddress else { return }
    (baseAddress + index).initialize(to: value)
  }

  /// The elements in `range`, for the one block that owns them.
  @inlinable
  public func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Element> {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "no \(range) among \(count)")
    guard let baseAddress else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
    return UnsafeMutableBufferPointer(start: baseAddress + range.lowerBound, count: range.count)
  }
}

/// Memory that several threads read while nobody writes it.
public struct SharedReads<Element>: @unchecked Sendable {
  /// The elements.
  public let elements: UnsafeBufferPointer<Element>

  /// Wraps a buffer that outlives the parallel region and does not change during it.
  public init(_ elements: UnsafeBufferPointer<Element>) {
    self.elements = elements
  }
}
