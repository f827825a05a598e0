import Benchmark
import Segmentation

/// Overlapping blobs: `clusterCount` centers, each row one center plus unit noise.
private func blobs(rowCount: Int, columnCount: Int, clusterCount: Int) -> Matrix {
  var random = RandomSource(seed: 42)
  let centers = (0..<clusterCount * columnCount).map { _ in 3 * random.normal() }
  var elements: [Double] = []
  elements.reserveCapacity(rowCount * columnCount)
  for _ in 0..<rowCount {
    let center = random.index(below: clusterCount)
    for column in 0..<columnCount {
      elements.append(centers[center * columnCount + column] + random.normal())
    }
  }
  return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], maxDuration: .seconds(5),
    maxIterations: 50)

  for threadCount in [1, 2] {
    for engine in KMeans.Engine.allCases where engine != .automatic {
      Benchmark(
        "k-means 100k x 20, k = 12, 25 iterations, \(engine.rawValue), \(threadCount) threads"
      ) { benchmark in
        let rows = blobs(rowCount: 100_000, columnCount: 20, clusterCount: 12)
        let settings = KMeans(
          clusterCount: 12, initialization: .centers(rows.selectingRows(0..<12)),
          iterationLimit: 25, tolerance: 0, parallelism: Parallelism(threadCount: threadCount),
          engine: engine)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try settings.fitted(to: rows)) }
      }
    }
  }

  Benchmark("silhouette of 10k x 10, k = 8") { benchmark in
    let rows = blobs(rowCount: 10_000, columnCount: 10, clusterCount: 8)
    let labels = try KMeans(clusterCount: 8, restarts: 1).fitted(to: rows).assignments
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try Silhouette(of: labels, in: rows)) }
  }

  Benchmark("gemm 1000 x 1000") { benchmark in
    let left = blobs(rowCount: 1_000, columnCount: 1_000, clusterCount: 3)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { blackHole(try left.multiplied(by: left)) }
  }
}
