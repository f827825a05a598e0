import Segmentation
import Testing

@Suite struct UnusableInputTests {
  private func result(
    _ csv: String, _ count: SegmentCount = .automatic
  ) throws -> DiscoveredSegments {
    var pipeline = SampleContacts.pipeline
    pipeline.segmentCount = count
    let contacts = try Contacts(reading: TableSource(bytes: Array(csv.utf8), name: "sample"))
    return try pipeline.segments(in: contacts)
  }

  @Test("an empty file and a header alone are refused with what is missing")
  func noContacts() {
    #expect(throws: TableReadingError.self) { try result("") }
    #expect(throws: (any Error).self) { try result("amount,visits\n") }
  }

  @Test("one contact makes no segments")
  func oneContact() {
    let error = #expect(throws: SegmentationError.self) { try result("amount,visits\n1,2\n") }
    #expect(error?.code == .tooFewContacts)
  }

  @Test("columns that hold one value only are left out, each with the reason")
  func equalRows() throws {
    let error = #expect(throws: FeatureError.self) {
      try result("amount,visits\n" + String(repeating: "7,7\n", count: 9))
    }
    #expect(try #require(error?.message).contains("amount"))
  }

  @Test("more segments than distinct contacts are refused with their number")
  func tooManySegments() throws {
    let error = #expect(throws: ClusteringError.self) {
      try result("amount,visits\n1,2\n1,2\n3,4\n5,9\n", .exactly(4))
    }
    #expect(error?.code == .tooManyClusters)
    #expect(try #require(error?.message).contains("3"))
  }

  @Test("few distinct contacts are compared up to their number")
  func fewDistinctContacts() throws {
    let result = try result("amount,visits\n" + String(repeating: "1,2\n3,4\n50,9\n", count: 5))
    #expect(result.candidates.map(\.segmentCount) == [2, 3])
  }

  @Test("a column of 1e308 gives finite centers")
  func hugeNumbers() throws {
    let result = try result("amount,visits\n1e308,2\n-1e308,4\n5,9\n1e307,1\n", .exactly(2))
    #expect(result.model.centers.elements.allSatisfy { $0.isFinite })
  }

  @Test("weights that are missing, negative or no numbers are refused by row or type")
  func badWeights() throws {
    var pipeline = SampleContacts.pipeline
    for (csv, says) in [
      ("a,w\n1,1\n2,-1\n", "contact 2"), ("a,w\n1,x\n2,y\n", "not numbers"),
      ("a,w\n1,0\n2,0\n", "zero"), ("a,b\n1,0\n2,0\n", "no column 'w'"),
    ] {
      pipeline.weightColumn = "w"
      let table = try ContactTableReader().read(TableSource(bytes: Array(csv.utf8))).table
      let error = #expect(throws: SegmentationError.self) { try pipeline.segments(in: table) }
      #expect(try #require(error?.message).contains(says))
    }
  }

  @Test("a number of segments below 1, and a comparison from 1 on, are refused")
  func badCounts() {
    for count in [SegmentCount.exactly(0), .exactly(-3), .among(1...4)] {
      let error = #expect(throws: SegmentationError.self) {
        try result(SampleContacts.csv(), count)
      }
      #expect(error?.code == .invalidSetting)
    }
  }
}
