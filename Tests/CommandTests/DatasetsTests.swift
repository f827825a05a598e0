import Foundation
import Testing

@Suite struct DatasetsTests {
  @Test("the shipped data are what their sums say, and no file is without a sum")
  func checksums() throws {
    let folder = packageRoot.appending(path: "datasets")
    let listed = try String(contentsOf: folder.appending(path: "SHA256SUMS"), encoding: .utf8)
      .split(separator: "\n").map { String($0.dropFirst(66)) }
    #expect(Set(listed) == Set(try files(below: folder)).subtracting(["SHA256SUMS"]))

    #if os(macOS)
      let arguments = ["shasum", "-a", "256", "-c", "--quiet", "SHA256SUMS"]
    #else
      let arguments = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
    #endif
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: printed, as: UTF8.self))")
  }

  private func files(below folder: URL) throws -> [String] {
    let root = folder.path(percentEncoded: false)
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
      try folder.appending(path: path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
        ?? false
    }
  }
}
