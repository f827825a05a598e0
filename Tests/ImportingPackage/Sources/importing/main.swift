// The example of the README, in a package of its own that knows only the library's product.
import Segmentation

let contacts = try Contacts(contentsOf: "datasets/german_credit.csv")
let result = try SegmentationPipeline().segments(in: contacts)
for segment in result.segments {
  print(segment.number, segment.name, segment.size, segment.evidence.first ?? "")
}

let model = try SegmentationModel(decoding: result.model.encoded())
let scores = try model.scores(of: contacts.table)
print("in the same segments:", scores.assignments == result.assignments)
