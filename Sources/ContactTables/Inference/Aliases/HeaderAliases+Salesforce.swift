extension HeaderAliases {
  /// Reports and exports of Salesforce, with labels or API names.
  static let salesforce = HeaderAliases(
    "Salesforce",
    [
      Entry(.recordID, "Contact ID 18", "Case Safe ID", "18 Digit ID"),
      Entry(.companyID, "AccountId", "Parent Account ID", "MasterRecordId"),
      Entry(
        .owner, "OwnerId", "Owner Name", "Owner Alias", "CreatedById", "LastModifiedById",
        "Reports To", "ReportsToId", "Assistant", "Owner Role"),
      Entry(.personName, "Assistant Name", "AssistantName"),
      Entry(.phoneNumber, "AssistantPhone", "Asst. Phone", "Other Phone", "Business Phone"),
      Entry(.street, "Mailing Street", "Other Street", "MailingStreet", "Mailing Address Line 1"),
      Entry(.postcode, "Mailing Zip/Postal Code", "MailingPostalCode", "Other Zip/Postal Code"),
      Entry(.city, "Mailing City", "Other City"),
      Entry(.region, "Mailing State/Province", "Mailing State", "Other State/Province"),
      Entry(.country, "Mailing Country", "Other Country"),
      Entry(.lifecycleStage, "IsConverted", "Converted Date", "StageName", "Opportunity Stage"),
      Entry(.acquisition, "LeadSource", "Contact Source"),
      Entry(.ownership, "Ownership"),
      Entry(.companyType, "Account Rating"),
      Entry(.employeeCount, "NumberOfEmployees"),
      Entry(
        .lastActivity, "LastActivityDate", "Last Activity", "LastCUUpdateDate",
        "LastCURequestDate", "Last Stay-in-Touch Save Date"),
      Entry(
        .recordChange, "SystemModstamp", "LastModifiedDate", "LastViewedDate",
        "LastReferencedDate"),
      Entry(
        .permission, "HasOptedOutOfEmail", "HasOptedOutOfFax", "DoNotCall", "Do Not Call",
        "EmailBouncedReason", "EmailBouncedDate", "IsEmailBounced"),
      Entry(
        .automation, "IsDeleted", "Jigsaw", "JigsawContactId", "PhotoUrl", "CleanStatus",
        "IndividualId", "RecordTypeId"),
      Entry(.score, "Einstein Score", "Probability (%)", "Probability"),
    ],
    alongside: [
      Entry(.companyType, "Rating", "Type")
    ])
}
