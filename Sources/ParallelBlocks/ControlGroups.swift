import Foundation

/// The Linux control groups of a process, as far as they limit its processor time.
struct ControlGroups {
  /// Where the groups are mounted.
  let root: String
  /// The lines of `/proc/self/cgroup`: `number:controllers:path`.
  let membership: String

  /// Those of this process, when there are any.
  static var current: ControlGroups? {
    contents(of: "/proc/self/cgroup").map {
      ControlGroups(root: "/sys/fs/cgroup", membership: $0)
    }
  }

  /// The processors that the tightest group on the way to the root grants, rounded up; `nil` when
  /// none sets a limit.
  var processorQuota: Int? {
    membership.split(separator: "\n").compactMap(quota(ofMembership:)).min()
  }

  private func quota(ofMembership line: Substring) -> Int? {
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    let controllers = fields[1].split(separator: ",")
    if controllers.isEmpty {
      return tightest(from: fields[2], under: root, Self.quotaOfVersion2)
    }
    guard controllers.contains("cpu") else { return nil }
    return tightest(from: fields[2], under: root + "/cpu", Self.quotaOfVersion1)
  }

  /// A container may see its own group as the root, so folders that are not there are passed by.
  private func tightest(
    from path: Substring, under root: String, _ quota: (String) -> Int?
  ) -> Int? {
    var names = path.split(separator: "/")
    var quotas: [Int] = []
    while true {
      let folder = ([root] + names.map(String.init)).joined(separator: "/")
      if let quota = quota(folder) { quotas.append(quota) }
      if names.popLast() == nil { return quotas.min() }
    }
  }

  /// `cpu.max` holds the microseconds granted in each period, or `max`, and the period.
  private static func quotaOfVersion2(_ folder: String) -> Int? {
    let fields = contents(of: folder + "/cpu.max")?.split(whereSeparator: \.isWhitespace) ?? []
    guard fields.count == 2 else { return nil }
    return processors(granted: Int(fields[0]), period: Int(fields[1]))
  }

  /// Version 1 has a file for each of the two, and says -1 for no limit.
  private static func quotaOfVersion1(_ folder: String) -> Int? {
    func number(in file: String) -> Int? {
      contents(of: folder + "/" + file).flatMap {
        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    return processors(
      granted: number(in: "cpu.cfs_quota_us"), period: number(in: "cpu.cfs_period_us"))
  }

  private static func processors(granted: Int?, period: Int?) -> Int? {
    guard let granted, let period, granted > 0, period > 0 else { return nil }
    return (granted - 1) / period + 1
  }

  private static func contents(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
