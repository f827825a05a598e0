import CSegmentationKernels

/// Which rows of a block changed their label in a pass, and what labels they had.
///
/// Meant to be used again for block after block: it allocates once.
public struct RowChanges: Sendable {
  private var moved: [Int32]
  private var former: [Int32]
  private var undecided: [Int32]
  /// The number of rows that moved.
  public private(set) var count = 0
  /// The number of rows that Float could not decide and that were scored again in Double.
  public private(set) var rescoredCount = 0

  /// Creates room for the changes of a block.
  ///
  /// - Parameter tileCount: The largest number of tiles in a block.
  public init(tileCount: Int) {
    let capacity = max(1, tileCount) * TiledRows.tileRowCount
    precondition(tileCount >= 0 && capacity <= Int32.max, "\(tileCount) tiles in a block")
    // Three lists of their own, which kernels fill from the front: to share zeros would copy them.
    func list() -> [Int32] {
      [Int32](unsafeUninitializedCapacity: capacity) { _, count in count = capacity }
    }
    moved = list()
    former = list()
    undecided = list()
  }

  /// Forgets all changes.
  public mutating func removeAll() {
    count = 0
    rescoredCount = 0
  }

  /// Takes in a row that moved, which comes after those that are there.
  ///
  /// - Parameters:
  ///   - row: Numbered from the first row of the block.
  ///   - formerLabel: The label that it had; negative when it had none.
  public mutating func append(_ row: Int, formerLabel: Int32) {
    moved[count] = Int32(truncatingIfNeeded: row)
    former[count] = formerLabel
    count += 1
  }

  /// The rows that moved, ascending, numbered from the first row of the block.
  public var rows: ArraySlice<Int32> { moved[..<count] }
  /// The labels that these rows had before; negative for a row that had none.
  public var formerLabels: ArraySlice<Int32> { former[..<count] }

  /// The number of rows for which there is room.
  var capacity: Int { moved.count }

  /// Lets a kernel fill the lists; returns the rows that it left undecided.
  mutating func fill(_ kernel: (UnsafeMutablePointer<cseg_changes>) -> Void) -> [Int32] {
    moved.withUnsafeMutableBufferPointer { moved in
      former.withUnsafeMutableBufferPointer { former in
        undecided.withUnsafeMutableBufferPointer { undecided in
          var changes = cseg_changes(
            movedRows: moved.baseAddress, formerLabels: former.baseAddress,
            undecidedRows: undecided.baseAddress, movedCount: 0, undecidedCount: 0)
          kernel(&changes)
          count = Int(changes.movedCount)
          rescoredCount = Int(changes.undecidedCount)
        }
      }
    }
    return Array(undecided[..<rescoredCount])
  }

  /// Adds rows that moved after all, both lists ascending, and keeps the order of rows.
  ///
  /// With the order, sums do not depend on which rows an instruction set could not decide.
  mutating func merge(_ late: [(row: Int32, formerLabel: Int32)]) {
    var source = count - 1
    var target = count + late.count - 1
    for (row, formerLabel) in late.reversed() {
      while source >= 0, moved[source] > row {
        moved[target] = moved[source]
        former[target] = former[source]
        source -= 1
        target -= 1
      }
      moved[target] = row
      former[target] = formerLabel
      target -= 1
    }
    count += late.count
  }

  func withUnsafeLists<R>(
    _ body: (_ rows: UnsafeBufferPointer<Int32>, _ former: UnsafeBufferPointer<Int32>) -> R
  ) -> R {
    moved.withUnsafeBufferPointer { moved in
      former.withUnsafeBufferPointer { former in
        body(
          UnsafeBufferPointer(rebasing: moved[..<count]),
          UnsafeBufferPointer(rebasing: former[..<count]))
      }
    }
  }
}
