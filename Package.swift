// swift-tools-version: 6.2
import PackageDescription

/// The current hygiene of Apple's server-side packages: what a file uses, it imports.
let strictSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "swift-segmentation",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Segmentation", targets: ["Segmentation"]),
    .library(name: "ClusterAnalysis", targets: ["ClusterAnalysis"]),
    .library(name: "ContactTables", targets: ["ContactTables"]),
    .library(name: "ContactFeatures", targets: ["ContactFeatures"]),
    .library(name: "DenseAlgebra", targets: ["DenseAlgebra"]),
    .library(name: "SegmentProfiles", targets: ["SegmentProfiles"]),
    .library(name: "SegmentReports", targets: ["SegmentReports"]),
    .executable(name: "segment", targets: ["segment"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // MARK: C
    .target(
      name: "CSegmentationBLAS",
      linkerSettings: [
        .linkedLibrary("blas", .when(platforms: [.linux])),
        .linkedLibrary("lapack", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS])),
      ]
    ),
    .target(name: "CSegmentationKernels"),
    .systemLibrary(
      name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),

    // MARK: Library
    .target(name: "ParallelBlocks"),
    .target(
      name: "DenseAlgebra",
      dependencies: ["CSegmentationBLAS", "CSegmentationKernels", "ParallelBlocks"]),
    .target(name: "ClusterAnalysis", dependencies: ["DenseAlgebra", "ParallelBlocks"]),
    .target(name: "ContactTables", dependencies: ["CZlib", "ParallelBlocks"]),
    .target(
      name: "ContactFeatures", dependencies: ["ContactTables", "DenseAlgebra", "ParallelBlocks"]),
    .target(
      name: "SegmentProfiles",
      dependencies: ["ClusterAnalysis", "ContactTables", "ParallelBlocks"]),
    .target(name: "SegmentReports", dependencies: ["ClusterAnalysis", "SegmentProfiles"]),
    .target(
      name: "Segmentation",
      dependencies: [
        "ClusterAnalysis", "ContactFeatures", "ContactTables", "DenseAlgebra", "ParallelBlocks",
        "SegmentProfiles", "SegmentReports",
      ]
    ),

    // MARK: Command and notebooks
    .executableTarget(
      name: "segment",
      dependencies: [
        "Segmentation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(
      name: "first-look", dependencies: ["Segmentation"], path: "Docs/Notebooks/first-look"),

    // MARK: Tests
    .target(
      name: "_SegmentationTestSupport",
      dependencies: ["ClusterAnalysis", "DenseAlgebra", "ParallelBlocks"],
      path: "Tests/_SegmentationTestSupport"
    ),
    .testTarget(name: "ParallelBlocksTests", dependencies: ["ParallelBlocks"]),
    .testTarget(
      name: "KernelTests", dependencies: ["CSegmentationKernels", "DenseAlgebra", "ParallelBlocks"]),
    .testTarget(
      name: "DenseAlgebraTests",
      dependencies: ["DenseAlgebra", "ParallelBlocks", "_SegmentationTestSupport"]),
    .testTarget(
      name: "ClusterAnalysisTests",
      dependencies: [
        "ClusterAnalysis", "DenseAlgebra", "ParallelBlocks", "_SegmentationTestSupport",
      ]),
    .testTarget(
      name: "ContactTablesTests",
      dependencies: ["ContactTables", "ParallelBlocks", "_SegmentationTestSupport"]),
    .testTarget(
      name: "ContactFeaturesTests",
      dependencies: [
        "ContactFeatures", "ContactTables", "DenseAlgebra", "ParallelBlocks",
        "_SegmentationTestSupport",
      ]),
    .testTarget(
      name: "SegmentProfilesTests",
      dependencies: [
        "ClusterAnalysis", "ContactTables", "ParallelBlocks", "SegmentProfiles",
        "_SegmentationTestSupport",
      ]),
    .testTarget(
      name: "SegmentReportsTests",
      dependencies: [
        "ClusterAnalysis", "ContactTables", "DenseAlgebra", "SegmentProfiles", "SegmentReports",
        "_SegmentationTestSupport",
      ]),
    .testTarget(
      name: "SegmentationTests", dependencies: ["Segmentation", "_SegmentationTestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["segment", "Segmentation"]),
    .testTarget(
      name: "ReferenceTests",
      dependencies: [
        "ClusterAnalysis", "ContactTables", "DenseAlgebra", "ParallelBlocks",
        "_SegmentationTestSupport",
      ],
      exclude: ["Generators"],
      resources: [.copy("Goldens")]
    ),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where ![.system, .plugin].contains(target.type) {
  target.swiftSettings = (target.swiftSettings ?? []) + strictSettings
}

// The documentation plugin is needed by `make docs` only.
if Context.environment["SEGMENTATION_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
