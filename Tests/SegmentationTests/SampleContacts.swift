import Segmentation

/// Three groups of customers that differ in spending, visits and channel, in no order.
enum SampleContacts {
  /// The planted group of a contact.
  static func group(of row: Int) -> Int { [0, 1, 2, 1, 0, 2, 0][row % 7] }

  /// The contacts as a CSV file.
  static func csv(count: Int = 210, seed: UInt64 = 1) -> String {
    var random = RandomSource(seed: seed)
    var lines = ["customer_id,email,total_spent,visits,channel,newsletter,country"]
    for row in 0..<count {
      let group = group(of: row)
      let spent = [20.0, 400, 90][group] * (1 + 0.1 * random.normal())
      let visits = [3, 8, 30][group] + random.index(below: 3)
      let channel = ["web", "store", "app"][random.uniform() < 0.99 ? group : 0]
      let newsletter = random.uniform() < [0, 1, 1][group] ? "yes" : "no"
      let cells = [
        "C00\(1000 + row)", "person\(row)@example.org", "\((spent * 100).rounded() / 100)",
        "\(visits)", channel, newsletter, ["NA", "DE", "FR"][row % 3],
      ]
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The contacts, read.
  static func contacts(count: Int = 210) throws -> Contacts {
    try Contacts(reading: TableSource(bytes: Array(csv(count: count).utf8), name: "sample"))
  }

  /// A pipeline on one thread.
  static var pipeline: SegmentationPipeline {
    var pipeline = SegmentationPipeline()
    pipeline.parallelism = .serial
    return pipeline
  }
}
