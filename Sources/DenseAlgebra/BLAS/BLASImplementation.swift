import CSegmentationBLAS

/// The library that multiplies matrices in this process.
public struct BLASImplementation: Sendable, Hashable {
  /// What people call it, for example `OpenBLAS`.
  public let name: String
  /// What the library says about its version and build, if it says anything.
  public let configuration: String?
  /// Whether it is the reference implementation, which is correct and slow.
  public let isReference: Bool
  /// The processor whose code the library runs, if it says so.
  public let coreName: String?
  /// The processor whose code suits this machine far better, when the library took it for one from
  /// before AVX2.
  public let betterCoreName: String?

  /// What the user should know and do about it, or `nil` when all is well.
  public var warning: String? {
    if isReference {
      return "The reference BLAS is in use, which is 20 to 50 times slower than an optimized one. "
        + "Install OpenBLAS (Debian, Ubuntu: apt-get install libopenblas0-pthread)."
    }
    // Measured on an Intel processor of 2023 with OpenBLAS 0.3.21: 16 and 72 GFLOP/s.
    guard let coreName, let betterCoreName else { return nil }
    return "\(name) does not know this processor and runs code for a much older one (\(coreName)), "
      + "several times slower. Set the environment variable OPENBLAS_CORETYPE=\(betterCoreName), "
      + "or install a newer \(name)."
  }
}

extension BLASImplementation: CustomStringConvertible {
  /// The name, or what the library says of itself.
  public var description: String { configuration ?? name }
}

extension BLAS {
  /// The library that this process uses.
  public static let implementation: BLASImplementation = {
    let library = segmentation_blas_library()
    let name =
      switch library {
      case SEGMENTATION_BLAS_REFERENCE: "reference BLAS"
      case SEGMENTATION_BLAS_OPENBLAS: "OpenBLAS"
      case SEGMENTATION_BLAS_MKL: "Intel MKL"
      case SEGMENTATION_BLAS_BLIS: "BLIS"
      case SEGMENTATION_BLAS_FLEXIBLAS: "FlexiBLAS"
      case SEGMENTATION_BLAS_ACCELERATE: "Accelerate"
      default: "an unknown BLAS"
      }
    return BLASImplementation(
      name: name,
      // OpenBLAS ends its line with a blank.
      configuration: segmentation_blas_configuration().map { text in
        String(cString: text).split(separator: " ").joined(separator: " ")
      },
      isReference: library == SEGMENTATION_BLAS_REFERENCE,
      coreName: segmentation_blas_core().map { String(cString: $0) },
      betterCoreName: segmentation_blas_better_core().map { String(cString: $0) })
  }()
}
