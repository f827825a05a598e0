/// How far a clustering has come; told once an iteration.
///
/// Several restarts may be under way at the same time: their iterations then take turns.
public struct ClusteringProgress: Sendable, Hashable {
  /// The number of clusters, where several are tried.
  public internal(set) var clusterCount: Int?
  /// Which restart this is, counted from 0.
  public let restart: Int
  /// The number of restarts.
  public let restartCount: Int
  /// Which iteration of the restart this is, counted from 1.
  public let iteration: Int
  /// The largest number of iterations of a restart.
  public let iterationLimit: Int
  /// What the method makes small, before the iteration changed the clusters.
  ///
  /// It is exact to the rounding of the total sum of squares, which is enough to watch it fall.
  public let objective: Double
  /// The number of rows that changed their cluster; in the first iteration, all.
  ///
  /// Where ``KMeans`` counts equal rows once, so does this.
  public let movedRowCount: Int
}
