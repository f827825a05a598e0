import Testing

@testable import ContactTables

struct HeaderReadingTests {
  @Test(arguments: [
    ("First Name", ["first", "name"]), ("firstName", ["first", "name"]),
    ("FIRST_NAME", ["first", "name"]), ("TVnews", ["tv", "news"]), ("ClinLR", ["clin", "lr"]),
    ("HTMLReport", ["html", "report"]), ("admin1code", ["admin", "1", "code"]),
    ("Straße", ["strasse"]), ("Prénom", ["prenom"]), ("E-Mail Opens", ["email", "opens"]),
    ("customer.metafields.custom_x", ["customer", "metafields", "custom", "x"]),
    ("Average Time Spent (Minutes)", ["average", "time", "spent", "minutes"]), ("", []),
    ("---", []), ("会員番号", ["会員番号"]), ("IPaddress", ["ip", "address"]),
  ])
  func headersAreCutIntoWords(header: String, words: [String]) {
    #expect(HeaderName(header).words == words)
  }

  private func concept(_ header: String, sources: Set<String> = []) -> ColumnConcept? {
    HeaderReading.reading(of: HeaderName(header), sources: sources)?.concept
  }

  @Test(arguments: [
    // What is done with a thing is not the thing.
    ("email_opens", ColumnConcept.emailActivity), ("Emails Clicked", .emailActivity),
    ("phone_usage_minutes", .phoneUse), ("number_of_calls_to_mobile_phones_duration", .phoneUse),
    ("Accepts Email Marketing", .permission), ("email_opt_out", .permission),
    ("company_name", .companyName), ("product_name", .productChoice),
    ("campaign name", .acquisition), ("Contact Owner", .owner), ("Home Ownership", .housing),
    ("description", .freeText), ("subscription_status", .subscriptionStatus),
    ("has_phone", .contactDetailPresence), ("days_since_last_order", .recency),
    ("last_order_date", .lastPurchase), ("total_spent", .amountSpent),
    ("avg_order_value", .averageOrderValue), ("orders_count", .orderCount),
    ("annual_revenue", .annualRevenue), ("web_sessions", .webVisits),
    ("account_age_days", .tenure), ("health_score", .score),
    // Personal, however it is spelled.
    ("EMAIL", .emailAddress), ("contactEmail", .emailAddress), ("Person - Email", .emailAddress),
    ("properties.email", .emailAddress), ("Phone 2", .phoneNumber), ("billing_name", .personName),
    ("Mailing Street", .street), ("Shipping Zip", .postcode), ("OPTIN_IP", .ipAddress),
    ("signup_ip_address", .ipAddress), ("Date of Birth", .birthDate), ("dob", .birthDate),
    ("recipientFirstName", .personName), ("SSN", .nationalID), ("tel_no", .phoneNumber),
    ("next of kin", .personName),
    ("blood_type", .health), ("mothers_maiden_name", .personName),
    // Protected.
    ("customer_gender", .gender), ("Ethnicity", .ethnicity), ("religious_affiliation", .religion),
    ("smoker", .health), ("nationality", .citizenship),
    // Vendors and languages.
    ("hs_object_id", .recordID), ("lifecyclestage", .lifecycleStage), ("LeadSource", .acquisition),
    ("NumberOfEmployees", .employeeCount), ("MEMBER_RATING", .emailActivity),
    ("Default Address City", .city), ("Delinquent", .paymentHabit), ("Days Visited", .webVisits),
    ("EMAIL_BLACKLISTED", .permission), ("Organization - Name", .companyName),
    ("Vorname", .personName), ("Geburtsdatum", .birthDate), ("Anzahl Bestellungen", .orderCount),
    ("Numéro de téléphone", .phoneNumber), ("Dernier achat", .lastPurchase),
    ("Correo electrónico", .emailAddress), ("Fecha de nacimiento", .birthDate),
    ("Cognome", .personName), ("Codice fiscale", .nationalID), ("Achternaam", .personName),
    ("Laatste aankoop", .lastPurchase), ("Sobrenome", .personName), ("Endereço", .street),
  ])
  func headersAreUnderstood(header: String, expected: ColumnConcept) {
    #expect(concept(header) == expected)
  }

  @Test(arguments: [
    "status", "duration", "property", "Land", "Nom", "mode", "petal_width_cm", "x7", "contact",
    "customer contact person", "", "1", "c", "code", "is", "My Value", "🙂",
  ])
  func plainWordsMeanNothingOnTheirOwn(header: String) {
    #expect(concept(header) == nil)
  }

  @Test func plainWordsMeanSomethingBesideTheirSource() {
    #expect(concept("Status", sources: ["Stripe"]) == .subscriptionStatus)
    #expect(concept("Land", sources: ["German"]) == .country)
    let headers = ["Vorname", "Nachname", "Land"].map(HeaderName.init)
    #expect(HeaderIndex.standard.sources(of: headers).contains("German"))
    #expect(HeaderIndex.standard.sources(of: [HeaderName("Vorname")]).isEmpty)
  }

  @Test func everyKnownHeaderHasWords() {
    for table in HeaderAliases.all {
      for entry in table.entries + table.contextualEntries {
        #expect(entry.headers.allSatisfy { !HeaderName($0).key.isEmpty })
      }
    }
  }

  @Test func eachWordServesOneGroupOfARule() {
    let rule = HeaderRule("total|order amount|total", .amount)
    #expect(rule.matches(HeaderName("order total")))
    #expect(!rule.matches(HeaderName("total phenols")))
    #expect(!HeaderRule("script", .freeText).matches(HeaderName("description")))
    #expect(HeaderRule("order", .orderCount).matches(HeaderName("Orders")))
    #expect(!HeaderRule("order", unless: "id", .orderCount).matches(HeaderName("order_id")))
  }
}
