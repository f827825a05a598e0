/// Concepts about people: what must stay private, what is protected, and who they are.
extension ColumnConcept {
  // MARK: Personal
  static let bankAccount = personal("a bank account or card")
  static let birthDate = personal("a date of birth")
  static let emailAddress = personal("an e-mail address")
  static let ipAddress = personal("an IP address")
  static let nationalID = personal("a number that the state gave a person")
  static let personName = personal("a person's name")
  static let phoneNumber = personal("a phone number")
  static let picture = personal("a person's picture")
  /// A full postcode with a birth date and a gender is enough to find most people
  /// (Sweeney 2002, doi:10.1142/S0218488502001648).
  static let postcode = personal("a postcode")
  static let salutation = personal("a form of address")
  static let socialProfile = personal("a social media profile")
  static let street = personal("a street address")
  static let userName = personal("a user name")

  /// Concepts whose column may also hold only whether a contact has one.
  static let contactDetails: Set<ColumnConcept> = [
    bankAccount, emailAddress, phoneNumber, socialProfile, street, picture,
  ]

  // MARK: Protected
  static let citizenship = protected("citizenship or national origin")
  static let ethnicity = protected("ethnicity")
  static let gender = protected("gender")
  static let health = protected("health")
  static let orientation = protected("sexual orientation")
  static let politics = protected("party or union membership")
  static let religion = protected("religion")

  // MARK: Demographic
  static let age = evidence(.demographic, "age")
  static let birthYear = evidence(.demographic, "the year of birth")
  static let children = evidence(.demographic, "children")
  static let dependents = evidence(.demographic, "dependents")
  static let education = evidence(.demographic, "education")
  static let employment = evidence(.demographic, "employment")
  static let household = evidence(.demographic, "the household")
  static let housing = evidence(.demographic, "housing")
  static let income = evidence(.demographic, "income")
  static let jobTitle = evidence(.demographic, "the job")
  static let language = evidence(.demographic, "language")
  static let maritalStatus = evidence(.demographic, "marital status")
  static let residenceTime = evidence(.demographic, "time at the residence")
}
