// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever depends on the library does not build the harness.
let package = Package(
  name: "segmentation-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "swift-segmentation", path: "../"),
    // Without traits: the malloc interposer and its counts are not there on all systems.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Clustering",
      dependencies: [
        .product(name: "Segmentation", package: "swift-segmentation"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Clustering",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
    )
  ],
  swiftLanguageModes: [.v6]
)
