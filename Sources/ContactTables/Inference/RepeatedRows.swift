import ParallelBlocks

extension ContactTable {
  /// The number of rows that equal an earlier row in every column.
  ///
  /// Missing equals missing.
  ///
  /// - Complexity: O(contacts × columns), and O(contacts × log contacts) to sort their hashes.
  func repeatedRowCount(parallelism: Parallelism) -> Int {
    let hashes = parallelism.mapBlocks(count: rowCount, blockSize: 16_384) { _, rows in
      rowHashes(rows)
    }
    let sorted = hashes.flatMap(\.self).sorted()
    return zip(sorted, sorted.dropFirst()).count { $0 == $1 }
  }

  private func rowHashes(_ rows: Range<Int>) -> [UInt64] {
    var hashes = [UInt64](repeating: 0, count: rows.count)
    for column in columns {
      switch column.values {
      case .numbers(let numbers):
        for row in rows {
          let value = numbers.values[row]
          hashes.mix(value.isNaN ? 0 : StableHash.hash(of: value), into: row, of: rows)
        }
      case .dates(let dates):
        for row in rows {
          let value = dates.seconds[row]
          hashes.mix(value.isNaN ? 0 : StableHash.hash(of: value), into: row, of: rows)
        }
      case .flags(let flags):
        for row in rows { hashes.mix(UInt64(flags.states[row]), into: row, of: rows) }
      case .categories(let categories):
        for row in rows {
          hashes.mix(categories.codes[row].map { UInt64($0 + 1) } ?? 0, into: row, of: rows)
        }
      case .multiSelect(let sets):
        for row in rows {
          let hash = sets[row].reduce(UInt64(0)) { StableHash.combined($0, UInt64($1) + 1) }
          hashes.mix(hash, into: row, of: rows)
        }
      case .texts(let texts), .identifiers(let texts):
        texts.bytes.withUnsafeBufferPointer { bytes in
          for row in rows {
            let range = texts.offsets[row]..<texts.offsets[row + 1]
            hashes.mix(StableHash.hash(of: bytes, in: range), into: row, of: rows)
          }
        }
      }
    }
    return hashes
  }
}

extension [UInt64] {
  fileprivate mutating func mix(_ hash: UInt64, into row: Int, of rows: Range<Int>) {
    let index = row - rows.lowerBound
    self[index] = StableHash.combined(self[index], hash)
  }
}
