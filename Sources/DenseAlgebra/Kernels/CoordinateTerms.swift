import CSegmentationKernels

/// What a difference of coordinates adds to a distance.
public enum CoordinateTerms: Sendable, Hashable {
  /// Its square.
  case squares
  /// Its magnitude.
  case magnitudes

  /// Its number in the C kernels.
  var code: Int32 {
    switch self {
    case .squares: CSEG_SQUARES
    case .magnitudes: CSEG_MAGNITUDES
    }
  }
}
