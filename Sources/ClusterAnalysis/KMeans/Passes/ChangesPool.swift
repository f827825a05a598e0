import DenseAlgebra
import Synchronization

/// Lists of changes that blocks use one after the other, as many as there are threads.
///
/// To allocate them for each block takes longer than to fill them, when a pass takes 60 µs.
final class ChangesPool: Sendable {
  private let unused = Mutex<[RowChanges]>([])

  /// Calls `body` with lists that nobody else has.
  ///
  /// - Parameters:
  ///   - tileCount: The largest number of tiles of a block, the same in all calls.
  ///   - body: Fills the lists and reads them.
  func withChanges(tileCount: Int, _ body: (inout RowChanges) -> Void) {
    var changes = unused.withLock { $0.popLast() } ?? RowChanges(tileCount: tileCount)
    body(&changes)
    unused.withLock { [changes] in $0.append(changes) }
  }
}
