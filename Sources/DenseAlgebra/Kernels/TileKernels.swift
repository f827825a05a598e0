import CSegmentationKernels

/// The kernels of the fused k-means engine, on blocks of tiles.
///
/// All methods are pure functions of their arguments and may run on several threads at the same
/// time. Whoever cuts the tiles into blocks of a fixed size and merges what the blocks give in
/// their order gets the same bits for any number of threads and any instruction set.
public struct TileKernels: Sendable, Hashable {
  /// The instruction set in use.
  public let instructionSet: InstructionSet

  /// Chooses the kernels of an instruction set.
  ///
  /// - Parameter instructionSet: It must be available.
  public init(_ instructionSet: InstructionSet = .best) {
    precondition(instructionSet.isAvailable, "\(instructionSet.name) is not available here")
    self.instructionSet = instructionSet
  }

  /// Gives each row of some tiles the label of its nearest center, and tells which rows moved.
  ///
  /// Labels are those of arithmetic in Double, ties to the lowest index: Float decides only where
  /// its error bound proves that Double would agree; the other rows are scored again in Double.
  ///
  /// - Parameters:
  ///   - rows: The packed rows.
  ///   - original: The same rows as they came.
  ///   - tiles: The tiles of the block.
  ///   - panel: The centers, packed for these rows.
  ///   - labels: One for each row of the block, negative where a row has no label yet. Updated.
  ///   - gaps: What passes to the centers before have left of these rows' gaps, if they are kept.
  ///     Updated; only rows that may have moved are looked at.
  ///   - changes: What changed; it has room for as many tiles.
  /// - Complexity: O(rows × centers × columns).
  public func assign(
    _ rows: TiledRows, _ original: OriginalRows, tiles: Range<Int>, to panel: CenterPanel,
    labels: UnsafeMutableBufferPointer<Int32>, gaps: RowGaps? = nil, changes: inout RowChanges
  ) {
    let range = check(rows, original, tiles, panel)
    precondition(
      labels.count == range.count && changes.capacity >= range.count,
      "\(labels.count) labels, room for \(changes.capacity) changes, \(range.count) rows")
    let undecided = changes.fill { changes in
      rows.withUnsafeRows { packed in
        panel.withUnsafeCenters { centers in
          guard let gaps else {
            cseg_assign(
              instructionSet.code, packed, Int64(tiles.lowerBound), Int64(tiles.count), centers,
              labels.baseAddress, changes)
            return
          }
          gaps.with(tiles, of: original, in: rows.frame) { gaps in
            cseg_assign_bounded(
              instructionSet.code, packed, Int64(tiles.lowerBound), Int64(tiles.count), centers,
              gaps, labels.baseAddress, changes)
          }
        }
      }
    }
    guard !undecided.isEmpty else { return }
    var late: [(row: Int32, formerLabel: Int32)] = []
    panel.centers.withUnsafeElements { centers in
      for row in undecided {
        let nearest = original.scaledNearest(
          to: range.lowerBound + Int(row), among: centers, scale: rows.frame.scale)
        let formerLabel = labels[Int(row)]
        guard nearest.label != formerLabel else { continue }
        labels[Int(row)] = nearest.label
        late.append((row, formerLabel))
      }
    }
    changes.merge(late)
  }

  /// Finds the nearest two centers of each row of some tiles, as arithmetic in Double would.
  ///
  /// - Parameters:
  ///   - rows: The packed rows.
  ///   - original: The same rows as they came.
  ///   - tiles: The tiles of the block.
  ///   - panel: The centers, packed for these rows.
  ///   - first: Room for one label for each row of the block.
  ///   - second: The same; −1 where there is only one center.
  /// - Complexity: O(rows × centers × columns).
  public func nearestTwo(
    _ rows: TiledRows, _ original: OriginalRows, tiles: Range<Int>, to panel: CenterPanel,
    first: UnsafeMutableBufferPointer<Int32>, second: UnsafeMutableBufferPointer<Int32>
  ) {
    let range = check(rows, original, tiles, panel)
    precondition(first.count == range.count && second.count == range.count)
    let undecided = [Int32](unsafeUninitializedCapacity: range.count) { buffer, count in
      count = rows.withUnsafeRows { rows in
        panel.withUnsafeCenters { centers in
          Int(
            cseg_nearest_two(
              instructionSet.code, rows, Int64(tiles.lowerBound), Int64(tiles.count), centers,
              first.baseAddress, second.baseAddress, buffer.baseAddress))
        }
      }
    }
    panel.centers.withUnsafeElements { centers in
      for row in undecided {
        let nearest = original.scaledNearest(
          to: range.lowerBound + Int(row), among: centers, scale: rows.frame.scale)
        first[Int(row)] = nearest.label
        second[Int(row)] = nearest.secondLabel
      }
    }
  }

  private func check(
    _ rows: TiledRows, _ original: OriginalRows, _ tiles: Range<Int>, _ panel: CenterPanel
  ) -> Range<Int> {
    precondition(
      original.rowCount == rows.rowCount && original.columnCount == rows.columnCount,
      "packed and original rows differ in shape")
    precondition(panel.frame == rows.frame, "the centers were packed for other rows")
    return rows.rows(in: tiles)
  }
}
