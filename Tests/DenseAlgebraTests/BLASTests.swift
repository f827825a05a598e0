import Dispatch
import Synchronization
import Testing

@testable import DenseAlgebra

/// Products against three loops, and the cap on threads.
@Suite struct BLASTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let rows: Int
    let columns: Int
    let inner: Int
    var testDescription: String { "\(rows) x \(inner) x \(columns)" }
  }

  static let shapes = [
    Shape(rows: 0, columns: 3, inner: 2), Shape(rows: 3, columns: 0, inner: 2),
    Shape(rows: 2, columns: 3, inner: 0), Shape(rows: 1, columns: 1, inner: 1),
    Shape(rows: 7, columns: 3, inner: 5), Shape(rows: 65, columns: 17, inner: 33),
  ]

  @Test(arguments: shapes)
  func gemmAgreesWithThreeLoops(shape: Shape) {
    var source = RandomSource(seed: 11)
    for transposesLeft in [false, true] {
      for transposesRight in [false, true] {
        for padding in [0, 3] {
          for (alpha, beta) in [(1.0, 0.0), (-2.0, 1.0), (0.5, -0.25), (0.0, 2.0)] {
            let leftRows = transposesLeft ? shape.inner : shape.rows
            let leftStride = (transposesLeft ? shape.rows : shape.inner) + padding
            let rightRows = transposesRight ? shape.columns : shape.inner
            let rightStride = (transposesRight ? shape.inner : shape.columns) + padding
            let resultStride = shape.columns + padding
            let left = (0..<leftRows * leftStride + 1).map { _ in source.normal() }
            let right = (0..<rightRows * rightStride + 1).map { _ in source.normal() }
            var result = (0..<shape.rows * resultStride + 1).map { _ in source.normal() }
            var expected = result
            for i in 0..<shape.rows {
              for j in 0..<shape.columns {
                var sum = 0.0
                for l in 0..<shape.inner {
                  sum +=
                    left[transposesLeft ? l * leftStride + i : i * leftStride + l]
                    * right[transposesRight ? j * rightStride + l : l * rightStride + j]
                }
                expected[i * resultStride + j] *= beta
                expected[i * resultStride + j] += alpha * sum
              }
            }
            // The old result must not be read at all.
            if beta == 0 {
              for i in 0..<shape.rows {
                for j in 0..<shape.columns { result[i * resultStride + j] = .nan }
              }
            }
            BLAS.gemm(
              transposingLeft: transposesLeft, transposingRight: transposesRight,
              rowCount: shape.rows, columnCount: shape.columns, innerCount: shape.inner,
              alpha: alpha, left: left, leftStride: leftStride,
              right: right, rightStride: rightStride,
              beta: beta, result: &result, resultStride: resultStride)
            let isClose = zip(result, expected).allSatisfy { abs($0 - $1) <= 1e-12 }
            #expect(isClose, "transposes \(transposesLeft) \(transposesRight), padding \(padding)")
          }
        }
      }
    }
  }

  @Test func theCapNestsAndOverlaps() throws {
    struct Stop: Error {}
    #expect(BLAS.onOneThread { BLAS.onOneThread { 3 } } == 3)
    // 0 is said by a library that does not count threads.
    #expect(BLAS.onOneThread { BLAS.threadCount } <= 1)
    BLAS.onOneThread {
      BLAS.onOneThread {}
      #expect(BLAS.threadCount <= 1)
    }
    #expect(throws: Stop.self) { try BLAS.onOneThread { throw Stop() } }
    DispatchQueue.concurrentPerform(iterations: 16) { index in
      BLAS.onOneThread {
        var square = [Double](repeating: 0, count: 64 * 64)
        let ones = [Double](repeating: 1, count: 64 * 64)
        BLAS.gemm(
          rowCount: 64, columnCount: 64, innerCount: 64, left: ones, leftStride: 64,
          right: ones, rightStride: 64, result: &square, resultStride: 64)
        #expect(square.allSatisfy { $0 == 64 })
      }
    }
  }

  @Test func theLastCallerGivesTheThreadsBack() {
    final class Library: Sendable {
      let threadCount = Atomic<Int32>(5)
    }
    let library = Library()
    let cap = ThreadCap(
      threadCount: { library.threadCount.load(ordering: .relaxed) },
      setThreadCount: { library.threadCount.store($0, ordering: .relaxed) })
    var seen: [Int32] = []
    for step in [cap.enter, cap.enter, cap.leave, cap.leave, cap.enter, cap.leave] {
      step()
      seen.append(library.threadCount.load(ordering: .relaxed))
    }
    #expect(seen == [1, 1, 1, 5, 1, 5])
  }

  @Test func theLibraryHasAName() {
    let implementation = BLAS.implementation
    #expect(!implementation.name.isEmpty)
    #expect(implementation.betterCoreName == nil || implementation.warning != nil)
  }

  @Test func slowLibrariesAreWarnedAbout() {
    func warning(isReference: Bool, core: String?, betterCore: String?) -> String? {
      BLASImplementation(
        name: "OpenBLAS", configuration: nil, isReference: isReference,
        coreName: core, betterCoreName: betterCore
      ).warning
    }
    #expect(warning(isReference: false, core: nil, betterCore: nil) == nil)
    #expect(warning(isReference: false, core: "Zen", betterCore: nil) == nil)
    let reference = warning(isReference: true, core: nil, betterCore: nil)
    #expect(reference?.contains("libopenblas0") == true)
    let old = warning(isReference: false, core: "Prescott", betterCore: "Haswell")
    #expect(old?.contains("OPENBLAS_CORETYPE=Haswell") == true)
  }
}
