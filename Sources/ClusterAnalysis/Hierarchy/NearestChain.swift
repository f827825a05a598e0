/// Clusters of which each is the nearest to the one before it.
struct NearestChain {
  private var links: [Int32] = []
  private var isLinked: [Bool]

  init(rowCount: Int) {
    isLinked = [Bool](repeating: false, count: rowCount)
  }

  /// The last cluster of the chain.
  var top: Int? { links.last.map(Int.init) }
  /// The one before it.
  var previous: Int? { links.count < 2 ? nil : Int(links[links.count - 2]) }

  /// Begins a chain.
  mutating func start(at cluster: Int) -> Int {
    append(cluster)
    return cluster
  }

  private mutating func append(_ cluster: Int) {
    links.append(Int32(cluster))
    isLinked[cluster] = true
  }

  /// Goes on to the nearest cluster.
  ///
  /// Distances fall along the chain, so a cluster that is already on it can be the nearest only
  /// when it is the previous one, or when distances are equal up to their rounding; then the
  /// previous one is as near.
  ///
  /// - Returns: The last two clusters, which leave the chain, when each is the other's nearest.
  mutating func extend(to nearest: Int) -> (Int, Int)? {
    guard isLinked[nearest] else {
      append(nearest)
      return nil
    }
    let pair = (Int(links.removeLast()), Int(links.removeLast()))
    isLinked[pair.0] = false
    isLinked[pair.1] = false
    return pair
  }
}
