// A first look at 1,000 bank customers: from a file to named segments.
//
//   swift run -c release first-look

import Segmentation

// 1. Read the contacts. Delimiter, encoding, numbers, dates and categories are found out.
let contacts = try ContactTable(contentsOf: "datasets/german_credit.csv")
print("\(contacts.rowCount) contacts, \(contacts.columns.count) columns\n")

// 2. See how each column is understood, and why.
let schema = Schema.inferred(from: contacts)
for column in schema.columns {
  print(column.name, column.type.rawValue, column.role.rawValue, column.reason, separator: " | ")
}

// 3. Find the segments. Without a number of segments, 2 to 8 are compared.
var pipeline = SegmentationPipeline()
pipeline.levelNames = try LevelNames(contentsOf: "datasets/german_credit_codebook.csv")
let result = try pipeline.segments(in: contacts, schema: schema)
print("\n\(result.summary)\n")

// 4. Read each segment: its name, its size, and the evidence in natural units.
for segment in result.profiles.segments {
  print("\(segment.segment)  \(segment.name.text), \(segment.size) contacts")
  for line in segment.name.evidence { print("   - \(line)") }
}

// 5. Keep the model and place contacts in its segments later.
let model = try SegmentationModel(decoding: result.model.encoded())
let scores = try model.scores(of: contacts)
print("\nplaced again: \(scores.assignments == result.assignments ? "the same" : "different")")
