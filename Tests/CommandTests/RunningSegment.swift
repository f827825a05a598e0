import Foundation

/// The folder of the package, found from where this file was compiled.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A finished run of the command.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// The JSON document that the run printed.
  func json() throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return object as? [String: Any] ?? [:]
  }
}

/// Runs the built command with arguments, in the package's folder.
func segment(
  _ arguments: String..., input: Data? = nil, environment: [String: String] = [:]
) throws -> CommandRun {
  try segment(arguments, input: input, environment: environment)
}

/// Runs the built command with arguments, in the package's folder.
func segment(
  _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
  standardOutput: FileHandle? = nil
) throws -> CommandRun {
  let process = Process()
  process.executableURL = builtProducts.appending(path: "segment")
  process.arguments = arguments
  process.currentDirectoryURL = packageRoot
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  // Files rather than pipes: a pipe that nobody empties would stop the command.
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  func file(_ name: String) throws -> FileHandle {
    let url = folder.appending(path: name)
    try Data().write(to: url)
    return try FileHandle(forUpdating: url)
  }
  let (output, errors, standardInput) = (try file("out"), try file("err"), try file("in"))
  if let input {
    try standardInput.write(contentsOf: input)
    try standardInput.seek(toOffset: 0)
  }
  process.standardOutput = standardOutput ?? output
  process.standardError = errors
  process.standardInput = standardInput
  try process.run()
  process.waitUntilExit()
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }
  return CommandRun(
    status: process.terminationStatus, output: try text("out"), errors: try text("err"))
}

/// A new empty folder, for the test to remove.
func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "segment-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

/// The folder that holds the built command: beside the test bundle.
private var builtProducts: URL {
  #if os(macOS)
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent()
    }
    return Bundle.main.bundleURL
  #else
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  #endif
}
