import DenseAlgebra
import ParallelBlocks

/// The minimum spanning tree of rows with few columns, by Borůvka's rounds on a kd-tree.
///
/// In each round, each component of the forest finds the shortest edge to a point outside; these are
/// taken in. A point looks again only when the neighbour that it knows has joined its component, and
/// only as far as the shortest edge that its component knows. Boxes within one component are passed
/// by. All distances are in Double.
///
/// Borůvka 1926; March, Ram and Gray 2010, https://doi.org/10.1145/1835804.1835882.
struct ForestGrowth {
  private let matrix: Matrix
  private let terms: CoordinateTerms
  private let tree: PointTree
  private let parallelism: Parallelism
  /// The component of each position, and of each box; -1 for a box of several.
  private var components: [Int32]
  private var nodeComponents: [Int32]
  private var componentCount: Int
  /// For each position, the nearest point outside when it last looked, or -1, and a sum below which
  /// there is none.
  private var neighbours: [Int32]
  private var sums: [Double]
  private var edges: [RowMerge] = []

  /// The shortest edge that leaves a component.
  private struct Edge {
    var sum = Double.infinity
    var from: Int32 = -1
    var to: Int32 = -1
  }

  private static let blockSize = 2048

  /// Starts with each row as a component.
  ///
  /// - Parameters:
  ///   - rows: Different rows.
  ///   - terms: What a difference of coordinates adds to a distance.
  ///   - parallelism: How many threads look; the result does not depend on it.
  init(rows: Matrix, terms: CoordinateTerms, parallelism: Parallelism) {
    matrix = rows
    self.terms = terms
    self.parallelism = parallelism
    tree = PointTree(of: rows, terms: terms)
    let laneCount = tree.groups.count * PointGroups.size
    components = Array(0..<Int32(laneCount))
    componentCount = rows.rowCount
    nodeComponents = [Int32](repeating: -1, count: tree.nodes.count)
    neighbours = [Int32](repeating: -1, count: rows.rowCount)
    sums = [Double](repeating: 0, count: rows.rowCount)
  }

  /// Grows the forest into a tree.
  ///
  /// - Parameter height: The height of a merge, given the sum over differences.
  /// - Returns: The edges of the tree.
  /// - Throws: ``ClusteringError`` when the task was cancelled.
  /// - Complexity: O(rows × log²(rows)) time where columns are few.
  mutating func merges(
    height: (_ sum: Double) -> Double
  ) throws(ClusteringError) -> [RowMerge] {
    edges.reserveCapacity(matrix.rowCount)
    while componentCount > 1 {
      try ClusteringError.checkCancellation()
      takeIn(shortestEdges(), height: height)
    }
    return edges
  }

  /// The shortest edge out of each component, of equally short ones the one that is found first.
  private mutating func shortestEdges() -> [Edge] {
    var shortest = knownEdges()
    let order = positionsByComponent()
    let search = BoxSearch(tree: tree, matrix: matrix, terms: terms)
    let found = neighbours.withUnsafeMutableBufferPointer { neighbours in
      let neighbours = DisjointWrites(neighbours)
      return sums.withUnsafeMutableBufferPointer { sums in
        let sums = DisjointWrites(sums)
        return components.withUnsafeBufferPointer { components in
          let components = SharedReads(components)
          return nodeComponents.withUnsafeBufferPointer { nodeComponents in
            let nodeComponents = SharedReads(nodeComponents)
            return parallelism.mapBlocks(count: order.count, blockSize: Self.blockSize) {
              [shortest] _, places in
              Self.look(
                order[places], search, components, nodeComponents, knowing: shortest, neighbours,
                sums)
            }
          }
        }
      }
    }
    for (component, edge) in found.joined() where edge.sum < shortest[component].sum {
      shortest[component] = edge
    }
    return shortest
  }

  /// The shortest of the edges that points know and that still leave their components.
  private func knownEdges() -> [Edge] {
    var shortest = [Edge](repeating: Edge(), count: componentCount)
    for position in neighbours.indices {
      let (neighbour, component) = (neighbours[position], Int(components[position]))
      guard neighbour >= 0, Int(components[Int(neighbour)]) != component,
        sums[position] < shortest[component].sum
      else { continue }
      shortest[component] = Edge(sum: sums[position], from: Int32(position), to: neighbour)
    }
    return shortest
  }

  private func positionsByComponent() -> [Int32] {
    var starts = [Int32](repeating: 0, count: componentCount + 1)
    for position in neighbours.indices { starts[Int(components[position]) + 1] += 1 }
    for component in 0..<componentCount { starts[component + 1] += starts[component] }
    var order = [Int32](repeating: 0, count: neighbours.count)
    for position in neighbours.indices {
      let component = Int(components[position])
      order[Int(starts[component])] = Int32(position)
      starts[component] += 1
    }
    return order
  }

  /// Lets some points look that may have the shortest edge of their component.
  ///
  /// - Returns: For each component, the shortest edge that was found, if any.
  private static func look(
    _ positions: ArraySlice<Int32>, _ search: BoxSearch, _ components: SharedReads<Int32>,
    _ nodeComponents: SharedReads<Int32>, knowing shortest: [Edge],
    _ neighbours: DisjointWrites<Int32>, _ sums: DisjointWrites<Double>
  ) -> [(Int, Edge)] {
    let components = components.elements
    guard let neighbours = neighbours.baseAddress, let sums = sums.baseAddress else { return [] }
    var found: [(Int, Edge)] = []
    var (component, edge) = (-1, Edge())
    for position in positions {
      let place = Int(position)
      if Int(components[place]) != component {
        if edge.from >= 0 { found.append((component, edge)) }
        component = Int(components[place])
        edge = Edge(sum: shortest[component].sum)
      }
      let known = neighbours[place]
      if known >= 0, Int(components[Int(known)]) != component { continue }
      guard sums[place] < edge.sum else { continue }
      if let nearest = search.nearest(
        to: place, outside: Int32(component), components, nodeComponents.elements, below: edge.sum)
      {
        sums[place] = nearest.sum
        neighbours[place] = Int32(nearest.position)
        edge = Edge(sum: nearest.sum, from: position, to: Int32(nearest.position))
      } else {
        sums[place] = edge.sum
        neighbours[place] = -1
      }
    }
    if edge.from >= 0 { found.append((component, edge)) }
    return found
  }

