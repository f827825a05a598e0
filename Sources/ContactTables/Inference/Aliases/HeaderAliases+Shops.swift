/// Shop systems and payment services.
extension HeaderAliases {
  /// Customers and orders exported from Shopify.
  static let shopify = HeaderAliases(
    "Shopify",
    [
      Entry(
        .permission, "Accepts Email Marketing", "Accepts SMS Marketing", "Accepts Marketing",
        "Buyer Accepts Marketing"),
      Entry(.companyName, "Default Address Company", "Billing Company", "Shipping Company"),
      Entry(
        .street, "Default Address Address1", "Default Address Address2", "Billing Street",
        "Billing Address1", "Billing Address2", "Shipping Street", "Shipping Address1",
        "Shipping Address2"),
      Entry(.city, "Default Address City", "Billing City", "Shipping City"),
      Entry(
        .region, "Default Address Province Code", "Billing Province", "Shipping Province",
        "Billing Province Name", "Shipping Province Name"),
      Entry(.country, "Default Address Country Code", "Billing Country", "Shipping Country"),
      Entry(.postcode, "Default Address Zip", "Billing Zip", "Shipping Zip"),
      Entry(.phoneNumber, "Default Address Phone", "Billing Phone", "Shipping Phone"),
      Entry(.personName, "Billing Name", "Shipping Name"),
      Entry(
        .automation, "Tax Exempt", "Fulfillment Status", "Lineitem fulfillment status",
        "Lineitem requires shipping", "Lineitem taxable", "Risk Level",
        "Payment ID", "Payment References", "Receipt Number", "Lineitem sku"),
      Entry(.conversionStep, "Financial Status"),
      Entry(.eventTime, "Paid at", "Fulfilled at"),
      Entry(.cancellations, "Cancelled at", "Canceled at", "Refunded Amount"),
      Entry(.amountSpent, "Subtotal"),
      Entry(.price, "Lineitem price", "Lineitem compare at price"),
      Entry(.discountUse, "Discount Amount", "Discount Code", "Lineitem discount"),
      Entry(.orderCount, "Lineitem quantity"),
      Entry(.productChoice, "Lineitem name"),
      Entry(.paymentHabit, "Payment Method", "Payment Terms Name"),
      Entry(.channelUse, "Shipping Method"),
    ],
    alongside: [
      Entry(.orderID, "Name"),
      Entry(.amountSpent, "Total"),
      Entry(.price, "Shipping", "Taxes"),
      Entry(.automation, "Vendor", "Device ID"),
    ])

  /// Customers exported from Stripe.
  static let stripe = HeaderAliases(
    "Stripe",
    [
      Entry(.tenure, "Created (UTC)"),
      Entry(.paymentHabit, "Delinquent", "Card Brand", "Card Funding", "Default Source"),
      Entry(.bankAccount, "Card ID", "Card Last4", "Card Fingerprint", "Card Name"),
      Entry(
        .automation, "Card CVC Status", "Card Exp Month", "Card Exp Year", "Card AVS Zip Status",
        "Card Tokenization Method", "Business VAT ID"),
      Entry(.street, "Card Address Line1", "Card Address Line2"),
      Entry(.city, "Card Address City"),
      Entry(.region, "Card Address State"),
      Entry(.postcode, "Card Address Zip"),
      Entry(.country, "Card Address Country", "Card Issue Country"),
      Entry(.subscriptionStatus, "Subscription Status"),
      Entry(.orderCount, "Payment Count"),
      Entry(.cancellations, "Refunded Volume", "Dispute Losses", "Dispute Count"),
      Entry(.amountOwed, "Account Balance"),
    ],
    alongside: [
      Entry(.subscriptionStatus, "Status"),
      Entry(.automation, "Mode"),
    ])

  /// Customers exported from WooCommerce.
  static let wooCommerce = HeaderAliases(
    "WooCommerce",
    [
      Entry(.lastActivity, "Last active", "date_last_active"),
      Entry(.tenure, "Sign up", "date_registered"),
      Entry(.orderCount, "orders_count"),
      Entry(.averageOrderValue, "avg_order_value"),
      Entry(.region, "Billing State", "Shipping State"),
      Entry(.lastPurchase, "date_last_order", "Last order"),
      Entry(.postcode, "Billing Postcode", "Shipping Postcode"),
      Entry(.country, "Country / Region"),
    ])

  /// Profiles exported from Klaviyo.
  static let klaviyo = HeaderAliases(
    "Klaviyo",
    [
      Entry(.recordID, "Klaviyo ID", "$id"),
      Entry(.emailAddress, "$email"),
      Entry(
        .permission, "Email Marketing Consent", "SMS Consent", "Email Suppressions",
        "$consent", "Consent"),
      Entry(.acquisition, "$source", "Initial Source", "Initial Referring Domain"),
      Entry(.tenure, "Profile Created On", "First Active"),
      Entry(.lastActivity, "Last Active", "Last Open", "Last Click"),
      Entry(
        .lifetimeValue, "Historic Customer Lifetime Value", "Predicted Customer Lifetime Value",
        "Total Customer Lifetime Value"),
      Entry(.orderCount, "Historic Number Of Orders", "Predicted Number Of Orders"),
      Entry(.purchaseInterval, "Average Days Between Orders"),
      Entry(.score, "Churn Risk Prediction"),
      Entry(.lastPurchase, "Date Of Last Order"),
    ])
}
