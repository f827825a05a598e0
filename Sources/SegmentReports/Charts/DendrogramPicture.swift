public import ClusterAnalysis
import SegmentProfiles

/// A tree as people look at it: collapsed to a readable number of branches, with the segments of a
/// cut in colours and by their names.
///
/// ```swift
/// let picture = try DendrogramPicture(tree, segmentCount: 5)
/// try picture.svg.write(toFile: "tree.svg", atomically: true, encoding: .utf8)
/// ```
public struct DendrogramPicture: Sendable {
  /// A branch that is shown without what is inside.
  struct Branch: Sendable {
    let cluster: Int
    /// The height of its last merge; 0 for a leaf.
    let height: Double
    /// How much its leaves count.
    let weight: Double
    let segment: Int
  }

  /// A merge that is shown: where it is, and the two that it joins.
  struct Joint: Sendable {
    let height: Double
    let left: End
    let right: End
    let place: Double
    let segment: Int?
  }

  /// A cluster that a joint takes in.
  struct End: Sendable {
    /// Where it is among the branches: halfway between its parts.
    let place: Double
    let height: Double
    /// The segment it belongs to, unless it holds several.
    let segment: Int?
  }

  /// The branches from top to bottom.
  let branches: [Branch]
  /// The merges above them, the root last.
  let joints: [Joint]
  let segmentNames: [String]
  let segmentWeights: [Double]
  let leafCount: Int
  /// The height at which the tree falls into the segments; nil where no single height does it.
  let cutHeight: Double?
  /// What leaves are called: contacts, or whatever they stand for.
  let noun: String

  /// Arranges the upper part of a tree.
  ///
  /// - Parameters:
  ///   - tree: The tree.
  ///   - segmentCount: How many segments it is cut into.
  ///   - segmentNames: A name for each segment, in the order of ``Dendrogram/cut(into:)``; nil numbers
  ///     them from 1.
  ///   - branchLimit: How many branches are shown at most; there are never fewer than segments.
  ///   - leafOrder: The leaves from top to bottom, in an order that shows the tree without a crossing;
  ///     nil takes ``Dendrogram/leafOrder``.
  ///   - noun: What the leaves' weights count.
  /// - Throws: `ClusteringError` when the tree cannot be cut so, or names or leaves are missing.
  /// - Complexity: O(leaves).
  public init(
    _ tree: Dendrogram, segmentCount: Int, segmentNames: [String]? = nil, branchLimit: Int = 30,
    leafOrder: [Int]? = nil, noun: String = "contacts"
  ) throws(ClusteringError) {
    let cut = try tree.cut(into: segmentCount)
    let names = segmentNames ?? (1...segmentCount).map { "Segment \($0)" }
    let order = leafOrder ?? tree.leafOrder
    guard names.count == segmentCount, order.sorted() == Array(0..<tree.leafCount) else {
      throw ClusteringError(
        .shapeMismatch,
        "there are \(names.count) names for \(segmentCount) segments, or the leaf order does not "
          + "hold each of \(tree.leafCount) leaves once")
    }
    let branches = Self.branches(
      of: tree, count: min(tree.leafCount, max(segmentCount, branchLimit, 1)), leafOrder: order,
      cut: cut)
    self.branches = branches
    var weights = [Double](repeating: 0, count: segmentCount)
    for branch in branches { weights[branch.segment] += branch.weight }
    segmentWeights = weights
    self.segmentNames = names
    self.noun = noun
    leafCount = tree.leafCount
    joints = Self.joints(of: tree, above: branches, segmentCount: segmentCount)
    let first = tree.leafCount - segmentCount
    let below = first > 0 ? tree.merges[..<first].map(\.height).max() ?? 0 : 0
    let above = tree.merges[first...].map(\.height).min()
    cutHeight = above.flatMap { $0 > below ? (below + $0) / 2 : nil }
  }

  /// The clusters that are left when the last merges are undone, in the order of their leaves.
  private static func branches(
    of tree: Dendrogram, count: Int, leafOrder: [Int], cut: Assignments
  ) -> [Branch] {
    let mergeCount = tree.leafCount - count
    var weights = tree.leafWeights ?? [Double](repeating: 1, count: tree.leafCount)
    for merge in tree.merges[..<mergeCount] {
      weights.append(weights[merge.left] + weights[merge.right])
    }
    // From the top down, each leaf learns which branch it is in.
    var owners = Array(weights.indices)
    for (index, merge) in tree.merges[..<mergeCount].enumerated().reversed() {
      owners[merge.left] = owners[tree.leafCount + index]
      owners[merge.right] = owners[tree.leafCount + index]
    }
    var isListed = [Bool](repeating: false, count: weights.count)
    return leafOrder.compactMap { leaf in
      let cluster = owners[leaf]
      guard !isListed[cluster] else { return nil }
      isListed[cluster] = true
      return Branch(
        cluster: cluster,
        height: cluster < tree.leafCount ? 0 : tree.merges[cluster - tree.leafCount].height,
        weight: weights[cluster], segment: Int(cut.labels[leaf]))
    }
  }

  /// The merges above the branches.
  private static func joints(
    of tree: Dendrogram, above branches: [Branch], segmentCount: Int
  ) -> [Joint] {
    var ends: [Int: End] = [:]
    for (place, branch) in branches.enumerated() {
      ends[branch.cluster] = End(
        place: Double(place), height: branch.height, segment: branch.segment)
    }
    let first = tree.leafCount - branches.count
    return tree.merges.indices.dropFirst(first).compactMap { index in
      let merge = tree.merges[index]
      guard let left = ends[merge.left], let right = ends[merge.right] else { return nil }
      let segment = index < tree.leafCount - segmentCount ? left.segment : nil
      let place = (left.place + right.place) / 2
      ends[tree.leafCount + index] = End(place: place, height: merge.height, segment: segment)
      return Joint(height: merge.height, left: left, right: right, place: place, segment: segment)
    }
  }
}
