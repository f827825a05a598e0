import ContactFeatures
import ContactTables
import DenseAlgebra
import Testing

@Suite struct VoteTests {
  @Test(arguments: 0..<8) func everyColumnHasTheSameShare(seed: Int) throws {
    let table = mixedTable(rowCount: 700 + 31 * seed, seed: UInt64(seed))
    let schema = Make.schema(table)
    let vectorizer = try FeatureRecipe.automatic(for: table, schema: schema)
      .fitted(to: table, schema: schema)
    let shares = vectorizer.distanceShares()
    #expect(shares.columns.count == 7)
    for column in shares.columns { #expect(abs(column.share - 1 / 7) < 1e-9) }
    #expect(shares.dominant == nil)

    // The shares known beforehand are those of the matrix itself.
    let features = try vectorizer.applied(to: table)
    var varianceOfColumn: [String: Double] = [:]
    for (index, feature) in features.features.enumerated() {
      let variance = variance(features.matrix.column(index))
      #expect(abs(variance.squareRoot() - feature.standardDeviation) < 1e-9)
      varianceOfColumn[feature.column, default: 0] += variance
    }
    #expect(varianceOfColumn.count == 7)
    for variance in varianceOfColumn.values { #expect(abs(variance - 1) < 1e-9) }
  }

  @Test func expectedSquaredDistanceIsTwoPerColumn() throws {
    let table = mixedTable(rowCount: 120, seed: 9)
    let vectorizer = try FeatureRecipe.automatic(for: table, schema: Make.schema(table))
      .fitted(to: table)
    let matrix = try vectorizer.applied(to: table).matrix
    var total = 0.0
    for i in 0..<120 {
      for j in 0..<120 {
        total += zip(matrix.row(i), matrix.row(j)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
    }
    #expect(abs(total / (120 * 120) - 2 * 7) < 1e-9)
  }

  @Test func aRareFlagDoesNotExplode() throws {
    let yes = 1
    let table = ContactTable(columns: [
      Make.flags("rare", (0..<1_000).map { $0 < yes }),
      Make.levels("rareLevel", (0..<1_000).map { $0 < 7 ? "b" : "a" }),
      Make.numbers("x", (0..<1_000).map { Double($0 % 10) }),
    ])
    let vectorizer = try FeatureRecipe.automatic(for: table, schema: Make.schema(table))
      .fitted(to: table)
    let matrix = try vectorizer.applied(to: table).matrix
    let largest = 1 / (0.05 * 0.95).squareRoot()
    #expect(matrix.elements.allSatisfy { abs($0) <= largest + 1e-12 })
    let shares = vectorizer.distanceShares().columns
    #expect(shares[0].share < 0.03)
    #expect(shares[1].share < 0.15)
  }

  @Test func aDominantColumnIsNamed() throws {
    let table = ContactTable(columns: [
      Make.numbers("amount", [1e300, 5, -1e300, 7]), Make.numbers("a", [1, 2, 3, 5]),
      Make.numbers("b", [1, 0, 0, 2]), Make.numbers("c", [0, 1, 0, 1]),
    ])
    let raw = try FeatureRecipe.plain(for: table, scaling: .none).fitted(to: table)
    let shares = raw.distanceShares()
    #expect(shares.dominant?.column == "amount")
    #expect(shares.columns.map(\.share).reduce(0, +) == 1)
    #expect(shares.warnings.count == 1)
    let scaled = try FeatureRecipe.plain(for: table).fitted(to: table).distanceShares()
    #expect(scaled.warnings.isEmpty)
    for column in scaled.columns { #expect(abs(column.share - 0.25) < 1e-12) }
  }

  @Test func equalContactsHaveNoDistance() throws {
    let table = ContactTable(columns: [Make.numbers("x", [4, 4, 4])])
    let vectorizer = try FeatureRecipe.plain(for: table).fitted(to: table)
    #expect(vectorizer.distanceShares().columns.map(\.share) == [0])
    #expect(try vectorizer.applied(to: table).matrix.elements == [0, 0, 0])
  }
}
