/// A stream of random numbers that is the same for the same seed, on every machine, in every release.
///
/// The generator is xoshiro256\*\* (Blackman and Vigna 2021, https://doi.org/10.1145/3460772), its
/// state filled by SplitMix64 (Steele, Lea and Flood 2014, https://doi.org/10.1145/2660193.2660195).
/// The draws are written here as well, because those of the standard library may change from one
/// release to the next; this type is for that reason no `RandomNumberGenerator`.
///
/// It is not meant for secrets.
public struct RandomSource: Sendable, Hashable {
  /// What the whole stream, and every substream, follows from.
  private let identity: UInt64
  private var state: State

  /// Starts the stream that belongs to a seed.
  public init(seed: UInt64) {
    var filler = SplitMix64(state: seed)
    identity = seed
    state = State(filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// Starts from a given state, as the published test vectors do.
  init(state: State) {
    identity = state.a
    self.state = state
  }

  /// A stream of its own for one restart, block or column.
  ///
  /// It depends on the seed and the index only, and not on what has been drawn from this stream.
  /// Substreams of substreams differ from one another as well.
  public func substream(_ index: Int) -> RandomSource {
    var parent = SplitMix64(state: identity)
    var child = SplitMix64(state: parent.next() ^ UInt64(bitPattern: Int64(index)))
    return RandomSource(seed: child.next())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotated(state.b &* 5, by: 7) &* 9
    let shifted = state.b << 17
    state.c ^= state.a
    state.d ^= state.b
    state.b ^= state.c
    state.a ^= state.d
    state.c ^= shifted
    state.d = Self.rotated(state.d, by: 45)
    return result
  }

  private static func rotated(_ bits: UInt64, by count: UInt64) -> UInt64 {
    (bits << count) | (bits >> (64 - count))
  }

  /// The four words of the generator.
  struct State: Sendable, Hashable {
    var a, b, c, d: UInt64

    init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
      (self.a, self.b, self.c, self.d) = (a, b, c, d)
    }
  }
}

/// The generator that turns a seed, however regular, into bits that look like noise.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
