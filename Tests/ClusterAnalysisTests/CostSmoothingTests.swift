import DenseAlgebra
import Testing
import _SegmentationTestSupport

@testable import ClusterAnalysis

@Suite struct CostSmoothingTests {
  /// The first batch of a start that was searched for may be cheap by chance, and none after it cheaper.
  @Test func aLuckyBeginningDoesNotEndTheSearch() {
    // With 10 of 399 rows a batch, the smoothed value is that of the last 20 batches.
    var smoothing = CostSmoothing(batchSize: 10, rowCount: 399, patience: 5)
    var idleAfter: Int?
    for batch in 1...100 where idleAfter == nil {
      let cost = batch <= 2 ? 1.0 : 2 + 0.001 * Double(batch)
      if smoothing.isIdle(after: cost) { idleAfter = batch }
    }
    // Batches 1 to 20 are not counted, and each of the next five costs more than the one before.
    #expect(idleAfter == 25)
  }

  @Test func aFallingCostGoesOn() {
    var smoothing = CostSmoothing(batchSize: 10, rowCount: 99, patience: 3)
    let falling = (1...200).map { smoothing.isIdle(after: 1 / Double($0)) }
    #expect(!falling.contains(true))
    let rising = (1...3).map { _ in smoothing.isIdle(after: 1) }
    #expect(rising == [false, false, true])
  }

  @Test func noPatienceNeverEnds() {
    var smoothing = CostSmoothing(batchSize: 10, rowCount: 10, patience: nil)
    let rising = (1...500).map { smoothing.isIdle(after: Double($0)) }
    #expect(!rising.contains(true))
  }
}
