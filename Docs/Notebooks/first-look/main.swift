// A first look at 1,000 bank customers: from a file to named segments.
//
//   swift run -c release first-look

import Segmentation

// 1. Read the contacts. Delimiter, encoding, numbers, dates and categories are found out.
let contacts = try Contacts(contentsOf: "datasets/german_credit.csv")
print("\(contacts.table.rowCount) contacts, \(contacts.table.columns.count) columns\n")

// 2. See how each column is understood, and why.
for column in contacts.schema.columns.prefix(6) {
  print("\(column.name): \(column.type.rawValue), \(column.role.rawValue). \(column.reason)")
}

// 3. Find the segments. Without a number of segments, 2 to 8 are compared.
var pipeline = SegmentationPipeline()
pipeline.levelNames = try LevelNames(contentsOf: "datasets/german_credit_codebook.csv")
let result = try pipeline.segments(in: contacts)

// 4. Read each segment: its name, its size, and the evidence in natural units.
for segment in result.segments {
  print("\n\(segment.number). \(segment.name), \(segment.size) contacts")
  for line in segment.evidence { print("   - \(line)") }
}

// 5. Keep the model, and place contacts in its segments later.
let model = try SegmentationModel(decoding: result.model.encoded())
let scores = try model.scores(of: contacts.table)
let isSame = scores.assignments == result.assignments
print("\nThe saved model places the contacts \(isSame ? "in the same segments" : "elsewhere").")
