import CSegmentationKernels

/// Memory for intermediate results, which begins on a cache line, or a large page when it is some of
/// these long, where the system has them.
///
/// The elements are not initialized.
public final class ScratchMemory<Element: BitwiseCopyable> {
  /// The elements.
  public let elements: UnsafeMutableBufferPointer<Element>

  /// Reserves room for `count` elements.
  public init(count: Int) {
    let byteCount = max(1, count) * MemoryLayout<Element>.stride
    let isLarge = byteCount >= 2 * Int(CSEG_LARGE_PAGE)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount, alignment: isLarge ? Int(CSEG_LARGE_PAGE) : 64)
    cseg_prefer_large_pages(memory, byteCount)
    elements = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: Element.self, capacity: count), count: count)
  }

  /// Reserves room for `count` elements, each of them `value` at first.
  public convenience init(count: Int, repeating value: Element) {
    self.init(count: count)
    elements.initialize(repeating: value)
  }

  deinit { elements.deallocate() }
}
