/// What the numbers of a numeric distinction stand for.
public enum NumericScale: Sendable, Hashable {
  /// Quantities as they are in the file, with the unit that the cells carry.
  case quantity(unit: String?)
  /// Days before a reference moment, given in seconds since 1970-01-01 00:00 UTC.
  case daysBefore(reference: Double)
  /// Ordered levels, counted from 1 for the lowest.
  case orderedLevels([String])
}
