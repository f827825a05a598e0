/// Values that often stand for "no answer" and stand out in their column.
enum SuspiciousValues {
  private static let high: [(value: Double, spelling: String)] = [
    (99, "99"), (999, "999"), (9999, "9999"), (99_999, "99999"), (999_999, "999999"),
  ]
  private static let low: [(value: Double, spelling: String)] = [
    (-1, "-1"), (-9, "-9"), (-99, "-99"), (-999, "-999"), (-9999, "-9999"),
  ]
  private static let days: [(value: Double, spelling: String)] = [
    (-2_208_988_800, "1900-01-01"), (0, "1970-01-01"),
  ]

  /// The values of this kind in a column.
  ///
  /// A number stands out when one cell in a hundred, and at least five, hold it, and every other
  /// number is less than half as high, or not negative. A day stands out when it comes
  /// twice and every other day is ten years later.
  ///
  /// - Complexity: O(contacts).
  static func found(in column: Column) -> [ReadingReport.SuspiciousValue] {
    switch column.values {
    case .numbers(let numbers):
      let values = numbers.values
      guard let extremes = extremes(values) else { return [] }
      let found =
        high.filter { candidate in
          candidate.value == extremes.highest
            && stands(out: candidate.value, in: values) { $0 < candidate.value / 2 }
        }
        + low.filter { candidate in
          candidate.value == extremes.lowest
            && stands(out: candidate.value, in: values) { $0 >= 0 }
        }
      return found.map { report(column, $0.spelling, values, $0.value) }
    case .dates(let dates):
      let tenYears = 3653.0 * 86_400
      return days.compactMap { candidate in
        let count = dates.seconds.count { $0 == candidate.value }
        guard count >= 2,
          dates.seconds.allSatisfy({
            $0.isNaN || $0 == candidate.value || $0 > candidate.value + tenYears
          })
        else { return nil }
        return .init(column: column.name, spelling: candidate.spelling, count: count)
      }
    default: return []
    }
  }

  private static func extremes(_ values: [Double]) -> (lowest: Double, highest: Double)? {
    var lowest = Double.infinity
    var highest = -Double.infinity
    for value in values {
      if value < lowest { lowest = value }
      if value > highest { highest = value }
    }
    return lowest < highest ? (lowest, highest) : nil
  }

  private static func stands(
    out value: Double, in values: [Double], against others: (Double) -> Bool
  ) -> Bool {
    let count = values.count { $0 == value }
    guard count >= 5, 100 * count >= values.count else { return false }
    return values.allSatisfy { $0.isNaN || $0 == value || others($0) }
  }

  private static func report(
    _ column: Column, _ spelling: String, _ values: [Double], _ value: Double
  ) -> ReadingReport.SuspiciousValue {
    .init(column: column.name, spelling: spelling, count: values.count { $0 == value })
  }
}
