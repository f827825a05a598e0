/// The exact headers that one source is known to write, and what they mean.
struct HeaderAliases: Sendable {
  /// Headers that mean the same.
  struct Entry: Sendable {
    /// What the headers mean.
    let concept: ColumnConcept
    /// The headers as the source writes them; spelling is folded when they are looked up.
    let headers: [String]

    init(_ concept: ColumnConcept, _ headers: String...) {
      self.concept = concept
      self.headers = headers
    }
  }

  /// Who writes these headers, as it stands in a sentence; nil where everybody does.
  let source: String?
  /// The headers that can be trusted on their own.
  let entries: [Entry]
  /// Plain words that mean this only beside other headers of the same source, such as `Status`.
  let contextualEntries: [Entry]

  init(_ source: String?, _ entries: [Entry], alongside contextualEntries: [Entry] = []) {
    self.source = source
    self.entries = entries
    self.contextualEntries = contextualEntries
  }

  /// Every table; where two disagree about a header, the earlier one holds.
  static let all: [HeaderAliases] = [
    everybody, hubSpot, salesforce, mailchimp, shopify, stripe, zoho, intercom, brevo, pipedrive,
    wooCommerce, klaviyo, dynamics, surveys, publicData, german, french, spanish, italian, dutch,
    portuguese,
  ]
}
