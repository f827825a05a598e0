/// What the numbers of a numeric distinction stand for.
public enum NumericScale: Sendable, Hashable {
  /// Quantities as they are in the file, with the unit that the cells carry or the header names.
  case quantity(unit: String?)
  /// Calendar years.
  case years
  /// Days before a reference moment, given in seconds since 1970-01-01 00:00 UTC.
  case daysBefore(reference: Double)
  /// Ordered levels, counted from 1 for the lowest.
  case orderedLevels([String])
}
