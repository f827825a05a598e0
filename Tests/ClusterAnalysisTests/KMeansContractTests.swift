import ClusterAnalysis
import DenseAlgebra
import Testing
import _SegmentationTestSupport

@Suite struct KMeansContractTests {
  @Test(arguments: [(KMeans.Initialization.plusPlus(), 3), (.plusPlus(trials: 1), 5), (.random, 9)])
  func keepsTheContract(from initialization: KMeans.Initialization, restarts: Int) throws {
    try ClustererContract(
      clusterer: { clusterCount, seed, parallelism in
        KMeans(
          clusterCount: clusterCount, initialization: initialization, restarts: restarts,
          seed: seed,
          parallelism: parallelism)
      },
      input: { $0 }
    ).expectAll()
  }
}
