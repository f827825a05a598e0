import CSegmentationKernels

/// Floats that begin on a cache line, so that no vector of a tile lies across two lines.
struct AlignedFloats: Sendable {
  private static let lineFloatCount = 16

  private let storage: [Float]
  private let offset: Int
  let count: Int

  /// Creates the memory and lets `initialize` fill all of it.
  init(count: Int, initializedBy initialize: (UnsafeMutableBufferPointer<Float>) -> Void) {
    var offset = 0
    let padded = count + Self.lineFloatCount - 1
    storage = [Float](unsafeUninitializedCapacity: padded) { buffer, initializedCount in
      guard let base = buffer.baseAddress else { return }
      let misalignment = Int(bitPattern: base) / MemoryLayout<Float>.stride % Self.lineFloatCount
      offset = misalignment == 0 ? 0 : Self.lineFloatCount - misalignment
      cseg_prefer_large_pages(base, padded * MemoryLayout<Float>.stride)
      base.initialize(repeating: 0, count: offset)
      (base + offset + count).initialize(repeating: 0, count: padded - count - offset)
      initialize(UnsafeMutableBufferPointer(start: base + offset, count: count))
      initializedCount = padded
    }
    self.offset = offset
    self.count = count
  }

  func withUnsafeFloats<R>(_ body: (UnsafeBufferPointer<Float>) -> R) -> R {
    storage.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[offset..<offset + count]))
    }
  }
}
