import CSegmentationKernels

/// Floats that begin on a cache line, so that no vector of a tile lies across two lines, and are
/// written once.
struct AlignedFloats: @unchecked Sendable {
  private let memory: ScratchMemory<Float>

  /// Creates the memory and lets `initialize` fill all of it.
  init(count: Int, initializedBy initialize: (UnsafeMutableBufferPointer<Float>) -> Void) {
    memory = ScratchMemory(count: count)
    initialize(memory.elements)
  }

  func withUnsafeFloats<R>(_ body: (UnsafeBufferPointer<Float>) -> R) -> R {
    withExtendedLifetime(memory) { body(UnsafeBufferPointer(memory.elements)) }
  }
}
