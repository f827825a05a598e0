/// A column of sets of levels, such as interests separated by semicolons.
public struct MultiSelectValues: Sendable, Hashable {
  /// The distinct levels in order of first appearance.
  public let levels: [String]
  /// Contact `i` has the levels `members[offsets[i]..<offsets[i + 1]]`; one more than contacts.
  public let offsets: [Int]
  /// Level indices, ascending within a contact.
  ///
  /// A contact without a value has none.
  public let members: [UInt32]

  /// Creates a column of sets.
  public init(levels: [String], offsets: [Int], members: [UInt32]) {
    precondition(
      offsets.first == 0 && offsets.last == members.count, "offsets do not span the members")
    self.levels = levels
    self.offsets = offsets
    self.members = members
  }

  /// The number of contacts.
  public var count: Int { offsets.count - 1 }

  /// The level indices of one contact; empty when it has no value.
  public subscript(row: Int) -> ArraySlice<UInt32> { members[offsets[row]..<offsets[row + 1]] }

  /// The number of contacts without a value.
  ///
  /// - Complexity: O(contacts).
  public var missingCount: Int { (0..<count).count { offsets[$0] == offsets[$0 + 1] } }
}
