import Foundation
import Testing

@testable import ParallelBlocks

/// Limits read from a made-up `/sys/fs/cgroup`.
@Suite struct ControlGroupsTests {
  /// Writes `files` under a new folder and asks for the quota of `membership` there.
  private func quota(of membership: String, files: [String: String]) throws -> Int? {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? manager.removeItem(at: root) }
    try manager.createDirectory(at: root, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = root.appendingPathComponent(path)
      try manager.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return ControlGroups(root: root.path, membership: membership).processorQuota
  }

  @Test func theTightestGroupOfVersion2Counts() throws {
    let files = [
      "cpu.max": "max 100000\n", "slice/cpu.max": "800000 100000\n",
      "slice/job/cpu.max": "150000 100000\n",
    ]
    #expect(try quota(of: "0::/slice/job\n", files: files) == 2)
    #expect(try quota(of: "0::/slice\n", files: files) == 8)
    #expect(try quota(of: "0::/\n", files: files) == nil)
    #expect(try quota(of: "0::/slice/gone/deeper\n", files: files) == 8)
    #expect(try quota(of: "0::/", files: ["cpu.max": "5000 100000"]) == 1)
    #expect(try quota(of: "0::/", files: ["cpu.max": "\(Int.max) 1"]) == Int.max)
  }

  @Test func version1HasTwoFiles() throws {
    let membership = "5:memory:/box\n4:cpu,cpuacct:/box\n"
    let files = ["cpu/cpu.cfs_quota_us": "250000\n", "cpu/cpu.cfs_period_us": "100000\n"]
    #expect(try quota(of: membership, files: files) == 3)
    let unlimited = ["cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"]
    #expect(try quota(of: membership, files: unlimited) == nil)
  }

  @Test(arguments: ["", "\n\n", "nonsense", "0::", ":::", "0::/../..", "x:cpu"])
  func nonsenseSetsNoLimit(membership: String) throws {
    #expect(try quota(of: membership, files: ["other": "1"]) == nil)
  }

  @Test(arguments: ["", "max", "0 100000", "100000 0", "a b", "1 2 3", "-5 10"])
  func unreadableLimitsAreNone(text: String) throws {
    #expect(try quota(of: "0::/", files: ["cpu.max": text]) == nil)
  }
}
