import ParallelBlocks

extension MedoidSearch {
  /// Finds the nearest two medoids of each row.
  mutating func assign() throws(ClusteringError) {
    let (found, undefined) = nearestMedoids()
    if let undefined { throw Self.undefined(undefined.medoid, undefined.row) }
    for row in found.indices { set(found[row], for: row) }
    sumUp()
  }

  private func nearestMedoids() -> (found: [NearestMedoids], undefined: (medoid: Int, row: Int)?) {
    var found = [NearestMedoids](repeating: NearestMedoids(), count: distances.rowCount)
    let undefined = found.withUnsafeMutableBufferPointer { buffer in
      let found = DisjointWrites(buffer)
      return parallelism.mapBlocks(count: found.count, blockSize: RowBlock.size) { _, rows in
        search(rows, found.slice(rows))
      }
    }
    return (found, undefined.lazy.compactMap(\.self).first)
  }

  /// Gives the medoids other numbers.
  mutating func renumber(_ order: [Int]) throws(ClusteringError) {
    medoids = order.map { medoids[$0] }
    try assign()
  }

  /// Finds the nearest two medoids of some rows; returns a pair without a distance if there is one.
  private func search(
    _ rows: Range<Int>, _ found: UnsafeMutableBufferPointer<NearestMedoids>
  ) -> (medoid: Int, row: Int)? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: RowBlock.size) { room in
      guard let own = room.baseAddress else { return nil }
      for (cluster, medoid) in medoids.enumerated() {
        distances.write(from: medoid, to: rows, into: own)
        for place in 0..<rows.count {
          if own[place].isNaN { return (medoid, rows.lowerBound + place) }
          let isOwn = rows.lowerBound + place == medoid
          found[place].offer(Int32(cluster), at: own[place], isOwn: isOwn)
        }
      }
      return nil
    }
  }

  /// Swaps a medoid for a candidate, given the distances of the candidate to all rows.
  ///
  /// - Complexity: O(rows), and O(medoids) distances for each row that loses one of its nearest two
  ///   and is far from the candidate.
  mutating func exchange(_ cluster: Int, for candidate: Int, _ own: [Double]) {
    isMedoid[medoids[cluster]] = false
    isMedoid[candidate] = true
    medoids[cluster] = candidate
    swapCount += 1
    let label = Int32(cluster)
    var change = DriftSum(clusterCount: medoids.count)
    for row in nearest.indices {
      let before = self[row]
      var after = before
      if before.label != label && before.secondLabel != label {
        after.offer(label, at: own[row], isOwn: row == candidate)
      } else if !after.replace(label, at: own[row], isOwn: row == candidate) {
        after = NearestMedoids()
        for (cluster, medoid) in medoids.enumerated() {
          after.offer(
            Int32(cluster), at: distances.distance(medoid, row), isOwn: row == medoid)
        }
      }
      change.add(before, after, weight: weight(of: row))
      if after != before { set(after, for: row) }
    }
    drift += change.largest(without: cluster)
    sumUp()
  }

  private subscript(row: Int) -> NearestMedoids {
    NearestMedoids(
      label: labels[row], secondLabel: secondLabels[row], nearest: nearest[row],
      second: second[row], isOwn: isMedoid[row] && medoids[Int(labels[row])] == row)
  }

  private mutating func set(_ found: NearestMedoids, for row: Int) {
    labels[row] = found.label
    secondLabels[row] = found.secondLabel
    nearest[row] = found.nearest
    second[row] = found.second
  }

  private mutating func sumUp() {
    removalLosses = [Double](repeating: 0, count: medoids.count)
    totalDeviation = 0
    for row in nearest.indices {
      removalLosses[Int(labels[row])] += weight(of: row) * (second[row] - nearest[row])
      totalDeviation += weight(of: row) * nearest[row]
    }
  }
}

/// The nearest two medoids of a row, of equally near ones the row's own and then the lowest.
struct NearestMedoids: Equatable {
  var label: Int32 = -1
  var secondLabel: Int32 = -1
  var nearest = Double.infinity
  var second = Double.infinity
  /// Whether the row is its nearest medoid.
  var isOwn = false

  /// Takes in a medoid that is not among the two.
  @inline(__always)
  mutating func offer(_ cluster: Int32, at distance: Double, isOwn: Bool) {
    if isOwn || (!self.isOwn && Self.isBefore(distance, cluster, nearest, label)) {
      (second, secondLabel) = (nearest, label)
      (nearest, label, self.isOwn) = (distance, cluster, isOwn)
    } else if Self.isBefore(distance, cluster, second, secondLabel) {
      (second, secondLabel) = (distance, cluster)
    }
  }

  /// Moves a medoid that is among the two; false when others may now be nearer.
  @inline(__always)
  mutating func replace(_ cluster: Int32, at distance: Double, isOwn: Bool) -> Bool {
    if label == cluster {
      // The second stays the best of the others.
      guard isOwn || Self.isBefore(distance, cluster, second, secondLabel) else { return false }
      (nearest, self.isOwn) = (distance, isOwn)
      return true
    }
    guard isOwn || distance <= second else { return false }
    (second, secondLabel) = (.infinity, -1)
    offer(cluster, at: distance, isOwn: isOwn)
    return true
  }

  @inline(__always)
  private static func isBefore(
    _ distance: Double, _ cluster: Int32, _ other: Double, _ otherCluster: Int32
  ) -> Bool {
    distance < other || distance == other && (cluster < otherCluster || otherCluster < 0)
  }
}

/// By how much a swap may have lowered the total deviation that another swap leads to.
///
/// Whatever the candidate, giving up medoid m for it leads to the sum over the rows of the smaller of
/// two distances: that to the candidate, and that to the nearest medoid without m. So the sum falls at
/// most by how much the second falls, summed over the rows.
struct DriftSum {
  /// What all medoids have in common, and what comes on top for each.
  private var common = 0.0
  private var own: [Double]

  init(clusterCount: Int) { own = [Double](repeating: 0, count: clusterCount) }

  /// Takes in a row.
  @inline(__always)
  mutating func add(_ before: NearestMedoids, _ after: NearestMedoids, weight: Double) {
    let fall = max(0, before.nearest - after.nearest) * weight
    common += fall
    for (isFirst, label) in [(true, before.label), (false, after.label)] {
      if !isFirst && label == before.label { continue }
      let from = before.label == label ? before.second : before.nearest
      let to = after.label == label ? after.second : after.nearest
      if from > to {
        own[Int(label)] += (from - to) * weight - fall
      } else {
        own[Int(label)] -= fall
      }
    }
  }

  /// The largest of all medoids except the new one: without it, there are the others as before.
  func largest(without cluster: Int) -> Double {
    var largest = 0.0
    for (medoid, own) in own.enumerated() where medoid != cluster {
      largest = max(largest, common + own)
    }
    return largest
  }
}
