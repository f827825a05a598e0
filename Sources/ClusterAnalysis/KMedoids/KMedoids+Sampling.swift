import DenseAlgebra

extension KMedoids {
  /// A search among samples of the rows, for data too large to look at each row as a medoid.
  ///
  /// FasterCLARA: each sample holds a start drawn from all rows, the best medoids so far, and rows drawn
  /// at random; medoids are searched in it, and all rows are assigned to them. The medoids with the
  /// smallest total deviation of all rows win.
  ///
  /// Schubert and Rousseeuw 2021, https://doi.org/10.1016/j.is.2021.101804, section 5.
  public struct Sampling: Sendable, Hashable {
    /// The number of samples; at least 1.
    public var sampleCount: Int
    /// The rows in a sample; nil is 2,000, or 80 and 4 for each cluster where that is more.
    ///
    /// The source proposes the latter for any data. Searching 2,000 rows takes about as many distances
    /// as assigning a million.
    public var sampleSize: Int?

    /// Creates settings, which are checked when something is fitted.
    public init(sampleCount: Int = 5, sampleSize: Int? = nil) {
      self.sampleCount = sampleCount
      self.sampleSize = sampleSize
    }

    /// The rows in a sample of a search for so many medoids.
    ///
    /// - Complexity: O(1).
    public func size(clusterCount: Int) -> Int {
      sampleSize ?? max(2_000, 4 * clusterCount + 80)
    }
  }

  /// The number of rows from which on a search starts from samples when nothing else is asked for.
  private static let samplesBeginning = 20_000

  /// Where a search among all of so many rows starts: never ``Initialization/automatic``.
  ///
  /// - Complexity: O(1).
  public func initialization(rowCount: Int) -> Initialization {
    switch initialization {
    case .automatic where rowCount < Self.samplesBeginning: .plusPlus
    case .automatic: start(from: Sampling(), rowCount)
    case .samples(let sampling): start(from: sampling, rowCount)
    case .plusPlus, .medoids: initialization
    }
  }

  private func start(from sampling: Sampling, _ rowCount: Int) -> Initialization {
    sampling.size(clusterCount: clusterCount) < rowCount ? .samples(sampling) : .plusPlus
  }

  /// The best partition around medoids of samples, of equally good ones the first.
  func partition(
    _ distances: some RowDistances, weights: [Double]?, sampling: Sampling
  ) throws(ClusteringError) -> Partition {
    var (search, sample) = try bestOfSamples(distances, weights: weights, sampling: sampling)
    try search.settle()
    return search.partition(restart: sample)
  }

  /// All rows assigned to the best medoids of samples, of equally good ones the first, and from which
  /// sample they are.
  func bestOfSamples<Distances: RowDistances>(
    _ distances: Distances, weights: [Double]?, sampling: Sampling
  ) throws(ClusteringError) -> (search: MedoidSearch<Distances>, sample: Int) {
    let size = sampling.size(clusterCount: clusterCount)
    let counted = (0..<distances.rowCount).filter { weights?[$0] != 0 }
    var best: (search: MedoidSearch<Distances>, sample: Int)?
    for sample in 0..<sampling.sampleCount {
      var random = RandomSource(seed: seed).substream(sample)
      let start = try start(distances, weights: weights, random: &random)
      let rows = Self.sample(
        of: counted, including: start + (best?.search.medoids ?? []), size: size, &random)
      let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
      var search = try MedoidSearch(
        distances.selecting(rows), weights: weights.map { weights in rows.map { weights[$0] } },
        medoids: start.compactMap { places[$0] }, parallelism: parallelism)
      try search.run(roundLimit: roundLimit)
      let whole = try whole(distances, weights, search, rows)
      if whole.totalDeviation < best?.search.totalDeviation ?? .infinity { best = (whole, sample) }
    }
    guard let best else {
      throw ClusteringError(
        .valueOutOfRange, "the sum of the distances to medoids overflows; scale the distances down")
    }
    return best
  }

  /// All rows assigned to the medoids that were found in a sample.
  private func whole<Distances: RowDistances>(
    _ distances: Distances, _ weights: [Double]?, _ found: MedoidSearch<Distances>, _ rows: [Int]
  ) throws(ClusteringError) -> MedoidSearch<Distances> {
    var search = try MedoidSearch(
      distances, weights: weights, medoids: found.medoids.map { rows[$0] },
      parallelism: parallelism, screened: false)
    search.takeOver(found)
    return search
  }

  /// Draws rows without replacement, in ascending order, some of them given.
  private static func sample(
    of rows: [Int], including given: [Int], size: Int, _ random: inout RandomSource
  ) -> [Int] {
    var chosen = Set(given)
    let wanted = min(max(size, chosen.count), rows.count)
    // Where most rows are wanted, drawing those that are not would be faster; samples are small.
    while chosen.count < wanted { chosen.insert(rows[random.index(below: rows.count)]) }
    return chosen.sorted()
  }
}
