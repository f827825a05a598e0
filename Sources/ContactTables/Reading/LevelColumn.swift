import ParallelBlocks

/// A column of which every distinct cell has a number, before it is decided what the cells are.
struct LevelColumn: Sendable {
  /// The distinct cells without white space around them, in order of first appearance.
  var table = LevelTable()
  /// The number of each record's cell; ``ColumnOutput/emptyCode`` where it is empty.
  var codes: [UInt32]

  /// Joins the tables of consecutive pieces, whose codes number the levels of the piece.
  init(
    merging tables: [LevelTable], codes: [UInt32], rows: [Range<Int>], parallelism: Parallelism
  ) {
    self.codes = codes
    var joint = LevelTable()
    let translations = tables.map { table in
      (0..<table.count).map { code in
        UInt32(table.withLevel(code) { joint.code(of: $0, times: table.counts[code]) })
      }
    }
    table = joint
    self.codes.withUnsafeMutableBufferPointer { buffer in
      let writes = DisjointWrites(buffer)
      parallelism.forEachBlock(count: tables.count, blockSize: 1) { piece, _ in
        let slice = writes.slice(rows[piece])
        let translation = translations[piece]
        for row in slice.indices where slice[row] != ColumnOutput.emptyCode {
          slice[row] = translation[Int(slice[row])]
        }
      }
    }
  }

  /// Numbers the cells of a column of bytes.
  init(_ texts: TextValues) {
    var table = LevelTable()
    codes = texts.bytes.withUnsafeBufferPointer { bytes in
      (0..<texts.count).map { row in
        let cell = UnsafeBufferPointer(
          rebasing: bytes[texts.offsets[row]..<texts.offsets[row + 1]]
        ).trimmed
        return cell.isEmpty ? ColumnOutput.emptyCode : UInt32(table.code(of: cell))
      }
    }
    self.table = table
  }
}
