import DenseAlgebra
import Foundation

extension KMeans {
  /// Settings and input that have been checked, once: what follows from a plan cannot fail, except by
  /// being cancelled.
  struct Plan: Sendable {
    let clusterCount: Int
    let start: Start
    let restartCount: Int
    let iterationLimit: Int
    let tolerance: Double
    let seed: UInt64

    enum Start: Sendable {
      case plusPlus(trialCount: Int)
      case parallel(trialCount: Int, roundCount: Int, drawCount: Int)
      case random
      case centers(Matrix)
    }
  }

  /// Checks a start that is given against the input.
  ///
  /// - Throws: ``ClusteringError`` that says what would be accepted.
  func plan(for rows: PreparedRows) throws(ClusteringError) -> Plan {
    Plan(
      clusterCount: clusterCount,
      start: try start(columnCount: rows.rows.columnCount, totalWeight: rows.totalWeight),
      restartCount: isStartGiven ? 1 : restarts,
      iterationLimit: iterationLimit, tolerance: tolerance, seed: seed)
  }

  private var isStartGiven: Bool {
    if case .centers = initialization { true } else { false }
  }

  /// Checks what can be checked without input.
  ///
  /// - Throws: ``ClusteringError`` that says what would be accepted.
  func checkSettings() throws(ClusteringError) {
    func check(_ isAccepted: Bool, _ message: @autoclosure () -> String) throws(ClusteringError) {
      if !isAccepted { throw ClusteringError(.invalidSetting, message()) }
    }
    try check(
      clusterCount >= 1 && clusterCount <= Int(Int32.max),
      "clusterCount is \(clusterCount), but must be at least 1 and at most \(Int32.max)")
    try check(restarts >= 1, "restarts is \(restarts), but must be at least 1")
    try check(iterationLimit >= 1, "iterationLimit is \(iterationLimit), but must be at least 1")
    try check(
      tolerance >= 0 && tolerance.isFinite,
      "tolerance is \(tolerance), but must be 0 or a positive number")
    try check(
      precision == .mixed || engine != .fused,
      "the fused engine computes in Float first; precision double needs automatic or blas")
    if case .parallel(let rounds, let oversampling) = initialization {
      try check(rounds >= 1, "initialization has \(rounds) rounds, but needs at least 1")
      try check(
        oversampling > 0 && oversampling <= 1000,
        "initialization has an oversampling of \(oversampling), but needs more than 0 and at most "
          + "1000")
    }
    if case .plusPlus(let trials?) = initialization {
      try check(trials >= 1, "initialization has \(trials) trials, but needs at least 1")
    }
  }

  /// How many rows greedy k-means++ tries for each center.
  private var usualTrialCount: Int { 2 + Int(log(Double(clusterCount))) }

  private func start(
    columnCount: Int, totalWeight: Double
  ) throws(ClusteringError) -> Plan.Start {
    switch initialization {
    case .plusPlus(let trials):
      return .plusPlus(trialCount: trials ?? usualTrialCount)
    case .parallel(let rounds, let oversampling):
      return .parallel(
        trialCount: usualTrialCount, roundCount: rounds,
        drawCount: max(1, Int((oversampling * Double(clusterCount)).rounded())))
    case .random:
      return .random
    case .centers(let centers):
      try InputChecks.checkCenters(
        centers, clusterCount: clusterCount, columnCount: columnCount, totalWeight: totalWeight)
      return .centers(centers)
    }
  }
}
