import DenseAlgebra
import ParallelBlocks

/// The minimum spanning tree of rows, which is single linkage, from the pairs that may belong to it.
///
/// 1. Rows are put into boxes of near ones, and each row makes pairs with the nearest three in the
///    boxes around it. Prim's algorithm over these pairs gives a spanning tree that is a few percent
///    too long.
/// 2. No edge of a minimum spanning tree is longer than the longest one between the same rows in
///    that tree. All pairs that are not longer are found: boxes and rows that are too far are passed
///    by, the others are compared in Float, box by box in the cache.
/// 3. Prim's algorithm over those pairs, a few for each row, gives the tree that it would give over
///    all pairs: sums are in Double, and equally long edges are taken in the same order.
///
/// Threads only find pairs, so the tree is the same for any number of them.
struct BoxedTree {
  /// The rows, box by box, and which rows they are.
  private let matrix: Matrix
  private let names: [Int32]
  private let sums: RowSums
  private let parallelism: Parallelism
  private let norms: [Double]
  private let points: BoxedPoints
  private let pairLimit: Int
  private let lookLimits: (first: Int, all: Int)
  private var tree: PrimGrowth
  private var reaches: BoxReaches
  private var pairs: [RowPair] = []
  /// Whether each row looks alone; it stays so, since boxes that have looked relied on it.
  private var isFar: [Bool]
  private var passesByRows = true

  /// Pairs for each row that are kept before a better tree is made of them.
  static let pairLimit = 24
  /// Pairs for each row that may be found, most of them to be left out again, in the boxes that are
  /// asked first and in all; with more, looking at all pairs is faster, and needs no memory for them.
  static let lookLimits = (first: 4, all: 64)
  /// Each such box is asked first, to see how many pairs there will be.
  private static let sampleStep = 16
  private static let blockSize = 4
  /// How many boxes say how many rows are near enough to a box, and the share of rows above which
  /// asking each costs more than it saves.
  private static let reachSampleCount = 8
  private static let greatestShare = 0.6

  /// Makes the first tree.
  ///
  /// - Parameters:
  ///   - rows: Different rows, coordinates between −2 and 2.
  ///   - terms: What a difference of coordinates adds to a distance.
  ///   - parallelism: How many threads look for pairs.
  ///   - pairLimit: Pairs for each row that are kept before a better tree is made of them.
  ///   - lookLimits: Pairs for each row that may be found in the first boxes and in all.
  init(
    rows: Matrix, terms: CoordinateTerms, parallelism: Parallelism,
    pairLimit: Int = Self.pairLimit, lookLimits: (first: Int, all: Int) = Self.lookLimits
  ) {
    self.parallelism = parallelism
    self.lookLimits = lookLimits
    self.pairLimit = pairLimit
    names = PointTree.order(of: rows, inBoxesOf: BoxedPoints.boxSize)
    let matrix = rows.selectingRows(names.map { Int($0) })
    self.matrix = matrix
    let sums = RowSums(columnCount: rows.columnCount, terms: terms)
    self.sums = sums
    let points = BoxedPoints(matrix, terms: terms)
    self.points = points
    let norms = matrix.withUnsafeElements { elements in
      (0..<matrix.rowCount).map { row in
        elements.baseAddress.map { sums.norm(of: $0 + row * matrix.columnCount) } ?? 0
      }
    }
    self.norms = norms
    points.scores = points.withSearch {
      Self.bestScores(
        NearPairs(search: $0, count: matrix.rowCount), matrix, norms: norms, sums: sums)
    }
    let pairs = points.withSearch {
      NearPairs(search: $0, count: matrix.rowCount).pairs(parallelism: parallelism)
    }
    tree = matrix.minimumTree(of: pairs, standing: names, sums: sums)
    reaches = BoxReaches(tree: tree, sums: sums)
    isFar = reaches.farRows
  }

  /// The faster scores, unless they would tell near rows apart badly.
  private static func bestScores(
    _ near: NearPairs, _ matrix: Matrix, norms: [Double], sums: RowSums
  ) -> BoxedPoints.Scores {
    guard sums.terms == .squares else { return .differences }
    var (count, vagueCount) = (0, 0)
    near.forEachNeighbourInSample { row, neighbour in
      let distance = sums.distance(fromSum: matrix.sum(of: row, neighbour, sums))
      count += 1
      if sums.productError(forDistance: distance, norm: norms[row]) > 0.02 { vagueCount += 1 }
    }
    return vagueCount * 20 > count ? .differences : .products
  }

