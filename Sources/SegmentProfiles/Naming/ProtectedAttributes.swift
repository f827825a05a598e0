/// Attributes that must not name a segment, because people must not be sorted by them.
public enum ProtectedAttributes {
  /// Words that mark a column as protected wherever they stand in its name.
  private static let words: Set<String> = [
    "gender", "sex", "ethnicity", "ethnic", "race", "racial", "religion", "religious", "faith",
    "health", "disability", "disabled", "pregnancy", "pregnant", "nationality", "citizenship",
    "foreign", "foreigner", "migration", "immigrant", "orientation", "marital", "married",
    "birthday", "birth", "dob", "birthdate", "political", "politics", "union", "disease", "illness",
    "diagnosis", "geschlecht", "religionszugehörigkeit", "staatsangehörigkeit", "familienstand",
    "geburtsdatum", "alter", "sexe", "âge", "género", "edad", "sexo", "nationalité",
  ]

  /// Words before "age" that make it the age of a thing.
  private static let thingsThatAge: Set<String> = [
    "account", "company", "firm", "business", "contract", "customer", "relationship", "device",
    "car", "vehicle", "domain", "site", "order", "lead", "deal", "subscription", "membership",
    "product", "house", "building", "page",
  ]

  /// Whether a column's name says that it holds a protected attribute of a person.
  public static func isProtected(columnName: String) -> Bool {
    let words = PlainText.words(of: columnName).map { $0.lowercased() }
    for (index, word) in words.enumerated() {
      if Self.words.contains(word) { return true }
      if word == "age" || word == "ages" {
        let owner = index > 0 ? words[index - 1] : ""
        if !thingsThatAge.contains(owner) { return true }
      }
    }
    return false
  }
}
