/// A pair of rows.
struct RowPair: Sendable {
  let first: Int32
  let second: Int32

  init(_ first: Int, _ second: Int) {
    self.first = Int32(first)
    self.second = Int32(second)
  }
}

/// The minimum spanning tree over some pairs of rows, which connect all rows, by Prim's algorithm.
///
/// Among equally near rows the one that joins next is the one that `SpanningTree`, which knows all
/// pairs, would take: as there, the row that stands first joins, and the last one moves to its
/// place. So both grow the same tree in the same order, whatever the ties, as soon as the pairs
/// hold all that any minimum spanning tree could have.
///
/// Rows that are connected by edges no longer than a length join one after the other: the longest
/// edge on the path between two rows is the longest that was taken after the first of them joined,
/// up to the second.
struct PrimGrowth: Sendable {
  /// The rows in the order in which they join.
  private(set) var rows: [Int32] = []
  /// For each of them, the sum of differences to the row that it joins at, and that row; 0 and itself
  /// for the first.
  private(set) var sums: [Double] = []
  private(set) var neighbours: [Int32] = []

  /// Grows the tree from the row that stands first.
  ///
  /// - Parameters:
  ///   - standing: For each row, at least one, the place at which it stands at the start.
  ///   - pairs: Pairs of rows, each at least once and in either order.
  ///   - sum: The sum of differences of two rows.
  /// - Complexity: O(pairs × log(pairs)) time, O(pairs) memory.
  init(standing: [Int32], pairs: [RowPair], sum: (_ row: Int, _ other: Int) -> Double) {
    let rowCount = standing.count
    let known = Neighbourhoods(rowCount: rowCount, pairs: pairs)
    rows.reserveCapacity(rowCount)
    sums.reserveCapacity(rowCount)
    neighbours.reserveCapacity(rowCount)
    var waiting = WaitingRows(standing: standing)
    var (row, nearest, neighbour) = (waiting.first, 0.0, waiting.first)
    while true {
      rows.append(Int32(row))
      sums.append(nearest)
      neighbours.append(Int32(neighbour))
      guard rows.count < rowCount else { return }
      for other in known.neighbours(of: row) where waiting.contains(Int(other)) {
        waiting.comeNearer(Int(other), sum: sum(row, Int(other)), to: row)
      }
      waiting.remove(row)
      (row, nearest, neighbour) = waiting.nearest()
    }
  }

  /// For each row, its place among those that join.
  var places: [Int32] {
    var places = [Int32](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() { places[Int(row)] = Int32(place) }
    return places
  }

  /// The edges of the tree.
  var pairs: [RowPair] {
    rows.indices.dropFirst().map { RowPair(Int(neighbours[$0]), Int(rows[$0])) }
  }
}

/// For each row, the rows that it makes a pair with.
private struct Neighbourhoods {
  private var ends: [Int]
  private var rows: [Int32]

  init(rowCount: Int, pairs: [RowPair]) {
    ends = [Int](repeating: 0, count: rowCount + 1)
    rows = [Int32](repeating: 0, count: 2 * pairs.count)
    for pair in pairs {
      ends[Int(pair.first) + 1] += 1
      ends[Int(pair.second) + 1] += 1
    }
    for row in 0..<rowCount { ends[row + 1] += ends[row] }
    // Each count of the rows before becomes, row by row, the end of its own rows.
    for pair in pairs {
      let (first, second) = (Int(pair.first), Int(pair.second))
      rows[ends[first]] = pair.second
      ends[first] += 1
      rows[ends[second]] = pair.first
      ends[second] += 1
    }
  }

  func neighbours(of row: Int) -> ArraySlice<Int32> {
    rows[(row > 0 ? ends[row - 1] : 0)..<ends[row]]
  }
}

/// The rows that have not joined, at positions that change as those of `SpanningTree` do.
private struct WaitingRows {
  private var names: [Int32]
  private var sums: [Double]
  private var neighbours: [Int32]
  /// The position of each row, or -1 when it has joined.
  private var positions: [Int32]
  private var count: Int
  private var heap: [Candidate] = []

  /// A row that is near the tree; out of date when its sum or position is another one by now.
  private struct Candidate {
    let sum: Double
    let position: Int32
    let row: Int32

    /// 1 when the left one joins first, else 0; as a number, since no processor can foresee it.
    @inline(__always)
    static func isFirst(_ left: Candidate, _ right: Candidate) -> Int {
      (left.sum < right.sum ? 1 : 0)
        | ((left.sum == right.sum ? 1 : 0) & (left.position < right.position ? 1 : 0))
    }
  }

  init(standing: [Int32]) {
    count = standing.count
    positions = standing
    names = [Int32](repeating: 0, count: count)
    for (row, position) in standing.enumerated() { names[Int(position)] = Int32(row) }
    sums = [Double](repeating: .infinity, count: count)
    neighbours = [Int32](repeating: 0, count: count)
  }

  /// The row that stands first.
  var first: Int { Int(names[0]) }

  func contains(_ row: Int) -> Bool { positions[row] >= 0 }

  mutating func comeNearer(_ row: Int, sum: Double, to neighbour: Int) {
    guard sum < sums[row] else { return }
    sums[row] = sum
    neighbours[row] = Int32(neighbour)
    insert(Candidate(sum: sum, position: positions[row], row: Int32(row)))
  }

  mutating func remove(_ row: Int) {
    let position = positions[row]
    positions[row] = -1
    count -= 1
    let last = names[count]
    guard Int(last) != row else { return }
    names[Int(position)] = last
    positions[Int(last)] = position
    if sums[Int(last)] < .infinity {
      insert(Candidate(sum: sums[Int(last)], position: position, row: last))
    }
  }

  mutating func nearest() -> (row: Int, sum: Double, neighbour: Int) {
    while true {
      guard let first = heap.first else { preconditionFailure("the pairs do not connect all rows") }
      removeFirst()
      let row = Int(first.row)
      if positions[row] == first.position, sums[row] == first.sum {
        return (row, first.sum, Int(neighbours[row]))
      }
    }
  }

  /// Adds to the heap, in which each entry has four below it.
  private mutating func insert(_ candidate: Candidate) {
    heap.append(candidate)
    heap.withUnsafeMutableBufferPointer { Self.rise(candidate, from: $0.count - 1, in: $0) }
  }

  private mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap.withUnsafeMutableBufferPointer { heap in
      // The gap goes down to the end, since that is where the last entry will mostly stay.
      var place = 0
      while 4 &* place &+ 4 < heap.count {
        let first = 4 &* place &+ 1
        let left = first &+ Candidate.isFirst(heap[first &+ 1], heap[first])
        let right = first &+ 2 &+ Candidate.isFirst(heap[first &+ 3], heap[first &+ 2])
        let next = left &+ (right &- left) &* Candidate.isFirst(heap[right], heap[left])
        heap[place] = heap[next]
        place = next
      }
      if 4 * place + 1 < heap.count {
        var next = 4 * place + 1
        for other in next + 1..<heap.count
        where Candidate.isFirst(heap[other], heap[next]) == 1 { next = other }
        heap[place] = heap[next]
        place = next
      }
      Self.rise(last, from: place, in: heap)
    }
  }

  @inline(__always)
  private static func rise(
    _ candidate: Candidate, from place: Int, in heap: UnsafeMutableBufferPointer<Candidate>
  ) {
    var place = place
    while place > 0 {
      let above = (place - 1) / 4
      guard Candidate.isFirst(candidate, heap[above]) == 1 else { break }
      heap[place] = heap[above]
      place = above
    }
    heap[place] = candidate
  }
}
