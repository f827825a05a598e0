/// Rows by what they lose when they change their cluster, the smallest loss first, of equal ones the
/// lowest row.
struct LossHeap: Sendable {
  /// A row and its loss.
  struct Entry: Sendable {
    let loss: Double
    let row: Int32

    @inline(__always)
    static func < (left: Entry, right: Entry) -> Bool {
      left.loss < right.loss || left.loss == right.loss && left.row < right.row
    }
  }

  private var entries: [Entry]

  /// Brings entries into the order of a heap.
  ///
  /// - Complexity: O(entries).
  init(_ entries: [Entry]) {
    self.entries = entries
    for place in stride(from: entries.count / 2 - 1, through: 0, by: -1) { sink(place) }
  }

  /// The entry with the smallest loss.
  var first: Entry? { entries.first }

  /// Adds an entry.
  ///
  /// - Complexity: O(log entries).
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var place = entries.count - 1
    entries.withUnsafeMutableBufferPointer { entries in
      while place > 0 {
        let parent = (place - 1) / 2
        guard entry < entries[parent] else { break }
        entries[place] = entries[parent]
        place = parent
      }
      entries[place] = entry
    }
  }

  /// Removes the entry with the smallest loss.
  ///
  /// - Complexity: O(log entries).
  mutating func removeFirst() {
    guard let last = entries.popLast(), !entries.isEmpty else { return }
    entries[0] = last
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    entries.withUnsafeMutableBufferPointer { entries in
      let entry = entries[start]
      var place = start
      while true {
        var child = 2 * place + 1
        guard child < entries.count else { break }
        if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
        guard entries[child] < entry else { break }
        entries[place] = entries[child]
        place = child
      }
      entries[place] = entry
    }
  }
}
