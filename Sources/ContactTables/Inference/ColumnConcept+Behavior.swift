/// Concepts about what contacts do, are worth, think and seek.
extension ColumnConcept {
  // MARK: Behavioral
  static let cancellations = evidence(.behavioral, "cancellations and returns")
  static let channelUse = evidence(.behavioral, "the channels in use")
  static let creditHistory = evidence(.behavioral, "how credit was used")
  static let discountUse = evidence(.behavioral, "the use of discounts")
  static let emailActivity = evidence(.behavioral, "what was done with messages")
  static let eventKind = evidence(.behavioral, "what happened")
  static let eventTime = evidence(.behavioral, "when something happened")
  static let firstActivity = evidence(.journey, "the first activity")
  static let lastActivity = evidence(.behavioral, "the latest activity")
  static let lastPurchase = evidence(.behavioral, "the latest purchase")
  static let loyaltyProgram = evidence(.behavioral, "the loyalty program")
  static let mediaUse = evidence(.behavioral, "the use of media")
  static let orderCount = evidence(.behavioral, "how much was bought")
  static let paymentHabit = evidence(.behavioral, "how payments are made")
  static let phoneUse = evidence(.behavioral, "the use of the phone")
  static let productChoice = evidence(.behavioral, "what was bought")
  static let productUse = evidence(.behavioral, "usage")
  static let purchaseInterval = evidence(.behavioral, "the pace of purchases")
  static let recency = evidence(.behavioral, "the time since the latest activity")
  static let replies = evidence(.behavioral, "replies")
  static let supportUse = evidence(.behavioral, "requests for support")
  static let webVisits = evidence(.behavioral, "visits")

  // MARK: Value
  static let amount = evidence(.value, "an amount of money")
  static let amountOwed = evidence(.value, "balances and debts")
  static let amountSpent = evidence(.value, "money spent")
  static let averageOrderValue = evidence(.value, "the worth of an order")
  static let lifetimeValue = evidence(.value, "lifetime value")
  static let margin = evidence(.value, "margin")
  static let price = evidence(.value, "the price paid")
  static let recurringRevenue = evidence(.value, "recurring revenue")
  /// A customer's revenue, or a company's where the contacts are companies.
  static let revenue = evidence(.value, "revenue")
  static let savings = evidence(.value, "savings")

  // MARK: Psychographic
  static let attitude = evidence(.psychographic, "an attitude")
  static let interests = evidence(.psychographic, "interests")
  static let lifestyle = evidence(.psychographic, "lifestyle")
  static let personality = evidence(.psychographic, "personality")
  static let satisfaction = evidence(.psychographic, "satisfaction")
  static let surveyItem = evidence(.psychographic, "one of a battery of answers on one scale")

  // MARK: Needs
  static let benefitSought = evidence(.needs, "what is sought")
  static let importance = evidence(.needs, "what matters")
  static let problem = evidence(.needs, "problems to be solved")
  static let purpose = evidence(.needs, "the purpose")
  static let travelMode = evidence(.needs, "the means of travel")
}
