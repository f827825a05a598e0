import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

@Suite struct KMeansContractTests {
  @Test(
    arguments: [(KMeans.Initialization.plusPlus(), 3), (.plusPlus(trials: 1), 5), (.random, 9)],
    [KMeans.Engine.fused, .blas])
  func keepsTheContract(
    start: (initialization: KMeans.Initialization, restarts: Int), engine: KMeans.Engine
  ) throws {
    try ClustererContract(
      clusterer: { clusterCount, seed, parallelism in
        KMeans(
          clusterCount: clusterCount, initialization: start.initialization,
          restarts: start.restarts, seed: seed, parallelism: parallelism, engine: engine)
      },
      input: { $0 }
    ).expectAll()
  }
}
