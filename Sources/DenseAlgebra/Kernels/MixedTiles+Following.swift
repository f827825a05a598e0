import CSegmentationKernels

extension MixedTiles {
  /// Gives each of some rows the label of its nearest prototype, of equally near ones the lowest.
  ///
  /// - Parameters:
  ///   - panel: The prototypes; at least one.
  ///   - rows: The rows, of which the first begins a tile.
  ///   - labels: One for each of these rows, negative where a row has no label yet. Updated.
  ///   - gaps: What passes to the prototypes before have left of the gaps of all rows, if they are
  ///     kept. Updated; only rows that may have moved are looked at.
  ///   - instructionSet: Which kernels run; the result does not depend on it.
  ///   - changes: What changed; it has room for as many rows.
  /// - Complexity: O(rows × prototypes × columns).
  public func follow(
    _ panel: PrototypePanel, rows: Range<Int>, labels: UnsafeMutableBufferPointer<Int32>,
    gaps: PrototypeGaps? = nil, instructionSet: InstructionSet = .best,
    changes: inout RowChanges
  ) {
    precondition(
      labels.count == rows.count && changes.capacity >= rows.count,
      "\(labels.count) labels, room for \(changes.capacity) changes, \(rows.count) rows")
    precondition(
      rows.isEmpty || rows.lowerBound % Self.tileRows == 0 && rows.upperBound <= rowCount,
      "rows \(rows) do not begin a tile or are not there")
    check(panel)
    _ = changes.fill { changes in
      with(panel) { packed, prototypes, scratch in
        func follow(_ gaps: UnsafePointer<cseg_mixed_gaps>?) {
          cseg_follow_prototypes(
            instructionSet.code, packed, Int64(rows.lowerBound / Self.tileRows),
            Int64(rows.count), prototypes, gaps, scratch, labels.baseAddress, changes)
        }
        guard let gaps else { return follow(nil) }
        gaps.with(rows, follow)
      }
    }
  }
}
