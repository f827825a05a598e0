import Foundation
import Segmentation
import Testing

/// `segment cluster` on NumPy files: what it takes, how much memory, and what it refuses.
@Suite struct NumPyCommandTests {
  /// A `.npy` file of version 1 with any header.
  private func array(_ type: String, _ shape: String, fortran: String = "False", bytes: Data)
    -> Data
  {
    let text = Data("{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': \(shape), }\n".utf8)
    return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(text.count), 0]) + text + bytes
  }

  private func doubles(_ values: [Double]) -> Data {
    values.withUnsafeBufferPointer { Data(buffer: $0) }
  }

  /// A file of rows in three groups.
  private func groups(in workspace: Workspace, rowCount: Int, columnCount: Int) throws -> String {
    var random = RandomSource(seed: 4)
    let rows = Matrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { index in
        1000 + Double(3 * (index / columnCount % 3)) + random.normal()
      })
    let path = workspace.path("rows.npy")
    try NumPyFile.write(rows, to: path, as: .float32)
    return path
  }

  @Test(
    "a limit to memory and the precision change no result",
    arguments: ["none", "standard", "range"])
  func limitsAndPrecision(scale: String) throws {
    let workspace = try Workspace()
    let file = try groups(in: workspace, rowCount: 40_000, columnCount: 8)
    func cluster(_ more: String...) throws -> ([String: Any], labels: Data) {
      let labels = workspace.path("labels.csv")
      let run = try segment(
        [
          "cluster", file, "--segments", "3", "--scale", scale, "--restarts", "2", "--json",
          "--assignments", labels, "--force",
        ] + more)
      #expect(run.status == 0, "\(run.errors)")
      return (try run.json(), try Data(contentsOf: URL(filePath: labels)))
    }
    let (expected, labels) = try cluster()
    for options in [["--memory", "200MB"], ["--precision", "double"], ["--memory", "2GB"]] {
      let (document, sameLabels) = try cluster(options[0], options[1])
      #expect(document["objective"] as? Double == expected["objective"] as? Double)
      #expect(
        document["centersOriginal"] as? [[Double]] == expected["centersOriginal"] as? [[Double]])
      #expect(document["sizes"] as? [Int] == expected["sizes"] as? [Int])
      #expect(sameLabels == labels)
    }
    let (parallel, _) = try cluster("--initialization", "parallel")
    let objectives = [parallel, expected].compactMap { $0["objective"] as? Double }
    #expect(objectives.count == 2 && abs(objectives[0] / objectives[1] - 1) < 1e-3)
  }

  @Test("too little memory ends with 1 and says how much is needed")
  func tooLittleMemory() throws {
    let workspace = try Workspace()
    let file = try groups(in: workspace, rowCount: 1000, columnCount: 3)
    let run = try segment("cluster", file, "--segments", "3", "--memory", "1KB")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.contains("--memory is 1 MB, but the run itself takes"))
    #expect(run.errors.contains("give at least"))
    let robust = try segment(
      "cluster", file, "--segments", "3", "--memory", "1KB", "--scale", "robust")
    #expect(robust.status == 1 && robust.errors.contains("robust"))
    #expect(robust.errors.contains("give more --memory"))
    for (path, size) in [
      (file, "0MB"), (file, "12"), (file, "MB"), (file, "99999999999999GB"), ("rows.csv", "1GB"),
    ] {
      #expect(try segment("cluster", path, "--segments", "3", "--memory", size).status == 64)
    }
    let medoids = ["cluster", file, "--segments", "3", "--method", "kmedoids"]
    #expect(try segment(medoids + ["--memory", "1GB"]).status == 64)
    #expect(try segment(medoids + ["--precision", "double"]).status == 64)
  }

  @Test("arrays that cannot be used end with 1 and a message")
  func unusableArrays() throws {
    let workspace = try Workspace()
    let four = doubles([1, 2, 3, 4])
    let files: [(name: String, bytes: Data, message: String)] = [
      ("type", array("<i8", "(2, 2)", bytes: four), "integers"),
      ("endian", array(">f8", "(2, 2)", bytes: four), "big-endian"),
      ("order", array("<f8", "(2, 2)", fortran: "True", bytes: four), "Fortran"),
      ("cube", array("<f8", "(2, 2, 1)", bytes: four), "3 dimensions"),
      ("truncated", array("<f8", "(2, 2)", bytes: four.dropLast()), "truncated"),
      ("longer", array("<f8", "(2, 2)", bytes: four + [0]), "longer"),
      ("empty", Data(), "not a .npy file"),
      ("garbage", Data((0..<200).map { UInt8($0 * 37 % 256) }), "not a .npy file"),
      ("header", array("<f8", "(2, -2)", bytes: four), "damaged"),
      ("rows", array("<f8", "(0, 2)", bytes: Data()), "rows"),
      ("columns", array("<f8", "(2, 0)", bytes: Data()), "columns"),
      ("nan", array("<f8", "(2, 2)", bytes: doubles([1, 2, .nan, 4])), "row 1, column 0"),
      (
        "infinity", array("<f8", "(2, 2)", bytes: doubles([1, 2, 3, -.infinity])), "row 1, column 1"
      ),
      ("huge", array("<f8", "(2, 2)", bytes: doubles([1, 2, 3, 1e300])), "row 1, column 1"),
      ("equal", array("<f8", "(2, 2)", bytes: doubles([5, 5, 5, 5])), "1 distinct row"),
      ("few", array("<f8", "(1, 4)", bytes: four), "1 distinct row"),
    ]
    for file in files {
      let path = workspace.path(file.name + ".npy")
      try file.bytes.write(to: URL(filePath: path))
      for options in [[], ["--memory", "1GB"]] {
        let run = try segment(
          ["cluster", path, "--segments", "2", "--scale", "none"] + options)
        #expect(run.status == 1, "\(file.name)")
        #expect(run.output.isEmpty && run.errors.contains(file.message), "\(run.errors)")
      }
    }
  }

  @Test("values beyond Float are clustered right")
  func beyondFloat() throws {
    let workspace = try Workspace()
    let path = workspace.path("large.npy")
    try array("<f8", "(4, 1)", bytes: doubles([1e39, 1.1e39, -1e39, -1.1e39]))
      .write(to: URL(filePath: path))
    let run = try segment("cluster", path, "--segments", "2", "--scale", "none", "--json")
    #expect(run.status == 0)
    #expect(try run.json()["sizes"] as? [Int] == [2, 2])
  }
}
