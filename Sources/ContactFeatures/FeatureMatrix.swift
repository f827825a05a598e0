public import DenseAlgebra

/// Contacts as rows of numbers, and what the numbers are.
public struct FeatureMatrix: Sendable {
  /// One row for each contact, one column for each of ``features``; all finite.
  public let matrix: Matrix
  /// What the columns of ``matrix`` are.
  public let features: [Feature]
  /// The table's rows in the matrix, ascending; nil when it is all of them.
  public let rows: [Int]?
  /// What was met in each original column, in the order of the recipe.
  public let columnFindings: [ColumnFindings]

  /// What an analyst should know about these contacts, as sentences without values.
  public var warnings: [String] { columnFindings.flatMap(\.warnings) }
}

/// What one column of the matrix is.
public struct Feature: Sendable, Hashable, Codable {
  /// What a feature says.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A quantity in the unit of the file.
    case number
    /// Days before the as-of date.
    case age
    /// The score of an ordered level.
    case score
    /// Whether a flag is set.
    case flag
    /// Whether the contact has this level.
    case level
    /// Whether the contact has a rare or unseen level.
    case otherLevels
    /// Whether the contact has no value.
    case missing
  }

  /// A name that is distinct among the features, such as `amount` or `purpose: car`.
  public let name: String
  /// The original column.
  public let column: String
  /// What the feature says.
  public let kind: Kind
  /// The level, for a feature of one level; nil otherwise.
  public let level: String?
  /// The unit of the natural value, such as `€` or `days`; nil when it has none.
  public let unit: String?
  /// The weight of its column, block included.
  public let weight: Double
  /// The population standard deviation of the feature among the contacts it was fitted to.
  public let standardDeviation: Double
}

/// What was met in one original column while contacts were turned into features.
public struct ColumnFindings: Sendable, Hashable {
  /// The header.
  public let column: String
  /// The number of contacts looked at.
  public let contactCount: Int
  /// Whether the table had the column.
  public let isPresent: Bool
  /// The number of contacts without a value that can be used.
  public internal(set) var missingCount: Int
  /// Of those, the number whose value could not be read as the type that was fitted.
  public internal(set) var unreadableCount: Int
  /// The number of contacts with a date after the as-of date, whose age is negative.
  public internal(set) var laterCount: Int
  /// The number of contacts with a level that has no feature of its own: it was rare when the
  /// column was fitted, or not there at all.
  public internal(set) var otherLevelCount: Int
  /// How large that number was to be expected from the contacts the column was fitted to.
  public let expectedOtherLevelCount: Double

  /// What an analyst should know, as sentences without values.
  public var warnings: [String] {
    guard isPresent else {
      return ["\(column): the column is missing; all contacts count as without a value"]
    }
    var warnings: [String] = []
    if unreadableCount > 0 {
      warnings.append(
        "\(column): \(contacts(unreadableCount)) a value of another type, which counts as missing")
    }
    if laterCount > 0 {
      warnings.append(
        "\(column): \(contacts(laterCount)) a date after the day that ages are counted from, and "
          + "so a negative age")
    }
    if hasUnexpectedLevels {
      warnings.append(
        "\(column): \(contacts(otherLevelCount)) a level that was rare or unknown when fitted")
    }
    return warnings
  }

  /// Whether clearly more contacts have a level without a feature of its own than was to be expected.
  var hasUnexpectedLevels: Bool {
    Double(otherLevelCount) > 2 * expectedOtherLevelCount + 0.01 * Double(contactCount)
      || otherLevelCount > 0 && expectedOtherLevelCount == 0
  }

  private func contacts(_ count: Int) -> String {
    count == 1 ? "1 contact has" : "\(count) contacts have"
  }
}
