import DenseAlgebra
import ParallelBlocks

/// Passes over rows that lie in memory, or in a mapped file, and are labelled by an engine.
struct EnginePasses<Engine: Sendable>: Sendable {
  let rows: WeightedRows
  let engine: Engine
  let chunks: RowChunks
  let origin: [Double]
  private let changes = ChangesPool()

  /// What a pass labels rows for.
  private struct Target<Centers: Sendable>: Sendable {
    let centers: Centers
    /// The labels of the pass before, which are replaced.
    let labels: DisjointWrites<Int32>
    /// How far rows are from changing their label, when that is kept.
    var gaps: RowGaps?
  }
}

extension EnginePasses: RowPasses where Engine: AssignmentEngine {
  var columnCount: Int { rows.columnCount }

  func labels() -> RowLabels { RowLabels(rowCount: rows.rowCount) }

  func clear(_ labels: RowLabels) { labels.removeAll() }

  func assign(_ targets: [(centers: Matrix, labels: RowLabels)]) -> [[RunningSums.Part]] {
    let empty = targets.map {
      RunningSums.Part(sums: ClusterSums(clusterCount: $0.centers.rowCount, centre: origin))
    }
    let parts = pass(
      targets.map { centers, labels in
        Target(
          centers: engine.prepared(centers), labels: DisjointWrites(labels.elements),
          gaps: engine.gapFrame.flatMap { labels.nextGaps(to: centers, in: $0) })
      }, startingFrom: empty
    ) { part, piece, labels, changes in
      part.apply(changes, in: piece, of: rows, labels: labels)
    }
    for (position, target) in targets.enumerated() {
      target.labels.movedRowCount = parts.reduce(0) { $0 + $1[position].movedRowCount }
    }
    return parts
  }

  func renumber(_ labels: RowLabels, by order: [Int]) { labels.renumber(by: order) }

  func label(_ labels: RowLabels, with centers: Matrix) {
    let target = Target(
      centers: engine.prepared(centers), labels: DisjointWrites(labels.elements),
      gaps: engine.gapFrame.flatMap { labels.keptGaps(to: centers, in: $0) })
    _ = pass([target], startingFrom: [0]) { _, _, _, _ in }
  }

  /// Labels all rows with their nearest centers, for each of some targets.
  ///
  /// - Parameters:
  ///   - targets: Centers, and where labels are.
  ///   - empty: What the result of each chunk starts from, for each target.
  ///   - body: Called for some rows after the other of a chunk, with what changed, to add to the
  ///     result of the chunk.
  /// - Returns: For each chunk, in order, a result for each target.
  private func pass<Result: Sendable>(
    _ targets: [Target<Engine.Centers>], startingFrom empty: [Result],
    _ body:
      @Sendable (
        _ result: inout Result, _ rows: Range<Int>, _ labels: UnsafeBufferPointer<Int32>,
        _ changes: RowChanges
      ) -> Void
  ) -> [[Result]] {
    chunks.map { chunk in
      var results = empty
      let tileCount = min(
        RowPieces.tileCount(columnCount: rows.columnCount),
        (chunks.chunkRows + TiledRows.tileRowCount - 1) / TiledRows.tileRowCount)
      changes.withChanges(tileCount: tileCount) { changes in
        // A piece is labelled for one target after the other while it lies in the cache.
        rows.forEachPiece(of: chunk) { piece in
          for (position, target) in targets.enumerated() {
            let labels = target.labels.slice(piece)
            engine.assign(
              piece, to: target.centers, labels: labels, gaps: target.gaps, changes: &changes)
            body(&results[position], piece, UnsafeBufferPointer(labels), changes)
          }
        }
      }
      return results
    }
  }
}

extension EnginePasses where Engine: AssignmentEngine {
  func sums(of labels: RowLabels, clusterCount: Int) -> [ClusterSums] {
    let empty = ClusterSums(clusterCount: clusterCount, centre: origin)
    let labels = SharedReads(UnsafeBufferPointer(labels.elements))
    return chunks.map { chunk in
      var sums = empty
      rows.forEachPiece(of: chunk) { piece in
        sums.add(
          piece, of: rows.original, labels: UnsafeBufferPointer(rebasing: labels.elements[piece]),
          weights: rows.weights(of: piece))
      }
      return sums
    }
  }

  func measures(of labels: RowLabels, centers: Matrix) -> [PartitionMeasure] {
    let labels = SharedReads(UnsafeBufferPointer(labels.elements))
    return chunks.map { chunk in
      var part = PartitionMeasure(clusterCount: centers.rowCount)
      rows.forEachPiece(of: chunk) { piece in
        part.add(
          piece, of: rows, centers: centers,
          labels: UnsafeBufferPointer(rebasing: labels.elements[piece]))
      }
      return part
    }
  }

  func firstRows(of labels: RowLabels, clusterCount: Int) -> [Int] {
    var firstRows = [Int](repeating: .max, count: clusterCount)
    var missingCount = clusterCount
    for (row, label) in labels.elements.enumerated()
    where firstRows[Int(label)] == .max && rows.weight(of: row) > 0 {
      firstRows[Int(label)] = row
      missingCount -= 1
      if missingCount == 0 { break }
    }
    return firstRows
  }

  func farthestRows(from centers: Matrix, labels: RowLabels, limit: Int) -> [DistantRow] {
    let labels = DisjointWrites(labels.elements)
    let parts = chunks.map { chunk in
      distantRows(in: chunk, from: centers, labels: labels.slice(chunk), limit: limit)
    }
    var farthest = Array(parts.joined())
    farthest.keepFarthest(limit)
    return farthest
  }

  private func distantRows(
    in chunk: Range<Int>, from centers: Matrix, labels: UnsafeMutableBufferPointer<Int32>,
    limit: Int
  ) -> [DistantRow] {
    let columnCount = rows.columnCount
    var farthest: [DistantRow] = []
    // Distances at or below this one are not among the farthest.
    var threshold = 0.0
    centers.withUnsafeElements { centers in
      guard let centers = centers.baseAddress else { return }
      rows.forEachTile(of: chunk) { tile, elements in
        for (offset, row) in tile.enumerated() where rows.weight(of: row) > 0 {
          let label = Int(labels[row - chunk.lowerBound])
          let elements = elements + offset &* columnCount
          let distance = squaredDistance(
            elements, centers + label &* columnCount, count: columnCount)
          guard distance > threshold else { continue }
          farthest.append(
            DistantRow(
              row: row, elements: Array(UnsafeBufferPointer(start: elements, count: columnCount)),
              weight: rows.weight(of: row), label: label, squaredDistance: distance))
          guard farthest.count >= 4 * limit + 64 else { continue }
          farthest.keepFarthest(limit)
          if farthest.count == limit, let last = farthest.last { threshold = last.squaredDistance }
        }
      }
    }
    farthest.keepFarthest(limit)
    rows.original.release(chunk)
    return farthest
  }
}
