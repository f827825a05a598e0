import Foundation

extension InstructionSet {
  /// The environment variable that forces an instruction set, for tests and measurements.
  static let environmentVariable = "SEGMENTATION_ISA"

  /// An instruction set, and what was wrong with the request for another one.
  struct Choice: Sendable, Equatable {
    var instructionSet: InstructionSet
    var complaint: String?
  }

  static let choice = Choice(
    request: getenv(environmentVariable).map { String(cString: $0) }, available: available)
}

extension InstructionSet.Choice {
  /// Follows `request` if it can be followed; the last, fastest available one otherwise.
  init(request: String?, available: [InstructionSet]) {
    let fastest = available.last ?? .baseline
    guard let request, !request.isEmpty else {
      self.init(instructionSet: fastest, complaint: nil)
      return
    }
    if let requested = InstructionSet(rawValue: request.lowercased()),
      available.contains(requested)
    {
      self.init(instructionSet: requested, complaint: nil)
      return
    }
    let accepted = available.map(\.rawValue).joined(separator: ", ")
    self.init(
      instructionSet: fastest,
      complaint: """
        \(InstructionSet.environmentVariable)=\(request) cannot be used on this machine, \
        which has \(accepted); \(fastest.rawValue) is used
        """)
  }
}
