// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "importing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "swift-segmentation", path: "../..")],
  targets: [
    .executableTarget(
      name: "importing",
      dependencies: [.product(name: "Segmentation", package: "swift-segmentation")],
      swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")]
    )
  ]
)
