/// A flag in words: "with newsletter", "not churned".
struct FlagWords {
  /// What those are who have it.
  let yes: String
  /// What those are who have it not.
  let no: String
  private let isQuality: Bool

  /// Reads a flag's name: what contacts are ("is member", "churned"), or what they have.
  init(_ name: String) {
    var words = name.split(separator: " ")
    let isCopula = words.count > 1 && words[0].lowercased() == "is"
    let isVerb =
      words.count > 1 && ["has", "have", "with", "accepts"].contains(words[0].lowercased())
    if isCopula || isVerb { words.removeFirst() }
    let rest = words.joined(separator: " ")
    isQuality = isCopula || words.contains { $0.count > 4 && $0.hasSuffix("ed") }
    yes = isQuality ? rest : "with " + rest
    no = isQuality ? "not " + rest : "without " + rest
  }

  /// The words for a segment of which a share has it, more or less often than the others; empty
  /// where they would mislead, because few have it.
  func phrase(share: Double, isMore: Bool) -> String {
    switch (isMore, share) {
    case (true, 0.5...): yes
    case (true, 0.25...): "often " + yes
    case (true, _): ""
    case (false, ...0.1): no
    case (false, ...0.5): "mostly " + no
    case (false, _): "less often " + yes
    }
  }
}
