import CSegmentationKernels

/// Which vector instructions the kernels use.
///
/// The choice changes how fast a result comes, not the result: labels, sums and seeds have the same
/// bits for every instruction set.
public enum InstructionSet: String, Sendable, Hashable, CaseIterable, Codable {
  /// What every processor of the architecture has: vectors of 4 floats.
  case baseline
  /// AVX2 with fused multiply-add: vectors of 8 floats.
  case avx2
  /// AVX-512 (F, BW, DQ, VL): vectors of 16 floats.
  case avx512
  /// NEON on arm64: vectors of 4 floats, twice the registers and fused multiply-add.
  case neon

  /// The name for reports.
  public var name: String {
    switch self {
    case .baseline: "baseline"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    case .neon: "NEON"
    }
  }

  /// Whether this build has kernels for it and this processor can run them.
  public var isAvailable: Bool { cseg_is_available(code) != 0 }

  /// All that can be used on this processor, the slowest first.
  public static var available: [InstructionSet] { allCases.filter(\.isAvailable) }

  /// The fastest that this processor has, or the one that `SEGMENTATION_ISA` asks for.
  ///
  /// Read once. A request that cannot be met changes nothing and leaves a ``complaint``.
  public static var best: InstructionSet { choice.instructionSet }

  /// What is wrong with the value of `SEGMENTATION_ISA`, if something is.
  public static var complaint: String? { choice.complaint }

  /// Its number in the C kernels.
  var code: Int32 {
    switch self {
    case .baseline: Int32(CSEG_BASELINE)
    case .avx2: Int32(CSEG_AVX2)
    case .avx512: Int32(CSEG_AVX512)
    case .neon: Int32(CSEG_NEON)
    }
  }
}
