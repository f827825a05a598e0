import CSegmentationKernels

extension TileKernels {
  /// The most candidates that one pass measures.
  public static var candidateLimit: Int { Int(CSEG_SEED_LIMIT) }

  /// What a seeding pass found out about a block.
  public struct Potentials: Sendable, Hashable {
    /// The sum of weight × squared distance from the nearest seed so far.
    public let settled: Double
    /// The same sum if a candidate were a seed too, one for each candidate.
    public let candidates: [Double]
  }

  /// Measures the rows of some tiles against new seeds for k-means++.
  ///
  /// One pass over memory takes in the seed that was chosen last and tries all candidates for the
  /// next. Squared distances are in the packed scale. Float distances of rows that differ only
  /// beyond Float's precision from a seed may be 0.
  ///
  /// Source: D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding",
  /// SODA 2007, pages 1027–1035.
  ///
  /// - Parameters:
  ///   - rows: The packed rows.
  ///   - tiles: The tiles of the block.
  ///   - settled: The seed that was chosen last (``TiledRows/packedRow(_:)``), if any.
  ///   - candidates: Packed rows, one after another; at most ``candidateLimit`` of them.
  ///   - weights: One for each row of the block; nil stands for 1.
  ///   - distances: Each row's squared distance from its nearest seed so far, for whole tiles
  ///     (`tiles.count * 64`); infinity before the first seed. Updated.
  /// - Returns: The block's sums; `settled` is not finite before the first seed.
  /// - Complexity: O(rows × columns × candidates).
  public func measure(
    _ rows: TiledRows, tiles: Range<Int>, settled: [Float]?, candidates: [Float],
    weights: UnsafeBufferPointer<Double>?, distances: UnsafeMutableBufferPointer<Float>
  ) -> Potentials {
    let range = rows.rows(in: tiles)
    let candidateCount = candidates.count / rows.columnCount
    precondition(
      candidates.count == candidateCount * rows.columnCount
        && candidateCount <= Self.candidateLimit
        && (settled.map { $0.count == rows.columnCount } ?? true),
      "\(candidates.count) values for candidates of \(rows.columnCount) columns")
    precondition(
      distances.count == tiles.count * TiledRows.tileRowCount
        && (weights.map { $0.count == range.count } ?? true),
      "\(distances.count) distances for \(tiles.count) tiles")
    var settledSum = 0.0
    let sums = [Double](unsafeUninitializedCapacity: candidateCount) { sums, count in
      settledSum = rows.withUnsafeRows { rows in
        candidates.withUnsafeBufferPointer { candidates in
          withOptionalPointer(to: settled) { settled in
            cseg_seed(
              instructionSet.code, rows, Int64(tiles.lowerBound), Int64(tiles.count), settled,
              candidates.baseAddress, Int64(candidateCount), weights?.baseAddress,
              distances.baseAddress, sums.baseAddress)
          }
        }
      }
      count = candidateCount
    }
    return Potentials(settled: settledSum, candidates: sums)
  }

  /// Takes several seeds in at once, and keeps which seed is nearest to each row, for k-means‖.
  ///
  /// - Parameters:
  ///   - rows: The packed rows.
  ///   - tiles: The tiles of the block.
  ///   - seeds: Packed rows, one after another.
  ///   - firstSeed: The number of the first of them.
  ///   - weights: One for each row of the block; nil stands for 1.
  ///   - distances: As for ``measure(_:tiles:settled:candidates:weights:distances:)``.
  ///   - owners: One for each row of the block: the number of its nearest seed, of those equally near
  ///     the lowest. Updated.
  /// - Returns: The sum of weight × squared distance from the nearest seed.
  /// - Complexity: O(rows × columns × seeds).
  public func settle(
    _ rows: TiledRows, tiles: Range<Int>, seeds: [Float], firstSeed: Int,
    weights: UnsafeBufferPointer<Double>?, distances: UnsafeMutableBufferPointer<Float>,
    owners: UnsafeMutableBufferPointer<Int32>
  ) -> Double {
    let range = rows.rows(in: tiles)
    let seedCount = seeds.count / rows.columnCount
    precondition(
      seedCount >= 1 && seeds.count == seedCount * rows.columnCount,
      "\(seeds.count) values for seeds of \(rows.columnCount) columns")
    precondition(
      distances.count == tiles.count * TiledRows.tileRowCount && owners.count == range.count
        && (weights.map { $0.count == range.count } ?? true),
      "\(distances.count) distances and \(owners.count) owners for \(tiles.count) tiles")
    return rows.withUnsafeRows { rows in
      seeds.withUnsafeBufferPointer { seeds in
        cseg_settle(
          instructionSet.code, rows, Int64(tiles.lowerBound), Int64(tiles.count),
          seeds.baseAddress, Int64(seedCount), Int32(firstSeed), weights?.baseAddress,
          distances.baseAddress, owners.baseAddress)
      }
    }
  }

  private func withOptionalPointer<R>(
    to values: [Float]?, _ body: (UnsafePointer<Float>?) -> R
  ) -> R {
    guard let values else { return body(nil) }
    return values.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
