/// Concepts about the journey, the technology, and about the record itself.
extension ColumnConcept {
  // MARK: Journey
  static let acquisition = evidence(.journey, "how contacts were won")
  static let cohort = evidence(.journey, "the cohort")
  static let conversionStep = evidence(.journey, "a step on the way")
  static let lifecycleStage = evidence(.journey, "the stage of the journey")
  static let subscriptionStatus = evidence(.journey, "the state of a subscription")
  static let tenure = evidence(.journey, "how long contacts have been known")
  static let score = description(.journey, "a score that another system computed")

  // MARK: Technographic
  static let browser = evidence(.technographic, "the browser")
  static let connection = evidence(.technographic, "the connection")
  static let device = evidence(.technographic, "the device")
  static let operatingSystem = evidence(.technographic, "the operating system")
  static let platform = evidence(.technographic, "the platform")
  static let software = evidence(.technographic, "the software in use")

  // MARK: Permission and presence
  static let contactDetailPresence = description(nil, "whether a contact detail is known")
  static let permission = description(nil, "permission to be contacted")
  static let tags = description(nil, "tags that somebody gave")

  // MARK: Identity
  /// The rank of identifiers whose header tells nothing.
  static let leastIdentityRank = 7
  static let recordID = identity("a record identifier", rank: 0)
  static let customerID = identity("a customer identifier", rank: 1)
  static let companyID = identity("a company identifier", rank: 2)
  static let placeID = identity("a place identifier", rank: 2)
  static let orderID = identity("an order identifier", rank: 4)
  static let sessionID = identity("a session identifier", rank: 5)
  static let rowNumber = identity("a row number", rank: 6)
  /// Company names where the contacts are companies.
  static let nameOfCompany = identity("the name of the company", rank: 3)
  /// An identifier of something else than the contact, unless the values are all different.
  static let foreignID = identity("an identifier", rank: 3)

  // MARK: Outcome
  static let churn = outcome("whether contacts left", levelLimit: 5)
  static let choice = outcome("a choice", levelLimit: 20)
  static let conversion = outcome("whether contacts converted", levelLimit: 5)
  static let creditRisk = outcome("a rating of credit risk", levelLimit: 5)
  static let diagnosis = outcome("a diagnosis", levelLimit: 50)
  static let existingSegment = outcome("a segmentation that exists already", levelLimit: 200)
  static let groupLabel = outcome("a label of groups", levelLimit: 200)

  // MARK: Nothing
  static let automation = nothing("a technical detail of the source system")
  static let code = nothing("a code for something else")
  static let currency = description(nil, "a currency")
  static let dateAsNumber = nothing("a date written as a number")
  static let freeText = nothing("free text")
  static let link = nothing("a link")
  static let owner = nothing("who in the team owns the record")
  static let recordChange = nothing("when the record was changed")
  static let weight = nothing("a weight of the rows")
}
