import CSegmentationKernels
import ParallelBlocks

/// Sums of rows and of weights for each cluster, in Double and around a centre.
///
/// Sums around the columns' middle lose nothing to a large offset, also after many updates.
public struct ClusterSums: Sendable, Hashable {
  /// Sums of weight × (row − centre), cluster by cluster.
  public private(set) var sums: [Double]
  /// Sums of weights, one for each cluster.
  public private(set) var masses: [Double]
  /// Numbers of rows that do not have the weight 0, one for each cluster.
  ///
  /// They tell an empty cluster from one whose weights add up to little, also after many updates.
  public private(set) var counts: [Int]
  /// What rows are measured from.
  public let centre: [Double]

  /// Creates empty sums.
  ///
  /// - Parameters:
  ///   - clusterCount: At least 1.
  ///   - centre: One number for each column.
  public init(clusterCount: Int, centre: [Double]) {
    sums = [Double](repeating: 0, count: clusterCount * centre.count)
    masses = [Double](repeating: 0, count: clusterCount)
    counts = [Int](repeating: 0, count: clusterCount)
    self.centre = centre
  }

  /// Adds other sums, element by element.
  ///
  /// - Complexity: O(clusters × columns).
  public mutating func merge(_ other: ClusterSums) {
    precondition(other.sums.count == sums.count && other.masses.count == masses.count)
    for index in sums.indices { sums[index] += other.sums[index] }
    for cluster in masses.indices {
      masses[cluster] += other.masses[cluster]
      counts[cluster] += other.counts[cluster]
    }
  }

  /// Adds sums that were made elsewhere, cluster by cluster; masses and counts stay as they are.
  public mutating func add(_ other: [Double]) {
    precondition(other.count == sums.count, "\(other.count) sums, not \(sums.count)")
    for index in sums.indices { sums[index] += other[index] }
  }

  /// Clears what rounding has left in the sums of clusters without rows.
  ///
  /// - Complexity: O(clusters), and O(columns) for each empty one.
  public mutating func clearEmptyClusters() {
    for cluster in counts.indices where counts[cluster] == 0 {
      masses[cluster] = 0
      for column in centre.indices { sums[cluster * centre.count + column] = 0 }
    }
  }

  /// Moves one row from a cluster to another.
  ///
  /// - Complexity: O(columns).
  public mutating func move(_ row: [Double], weight: Double, from donor: Int, to cluster: Int) {
    precondition(row.count == centre.count, "\(row.count) values for \(centre.count) columns")
    for column in row.indices {
      let part = weight * (row[column] - centre[column])
      sums[donor * row.count + column] -= part
      sums[cluster * row.count + column] += part
    }
    masses[donor] -= weight
    masses[cluster] += weight
    counts[donor] -= 1
    counts[cluster] += 1
  }

  /// The weighted mean of each cluster; nil for a cluster without weight.
  ///
  /// - Complexity: O(clusters × columns).
  public func mean(of cluster: Int) -> [Double]? {
    let mass = masses[cluster]
    guard mass > 0 else { return nil }
    return centre.indices.map { centre[$0] + sums[cluster * centre.count + $0] / mass }
  }

  /// Adds each row of a block to the sums of its cluster.
  ///
  /// - Parameters:
  ///   - rows: The rows of the block.
  ///   - original: Where the rows' values are.
  ///   - labels: One for each row of the block; a negative label leaves a row out.
  ///   - weights: One for each row of the block; nil stands for 1.
  /// - Complexity: O(rows × columns).
  public mutating func add(
    _ rows: Range<Int>, of original: OriginalRows, labels: UnsafeBufferPointer<Int32>,
    weights: UnsafeBufferPointer<Double>? = nil
  ) {
    check(rows, of: original, labels: labels, weights: weights)
    precondition(labels.allSatisfy { $0 < masses.count }, "a label has no cluster")
    withUnsafeSums { sums in
      original.withPlainRows(rows) { plain in
        switch plain {
        case .doubles(let start):
          cseg_add_doubles(
            InstructionSet.best.code, sums, start, weights?.baseAddress, labels.baseAddress,
            Int64(rows.count))
        case .floats(let start):
          cseg_add_floats(
            InstructionSet.best.code, sums, start, weights?.baseAddress, labels.baseAddress,
            Int64(rows.count))
        }
      }
    }
  }

  /// Takes the rows that changed out of their former clusters and adds them to their new ones.
  ///
  /// - Parameters:
  ///   - changes: The changes of the block.
  ///   - rows: The rows of the block.
  ///   - original: Where the rows' values are.
  ///   - labels: The new labels, one for each row of the block.
  ///   - weights: One for each row of the block; nil stands for 1.
  /// - Complexity: O(changed rows × columns).
  public mutating func apply(
    _ changes: RowChanges, in rows: Range<Int>, of original: OriginalRows,
    labels: UnsafeBufferPointer<Int32>, weights: UnsafeBufferPointer<Double>? = nil
  ) {
    check(rows, of: original, labels: labels, weights: weights)
    let clusters = masses.count
    changes.withUnsafeLists { moved, former in
      precondition(
        moved.allSatisfy { $0 >= 0 && $0 < rows.count && labels[Int($0)] < clusters }
          && former.allSatisfy { $0 < clusters }, "a change lies outside the block or clusters")
      withUnsafeSums { sums in
        original.withPlainRows(rows) { plain in
          switch plain {
          case .doubles(let start):
            cseg_move_doubles(
              InstructionSet.best.code, sums, start, weights?.baseAddress, labels.baseAddress,
              moved.baseAddress, former.baseAddress, Int64(moved.count))
          case .floats(let start):
            cseg_move_floats(
              InstructionSet.best.code, sums, start, weights?.baseAddress, labels.baseAddress,
              moved.baseAddress, former.baseAddress, Int64(moved.count))
          }
        }
      }
    }
  }

  private func check(
    _ rows: Range<Int>, of original: OriginalRows, labels: UnsafeBufferPointer<Int32>,
    weights: UnsafeBufferPointer<Double>?
  ) {
    original.check(rows)
    precondition(
      original.columnCount == centre.count && labels.count == rows.count
        && (weights.map { $0.count == rows.count } ?? true),
      "\(labels.count) labels for \(rows.count) rows")
  }

  private mutating func withUnsafeSums(_ body: (UnsafePointer<cseg_sums>) -> Void) {
    sums.withUnsafeMutableBufferPointer { sums in
      masses.withUnsafeMutableBufferPointer { masses in
        counts.withUnsafeMutableBufferPointer { counts in
          counts.withMemoryRebound(to: Int64.self) { counts in
            centre.withUnsafeBufferPointer { centre in
              var view = cseg_sums(
                sums: sums.baseAddress, masses: masses.baseAddress, counts: counts.baseAddress,
                centre: centre.baseAddress, columnCount: Int64(centre.count))
              body(&view)
            }
          }
        }
      }
    }
  }
}
