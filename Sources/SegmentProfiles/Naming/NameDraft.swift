/// A name in the making: how many of a segment's traits it takes to tell it from the others.
struct NameDraft {
  /// What the name can be made of, the strongest first.
  private let candidates: [Trait]
  /// The name of a segment without traits.
  private let fallback: String
  /// What the name is made of.
  private(set) var traits: [Trait]
  /// Added where traits cannot tell segments apart.
  private var suffix = ""
  /// What a reader should know.
  private(set) var note: String?

  /// Begins with the strongest traits.
  init(candidates: [Trait], limit: Int, fallback: String) {
    self.candidates = candidates
    self.fallback = fallback
    traits = Array(candidates.prefix(limit))
  }

  /// The name.
  var text: String {
    let words =
      traits.isEmpty
      ? fallback : PlainText.capitalized(traits.map(\.phrase).joined(separator: ", "))
    return words + suffix
  }

  /// Adds differing traits to equal names until all differ, and numbers those that cannot.
  static func makeDistinct(_ drafts: inout [NameDraft]) {
    var isChanging = true
    while isChanging {
      isChanging = false
      for group in equalNames(drafts) {
        let phrases = group.map { index in Set(drafts[index].candidates.map(\.phrase)) }
        let shared = phrases.dropFirst().reduce(phrases[0]) { $0.intersection($1) }
        for index in group where drafts[index].extend(avoiding: shared) { isChanging = true }
      }
    }
    for group in equalNames(drafts) {
      let numbers = group.map { String($0 + 1) }.joined(separator: ", ")
      var taken = Set(drafts.map(\.text))
      var next = 2
      for index in group {
        drafts[index].note =
          "Segments \(numbers) are marked by the same things; consider joining them."
        guard index != group[0] else { continue }
        while taken.contains(drafts[index].text) {
          drafts[index].suffix = " (\(next))"
          next += 1
        }
        taken.insert(drafts[index].text)
      }
    }
  }

  /// Adds the strongest trait that is neither in the name nor shared by all segments of that name.
  private mutating func extend(avoiding shared: Set<String>) -> Bool {
    guard
      let trait = candidates.first(where: { !traits.contains($0) && !shared.contains($0.phrase) })
    else { return false }
    traits.append(trait)
    return true
  }

  /// The segments that share a name with another, group by group.
  private static func equalNames(_ drafts: [NameDraft]) -> [[Int]] {
    var groups: [[Int]] = []
    var groupOfName: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      if let group = groupOfName[draft.text] {
        groups[group].append(index)
      } else {
        groupOfName[draft.text] = groups.count
        groups.append([index])
      }
    }
    return groups.filter { $0.count > 1 }
  }
}
