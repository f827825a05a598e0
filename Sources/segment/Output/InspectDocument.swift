import Segmentation

/// What `segment inspect --json` prints: a schema, which `--schema` takes back, and notes.
struct InspectDocument: Encodable {
  let schemaVersion = Schema.currentVersion
  let contacts: Int
  let columns: [ColumnSchema]
  let reading: ReadingReport
  let notes: [String]
  let seconds: SecondsDocument
  let peakMemoryMB: Double

  init(_ contacts: Contacts, seconds: SecondsDocument, peakMemoryMB: Double) {
    self.contacts = contacts.table.rowCount
    columns = contacts.schema.columns
    reading = contacts.report
    notes = contacts.report.warnings + contacts.notices
    self.seconds = seconds
    self.peakMemoryMB = peakMemoryMB
  }
}
