import Foundation

/// What this process has used of the machine.
struct ProcessMemory {
  /// The most memory that was resident at any time, in MB of 2²⁰ bytes.
  let peakMB: Double
  /// The memory resident now, in MB; the peak where the system does not say.
  let residentMB: Double
  /// The processor time of all threads, in seconds.
  let processorSeconds: Double

  /// The usage up to now.
  static var usage: ProcessMemory {
    var usage = rusage()
    #if os(Linux)
      getrusage(RUSAGE_SELF.rawValue, &usage)
      // Linux hands the peak of the parent on through exec; that of the status starts anew there.
      let peak = peakOfImageMB ?? Double(usage.ru_maxrss) / 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      let peak = Double(usage.ru_maxrss) / 1_048_576
    #endif
    let seconds = [usage.ru_utime, usage.ru_stime].map {
      Double($0.tv_sec) + Double($0.tv_usec) * 1e-6
    }
    return ProcessMemory(
      peakMB: peak, residentMB: residentMB ?? peak, processorSeconds: seconds[0] + seconds[1])
  }

  #if os(Linux)
    private static var peakOfImageMB: Double? {
      guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
      else { return nil }
      return line.split(separator: " ").compactMap { Double($0) }.first.map { $0 / 1024 }
    }
  #endif

  private static var residentMB: Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
  }

  /// What was used since an earlier look: the peak above what was resident then.
  func since(_ earlier: ProcessMemory) -> ProcessMemory {
    ProcessMemory(
      peakMB: peakMB, residentMB: max(0, peakMB - earlier.residentMB),
      processorSeconds: processorSeconds - earlier.processorSeconds)
  }
}