  /// Adds the shortest edges to the forest, the shortest first.
  ///
  /// Where edges are equally long, several components may have chosen edges that close a ring; the
  /// last edge of it is left out, and the rest is part of a minimum spanning tree even so.
  private mutating func takeIn(_ shortest: [Edge], height: (_ sum: Double) -> Double) {
    var parents = Array(0..<Int32(componentCount))
    func speaker(of component: Int32) -> Int {
      var component = Int(component)
      while Int(parents[component]) != component {
        parents[component] = parents[Int(parents[component])]
        component = Int(parents[component])
      }
      return component
    }
    let order = shortest.indices.sorted {
      (shortest[$0].sum, $0) < (shortest[$1].sum, $1)
    }
    for index in order {
      let edge = shortest[index]
      precondition(edge.from >= 0, "a component without an edge")
      let left = speaker(of: components[Int(edge.from)])
      let right = speaker(of: components[Int(edge.to)])
      guard left != right else { continue }
      parents[max(left, right)] = Int32(min(left, right))
      let (row, other) = (Int(tree.rows[Int(edge.from)]), Int(tree.rows[Int(edge.to)]))
      edges.append(RowMerge(row, other, height: height(edge.sum)))
    }
    var numbers = [Int32](repeating: -1, count: componentCount)
    var count: Int32 = 0
    for component in 0..<componentCount where Int(parents[component]) == component {
      numbers[component] = count
      count += 1
    }
    for position in neighbours.indices {
      components[position] = numbers[speaker(of: components[position])]
    }
    componentCount = Int(count)
    // Places without a point follow the last one.
    for place in neighbours.count..<components.count {
      components[place] = components[neighbours.count - 1]
    }
    markBoxes()
  }

  private mutating func markBoxes() {
    for index in nodeComponents.indices.reversed() {
      let node = tree.nodes[index]
      if node.part >= 0 {
        let part = Int(node.part)
        nodeComponents[index] =
          nodeComponents[part] == nodeComponents[part + 1] ? nodeComponents[part] : -1
      } else {
        let first = Int(node.firstGroup) * PointGroups.size
        let last = first + Int(node.groupCount) * PointGroups.size
        let component = components[first]
        nodeComponents[index] =
          components[first..<last].allSatisfy { $0 == component } ? component : -1
      }
    }
  }
}

/// Looks for nearest points from the nearest boxes on.
private struct BoxSearch: Sendable {
  let tree: PointTree
  let matrix: Matrix
  let terms: CoordinateTerms

  /// The nearest point of another component, if its sum is below `limit`.
  func nearest(
    to position: Int, outside component: Int32, _ components: UnsafeBufferPointer<Int32>,
    _ nodeComponents: UnsafeBufferPointer<Int32>, below limit: Double
  ) -> PointGroups.Outside? {
    guard let components = components.baseAddress else { return nil }
    return matrix.withUnsafeElements { elements in
      tree.nodes.withUnsafeBufferPointer { nodes in
        tree.corners.withUnsafeBufferPointer { corners in
          // A tree of 2³¹ points is not 64 boxes deep, and each box leaves one to be looked at later.
          withUnsafeTemporaryAllocation(of: (node: Int32, sum: Double).self, capacity: 64) {
            waiting in
            guard let elements = elements.baseAddress, let corners = corners.baseAddress else {
              return nil
            }
            let point = elements + Int(tree.rows[position]) * tree.columnCount
            var best: PointGroups.Outside?
            var limit = limit
            waiting[0] = (0, 0)
            var count = 1
            while count > 0 {
              count -= 1
              let (index, sum) = waiting[count]
              guard sum < limit, nodeComponents[Int(index)] != component else { continue }
              let node = nodes[Int(index)]
              guard node.part >= 0 else {
                if let found = tree.groups.nearest(
                  to: point, in: node.groups, outside: component, of: components, below: limit)
                {
                  limit = found.sum
                  best = found
                }
                continue
              }
              let first = gap(from: point, to: corners, ofNode: Int(node.part))
              let second = gap(from: point, to: corners, ofNode: Int(node.part) + 1)
              let isFirstNearer = first <= second
              waiting[count] = isFirstNearer ? (node.part + 1, second) : (node.part, first)
              waiting[count + 1] = isFirstNearer ? (node.part, first) : (node.part + 1, second)
              count += 2
            }
            return best
          }
        }
      }
    }
  }

  /// The sum of differences between a point and the nearest place of a box.
  ///
  /// It is added up as the sums of points are, and rounding keeps order: it is never above that of a
  /// point in the box.
  @inline(__always)
  private func gap(
    from point: UnsafePointer<Double>, to corners: UnsafePointer<Double>, ofNode node: Int
  ) -> Double {
    let columnCount = tree.columnCount
    let lower = corners + node * 2 * columnCount
    let upper = lower + columnCount
    var sum = 0.0
    for column in 0..<columnCount {
      let difference = max(0, max(lower[column] - point[column], point[column] - upper[column]))
      sum += terms == .squares ? difference * difference : difference
    }
    return sum
  }
}
