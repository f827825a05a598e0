import Testing

@testable import DenseAlgebra

@Suite struct InstructionSetTests {
  @Test func theBaselineIsAlwaysThere() {
    #expect(InstructionSet.available.first == .baseline)
    #expect(InstructionSet.best.isAvailable)
    #expect(!(InstructionSet.avx2.isAvailable && InstructionSet.neon.isAvailable))
  }

  @Test func aRequestIsFollowedWhereItCanBe() {
    let available: [InstructionSet] = [.baseline, .avx2, .avx512]
    for set in available {
      let choice = InstructionSet.Choice(request: set.rawValue, available: available)
      #expect(choice == .init(instructionSet: set, complaint: nil))
    }
    #expect(InstructionSet.Choice(request: "AVX2", available: available).instructionSet == .avx2)
  }

  @Test(arguments: [nil, ""])
  func withoutARequestTheFastestIsChosen(request: String?) {
    let choice = InstructionSet.Choice(request: request, available: [.baseline, .avx2])
    #expect(choice == .init(instructionSet: .avx2, complaint: nil))
  }

  @Test(arguments: ["neon", "avx512", "sse9"])
  func aRequestThatCannotBeMetLeavesAComplaint(request: String) throws {
    let choice = InstructionSet.Choice(request: request, available: [.baseline, .avx2])
    #expect(choice.instructionSet == .avx2)
    let complaint = try #require(choice.complaint)
    #expect(complaint.contains("SEGMENTATION_ISA=\(request)"))
    #expect(complaint.contains("baseline, avx2"))
  }
}
