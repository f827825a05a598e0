import Testing

@testable import DenseAlgebra

/// The published generators, and what the draws promise.
@Suite struct RandomSourceTests {
  /// Test vectors of Vigna's splitmix64.c, seed 1234567.
  @Test func splitMix64GivesThePublishedNumbers() {
    var generator = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in generator.next() } == expected)
  }

  /// Test vectors of Vigna's xoshiro256starstar.c, state 1, 2, 3, 4.
  @Test func xoshiroGivesThePublishedNumbers() {
    var source = RandomSource(state: RandomSource.State(1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in source.next() } == expected)
  }

  /// Numbers of an independent Python transcription of both published programs.
  @Test func seedsGiveTheirStreams() {
    var source = RandomSource(seed: 42)
    #expect(source.next() == 1_546_998_764_402_558_742)
    #expect(source.next() == 6_990_951_692_964_543_102)
    var other = RandomSource(seed: 42)
    #expect(other.uniform() == 0.08386297105988216)
    #expect(other.uniform() == 0.3789802506626686)
    var last = RandomSource(seed: .max)
    #expect(last.next() == 10_328_197_420_357_168_392)
  }

  @Test func substreamsDifferAndIgnoreWhatWasDrawn() {
    var source = RandomSource(seed: 7)
    let before = source.substream(3)
    _ = source.next()
    #expect(source.substream(3) == before)
    var firsts: Set<UInt64> = []
    for index in -50..<50 {
      var child = source.substream(index)
      firsts.insert(child.next())
      for grandchild in 0..<10 {
        var grandchild = child.substream(grandchild)
        firsts.insert(grandchild.next())
      }
    }
    #expect(firsts.count == 100 * 11)
  }

  @Test(arguments: [1, 2, 3, 7, 1000, Int.max])
  func indicesStayBelowTheirBound(bound: Int) {
    var source = RandomSource(seed: 1)
    for _ in 0..<1000 {
      let index = source.index(below: bound)
      #expect(index >= 0 && index < bound)
    }
  }

  @Test func indicesAreEquallyLikely() {
    var source = RandomSource(seed: 2)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[source.index(below: 6)] += 1 }
    // Five degrees of freedom: 20.5 is exceeded once in a thousand.
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(chiSquare < 20.5)
  }

  @Test func uniformAndNormalHaveTheirMoments() {
    var source = RandomSource(seed: 3)
    let count = 40_000
    let uniforms = (0..<count).map { _ in source.uniform() }
    #expect(uniforms.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(uniforms.reduce(0, +) / Double(count) - 0.5) < 0.006)
    let normals = (0..<count).map { _ in source.normal() }
    #expect(abs(normals.reduce(0, +) / Double(count)) < 0.02)
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.03)
    let fourth = normals.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count)
    #expect(abs(fourth - 3) < 0.2)
  }

  @Test func shuffleReachesEveryOrder() {
    var source = RandomSource(seed: 4)
    var seen: [[Int]: Int] = [:]
    for _ in 0..<2400 {
      var letters = [0, 1, 2, 3]
      source.shuffle(&letters)
      #expect(letters.sorted() == [0, 1, 2, 3])
      seen[letters, default: 0] += 1
    }
    #expect(seen.count == 24)
    #expect(seen.values.allSatisfy { $0 > 55 && $0 < 150 })
    var nothing: [Int] = []
    source.shuffle(&nothing)
    #expect(nothing.isEmpty)
  }

  @Test(arguments: [(0, 0), (0, 5), (1, 1), (5, 5), (3, 10), (100, 100), (10, 1 << 60)])
  func samplesHoldDifferentIndices(count: Int, bound: Int) {
    var source = RandomSource(seed: 5)
    let sample = source.sampleIndices(count, below: bound)
    #expect(sample.count == count)
    #expect(Set(sample).count == count)
    #expect(sample.allSatisfy { $0 >= 0 && $0 < bound })
  }

  @Test func samplesAreEquallyLikely() {
    var source = RandomSource(seed: 6)
    var seen: [[Int]: Int] = [:]
    for _ in 0..<2000 { seen[source.sampleIndices(2, below: 5), default: 0] += 1 }
    #expect(seen.count == 20)
    #expect(seen.values.allSatisfy { $0 > 55 && $0 < 150 })
  }
}
