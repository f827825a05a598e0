/// What a level counts as that has no feature of its own: it was rare when a vectorizer was fitted,
/// or not there at all.
///
/// Rare levels are few people, so their names are not kept, and they cannot be told from new ones.
public enum UnseenLevels: String, Sendable, Hashable, Codable, CaseIterable {
  /// As the rare levels that were pooled; where nothing was pooled, as none, so that the column says
  /// nothing about the contact.
  case pooled
  /// As no value.
  case missing
  /// It is an error where there are clearly more such contacts than there were when fitting.
  case error
}
