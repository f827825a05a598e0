import DenseAlgebra

/// How far the rows of boxes have to look for edges of a minimum spanning tree, when some spanning
/// tree is known.
///
/// A pair of rows can belong to a minimum spanning tree only when it is no longer than the longest
/// edge on the path between them in any spanning tree. Each box has a row in its middle, and the
/// path of two rows goes no higher than the paths from each to the middle of its box and the path
/// between the middles: the first two are a reach of each row, the third one of a pair of boxes.
struct BoxReaches: Sendable {
  /// For each row, the longest edge between it and the middle of its box.
  let distances: [Double]
  /// Where the middle of each box stands among those of all, as they join the tree.
  private let ranks: [Int32]
  /// The longest edge between middles that follow each other so.
  private let edges: RangeMaxima
  /// For each group of boxes, the rank of one of them, and the longest edge between that one and any
  /// other of the group.
  private let groupRanks: [Int32]
  private let groupDistances: [Double]

  /// Finds the reaches.
  ///
  /// - Parameters:
  ///   - tree: A spanning tree of rows that stand box by box.
  ///   - sums: What the sums of the tree are.
  /// - Complexity: O(rows × log(rows)).
  init(tree: PrimGrowth, sums: RowSums) {
    let edges = RangeMaxima(of: tree.sums, blockSize: 32)
    let places = tree.places
    let boxCount = (places.count + BoxedPoints.boxSize - 1) / BoxedPoints.boxSize
    var distances = [Double](repeating: 0, count: places.count)
    let middles = (0..<boxCount).map { box in
      let first = box * BoxedPoints.boxSize
      let rows = first..<min(places.count, first + BoxedPoints.boxSize)
      let sorted = places[rows].sorted()
      let middle = sorted[sorted.count / 2]
      for row in rows {
        distances[row] = sums.distance(
          fromSum: edges.largest(between: places[row], and: middle))
      }
      return middle
    }
    self.distances = distances
    let boxes = middles.indices.sorted { middles[$0] < middles[$1] }
    var ranks = [Int32](repeating: 0, count: boxCount)
    for (rank, box) in boxes.enumerated() { ranks[box] = Int32(rank) }
    var steps = [0.0]
    for (box, next) in zip(boxes, boxes.dropFirst()) {
      steps.append(
        sums.distance(fromSum: edges.largest(between: middles[box], and: middles[next])))
    }
    let boxEdges = RangeMaxima(of: steps, blockSize: 1)
    let groups = stride(from: 0, to: boxCount, by: BoxedPoints.groupSize).map { first in
      first..<min(boxCount, first + BoxedPoints.groupSize)
    }
    groupRanks = groups.map { ranks[$0.lowerBound + $0.count / 2] }
    groupDistances = zip(groups, groupRanks).map { boxes, rank in
      boxes.reduce(0) { max($0, boxEdges.largest(between: ranks[$1], and: rank)) }
    }
    self.ranks = ranks
    self.edges = boxEdges
  }

  /// For each row, whether its reach is so far beyond that of most in its box that the box is better
  /// off when the row looks for its pairs alone.
  var farRows: [Bool] {
    stride(from: 0, to: distances.count, by: BoxedPoints.boxSize).flatMap { first in
      let box = distances[first..<min(distances.count, first + BoxedPoints.boxSize)]
      let median = box.sorted()[box.count / 2]
      return box.map { $0 > 1.25 * median }
    }
  }

  /// The longest edge between the middles of two boxes.
  @inline(__always)
  func distance(_ box: Int, _ other: Int) -> Double {
    edges.largest(between: ranks[box], and: ranks[other])
  }

  /// At least the longest edge between the middle of a box and that of any box of a group.
  func distance(_ box: Int, toGroup group: Int) -> Double {
    max(groupDistances[group], edges.largest(between: ranks[box], and: groupRanks[group]))
  }
}

extension RangeMaxima {
  /// The largest of the numbers after one place up to another, where each belongs to a step to its
  /// place.
  @inline(__always)
  func largest(between place: Int32, and other: Int32) -> Double {
    largest(in: Int(min(place, other)) + 1..<Int(max(place, other)) + 1)
  }
}
