extension HeaderAliases {
  /// Audiences exported from Mailchimp.
  static let mailchimp = HeaderAliases(
    "Mailchimp",
    [
      Entry(.recordID, "EUID", "LEID"),
      Entry(.emailActivity, "MEMBER_RATING"),
      Entry(
        .permission, "OPTIN_TIME", "CONFIRM_TIME", "UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE",
        "UNSUB_CAMPAIGN_ID", "UNSUB_REASON", "UNSUB_REASON_OTHER", "CLEAN_TIME",
        "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID", "Email Marketing Status"),
      Entry(.ipAddress, "OPTIN_IP", "CONFIRM_IP"),
      Entry(.automation, "GMTOFF", "DSTOFF"),
      Entry(.country, "CC"),
      Entry(.recordChange, "LAST_CHANGED"),
      Entry(.acquisition, "Signup Source"),
    ])
}
