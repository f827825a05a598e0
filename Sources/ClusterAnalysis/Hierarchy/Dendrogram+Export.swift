extension Dendrogram {
  /// The merges as lines of `left,right,height,size` below a header, numbered as ``merges`` are.
  ///
  /// - Complexity: O(leaves).
  public var csv: String {
    var text = "left,right,height,size\n"
    for merge in merges {
      text += "\(merge.left),\(merge.right),\(merge.height),\(merge.size)\n"
    }
    return text
  }

  /// The tree in Newick's format, which tree viewers read.
  ///
  /// A branch is as long as the height it spans, which is negative where centroid or median linkage
  /// let a merge be lower than one below it.
  ///
  /// - Parameter names: One for each leaf; `nil` takes the rows' numbers, counted from 0.
  /// - Returns: One line.
  /// - Throws: ``ClusteringError`` when there is not one name for each leaf.
  /// - Complexity: O(leaves), and the length of the names.
  public func newick(names: [String]? = nil) throws(ClusteringError) -> String {
    if let names, names.count != leafCount {
      throw ClusteringError(
        .shapeMismatch, "there are \(names.count) names for \(leafCount) leaves, not one for each")
    }
    // A tree can be as deep as it has leaves, so what is still to be written waits in a list.
    var pending: [Piece] = [.cluster(leafCount + merges.count - 1, parentHeight: nil)]
    var text = ""
    while let piece = pending.popLast() {
      switch piece {
      case .text(let piece): text += piece
      case .cluster(let cluster, let parentHeight):
        let length = parentHeight.map { ":\($0 - height(of: cluster))" } ?? ""
        if cluster < leafCount {
          text += (names.map { Self.quoted($0[cluster]) } ?? String(cluster)) + length
        } else {
          let merge = merges[cluster - leafCount]
          text += "("
          pending += [
            .text(")" + length), .cluster(merge.right, parentHeight: merge.height), .text(","),
            .cluster(merge.left, parentHeight: merge.height),
          ]
        }
      }
    }
    return text + ";\n"
  }

  private enum Piece {
    case text(String)
    case cluster(Int, parentHeight: Double?)
  }

  /// A name as Newick wants it: in quotes, which are doubled inside, unless it is plain.
  private static func quoted(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
          true
        default: false
        }
      }
    guard !isPlain else { return name }
    let inside = name.map { $0 == "'" ? "''" : $0.isNewline ? " " : String($0) }.joined()
    return "'" + inside + "'"
  }
}
