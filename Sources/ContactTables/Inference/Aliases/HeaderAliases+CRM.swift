/// Further customer relationship systems and messengers.
extension HeaderAliases {
  /// Modules exported from Zoho CRM, where each look-up has a twin that ends in `.id`.
  static let zoho = HeaderAliases(
    "Zoho",
    [
      Entry(.owner, "Contact Owner.id", "Lead Owner.id", "Created By.id", "Modified By.id"),
      Entry(.companyID, "Account Name.id"),
      Entry(.owner, "Reporting To", "Reporting To.id"),
      Entry(.acquisition, "Referrer"),
      Entry(.tenure, "Created Time", "First Visit"),
      Entry(.recordChange, "Last Activity Time", "Change Log Time"),
      Entry(
        .permission, "Email Opt Out", "Unsubscribed Mode", "Unsubscribed Time",
        "Data Processing Basis"),
      Entry(.lastActivity, "Most Recent Visit"),
      Entry(.productUse, "Average Time Spent (Minutes)"),
      Entry(.webVisits, "Days Visited", "First Page Visited"),
      Entry(.supportUse, "Number Of Chats"),
      Entry(.score, "Visitor Score"),
      Entry(.street, "Other Street"),
      Entry(.socialProfile, "Skype ID", "Twitter"),
      Entry(.emailAddress, "Secondary Email"),
      Entry(.automation, "Layout.id", "Record Image", "Enrich Status"),
    ],
    alongside: [
      Entry(.automation, "Layout", "Locked")
    ])

  /// Users and leads exported from Intercom.
  static let intercom = HeaderAliases(
    "Intercom",
    [
      Entry(.webVisits, "Web sessions"),
      Entry(
        .lastActivity, "Last seen", "Last contacted", "Last heard from",
        "Last opened email", "Last clicked on link in email", "Last emailed"),
      Entry(.firstActivity, "First seen"),
      Entry(.permission, "Unsubscribed from emails", "Marked email as spam", "Has hard bounced"),
      Entry(.language, "Browser language", "Language override"),
      Entry(.operatingSystem, "Android OS version", "iOS OS version"),
    ])

  /// Contacts exported from Brevo.
  static let brevo = HeaderAliases(
    "Brevo",
    [
      Entry(
        .permission, "EMAIL_BLACKLISTED", "SMS_BLACKLISTED", "WHATSAPP_BLACKLISTED",
        "DOUBLE_OPT-IN", "OPT_IN"),
      Entry(.tenure, "ADDED_TIME"),
      Entry(.recordChange, "MODIFIED_TIME"),
      Entry(.phoneNumber, "LANDLINE_NUMBER", "SMS"),
      Entry(.recordID, "CONTACT ID", "EXT_ID"),
    ])

  /// Lists exported from Pipedrive, where headers begin with the kind of record.
  static let pipedrive = HeaderAliases(
    "Pipedrive",
    [
      Entry(.personName, "Person - Name", "Deal - Contact person"),
      Entry(.companyName, "Organization - Name", "Person - Organization", "Deal - Organization"),
      Entry(.owner, "Person - Owner", "Organization - Owner", "Deal - Owner"),
      Entry(.recordID, "Person - ID", "Organization - ID"),
      Entry(
        .orderCount, "Person - Won deals", "Organization - Won deals", "Person - Closed deals",
        "Person - Open deals", "Organization - Open deals", "Person - Lost deals"),
      Entry(
        .replies, "Person - Total activities", "Person - Done activities",
        "Person - Email messages count", "Organization - Done activities"),
      Entry(
        .lastActivity, "Person - Last activity date", "Person - Last email received",
        "Person - Last email sent", "Person - Next activity date"),
      Entry(.tenure, "Person - Person created", "Organization - Organization created"),
      Entry(.recordChange, "Person - Update time", "Organization - Update time"),
      Entry(.amountSpent, "Deal - Value"),
      Entry(.lifecycleStage, "Deal - Stage", "Deal - Status", "Person - Label"),
      Entry(.permission, "Person - Marketing status"),
    ])

  /// Contacts exported from Dynamics 365 and Outlook.
  static let dynamics = HeaderAliases(
    "Microsoft",
    [
      Entry(.automation, "(Do Not Modify) Contact", "(Do Not Modify) Row Checksum"),
      Entry(.recordChange, "(Do Not Modify) Modified On"),
      Entry(.phoneNumber, "Business Fax", "Car Phone", "Pager", "Primary Phone", "Telephone 1"),
      Entry(.street, "Home Street", "Business Street", "Address 1: Street 1"),
      Entry(.emailAddress, "E-mail Address", "E-mail 2 Address", "E-mail Display Name"),
      Entry(.personName, "Spouse", "Children's names", "Manager's Name", "Assistant's Name"),
      Entry(.city, "Home City", "Business City", "Address 1: City"),
      Entry(.country, "Home Country/Region", "Business Country/Region"),
      Entry(.postcode, "Home Postal Code", "Business Postal Code"),
    ])
}
