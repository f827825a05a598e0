extension DiscoveredSegments {
  /// How the segments of a tree become one, from the nearest up; empty for other methods.
  ///
  /// Segments are counted from 0.
  ///
  /// - Complexity: O(contacts).
  public var nesting: [Dendrogram.Nesting] {
    guard let dendrogram else { return [] }
    return (try? dendrogram.nesting(ofCutInto: model.segments.count)) ?? []
  }

  /// The same in sentences.
  var nestingInWords: [String] {
    nesting.map { joined in
      let sides = [joined.left, joined.right].map { side -> String in
        let numbers = side.map { String($0 + 1) }
        guard let last = numbers.last, numbers.count > 1 else {
          return "segment " + numbers.joined()
        }
        return "segments " + numbers.dropLast().joined(separator: ", ") + " and " + last
      }
      return "At height \(PlainNumber.text(joined.height)): \(sides[0]) with \(sides[1])."
    }
  }
}