  /// Finds the minimum spanning tree.
  ///
  /// - Parameter height: The height of a merge, given the sum over differences.
  /// - Returns: The merges in the order the tree grows from row 0 on, or nil where so many pairs may
  ///   belong to the tree that looking at all of them is better: equally far ones, ones that Float
  ///   cannot tell apart, or those of rows in whose reach most others are.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows²) time where columns are many.
  mutating func merges(
    height: (_ sum: Double) -> Double
  ) throws(ClusteringError) -> [RowMerge]? {
    let boxes = 0..<points.boxCount
    var waiting = boxes.filter { !$0.isMultiple(of: Self.sampleStep) }[...]
    var round = boxes.filter { $0.isMultiple(of: Self.sampleStep) }
    setReaches()
    decideOnPassingBy()
    var foundCount = 0
    var limit = lookLimits.first * matrix.rowCount
    while !round.isEmpty {
      try ClusteringError.checkCancellation()
      guard let count = look(from: round, limit: limit - foundCount) else { return nil }
      foundCount += count
      limit = lookLimits.all * matrix.rowCount
      if pairs.count > pairLimit * matrix.rowCount {
        growAgain()
        if pairs.count > pairLimit * matrix.rowCount / 2 { return nil }
      }
      // As many boxes as are expected to fill what is left, and no more than some between which the task
      // may be cancelled.
      let greatest = max(256, points.boxCount / Self.sampleStep)
      let rate = Double(max(1, count)) / Double(round.count)
      let room = Double(pairLimit * matrix.rowCount - pairs.count)
      round = Array(waiting.prefix(max(Self.blockSize, min(greatest, Int(room / rate)))))
      waiting = waiting.dropFirst(round.count)
    }
    tree = matrix.minimumTree(of: tree.pairs + pairs, standing: names, sums: sums)
    return tree.rows.indices.dropFirst().map {
      RowMerge(
        Int(names[Int(tree.neighbours[$0])]), Int(names[Int(tree.rows[$0])]),
        height: height(tree.sums[$0]))
    }
  }

  private func setReaches() {
    for row in norms.indices {
      let (distance, norm) = (reaches.distances[row], norms[row])
      points.setReach(
        of: row, to: sums.limit(forDistance: distance, norm: norm),
        scoreLimit: sums.productLimit(forDistance: distance, norm: norm),
        isFar: isFar[row])
    }
  }

  private mutating func decideOnPassingBy() {
    let step = max(1, points.boxCount / Self.reachSampleCount)
    let boxes = Array(stride(from: 0, to: points.boxCount, by: step))
    let share = withLook { $0.shareInReach(of: boxes) }
    guard share > Self.greatestShare else { return }
    passesByRows = false
    isFar = [Bool](repeating: false, count: matrix.rowCount)
    setReaches()
  }

  private func withLook<R>(_ body: (PairLook) -> R) -> R {
    points.withSearch {
      body(
        PairLook(
          search: $0, sums: sums, reaches: reaches, isFar: isFar, norms: norms,
          usesProducts: points.scores == .products, passesByRows: passesByRows))
    }
  }

  /// Adds the pairs of some boxes and returns how many they are, or nil when they are more than `limit`,
  /// whatever the order in which threads find them.
  private mutating func look(from boxes: [Int], limit: Int) -> Int? {
    let count = PairCount(limit: limit)
    let found = withLook { look in
      parallelism.mapBlocks(count: boxes.count, blockSize: Self.blockSize) {
        look.pairs(of: boxes[$1], counting: count)
      }
    }
    guard !count.isExceeded else { return nil }
    for block in found { pairs += block }
    return count.value
  }

  /// Makes a shorter tree of all pairs so far, and leaves those out that are too long by it.
  private mutating func growAgain() {
    tree = matrix.minimumTree(of: tree.pairs + pairs, standing: names, sums: sums)
    reaches = BoxReaches(tree: tree, sums: sums)
    setReaches()
    let edges = RangeMaxima(of: tree.sums, blockSize: 32)
    let places = tree.places
    pairs = pairs.filter { pair in
      let (row, other) = (Int(pair.first), Int(pair.second))
      return matrix.sum(of: row, other, sums)
        <= edges.largest(between: places[row], and: places[other])
    }
  }
}

extension Matrix {
  /// The minimum spanning tree of the rows over some pairs.
  fileprivate func minimumTree(
    of pairs: [RowPair], standing: [Int32], sums: RowSums
  ) -> PrimGrowth {
    PrimGrowth(standing: standing, pairs: pairs) { sum(of: $0, $1, sums) }
  }

  @inline(__always)
  fileprivate func sum(of row: Int, _ other: Int, _ sums: RowSums) -> Double {
    withUnsafeElements { elements in
      guard let start = elements.baseAddress else { return 0 }
      return sums.sum(start + row * columnCount, start + other * columnCount)
    }
  }
}
