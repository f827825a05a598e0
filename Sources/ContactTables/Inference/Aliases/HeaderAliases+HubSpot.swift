extension HeaderAliases {
  /// Contacts exported from HubSpot, with labels or internal names.
  static let hubSpot = HeaderAliases(
    "HubSpot",
    [
      Entry(.recordID, "hs_object_id", "Contact VID", "vid"),
      Entry(.companyID, "Associated Company ID", "associatedcompanyid"),
      Entry(.companyName, "Associated Company", "Primary Associated Company"),
      Entry(
        .owner, "hubspot_owner_id", "HubSpot Owner", "HubSpot Team", "Owner Assigned Date",
        "hubspot_team_id"),
      Entry(
        .lifecycleStage, "lifecyclestage", "hs_lead_status", "Became a Lead Date",
        "Became a Customer Date", "Became an Opportunity Date", "Became an MQL Date",
        "Became a Marketing Qualified Lead Date", "Became a Sales Qualified Lead Date",
        "Became a Subscriber Date", "Buying Role"),
      Entry(
        .acquisition, "Original Source", "Original Source Type", "Latest Source",
        "Original Source Drill-Down 1", "Original Source Drill-Down 2", "hs_analytics_source",
        "Latest Source Drill-Down 1", "Latest Source Drill-Down 2", "First Conversion",
        "Original Traffic Source"),
      Entry(
        .score, "HubSpot Score", "hubspotscore", "Predictive Lead Score",
        "Likelihood to Close", "Contact Priority"),
      Entry(.tenure, "createdate", "Time First Seen", "First Conversion Date", "Close Date"),
      Entry(.recordChange, "lastmodifieddate", "hs_lastmodifieddate"),
      Entry(.orderCount, "Number of Associated Deals", "num_associated_deals", "Recent Deal Count"),
      Entry(.revenue, "total_revenue", "Recent Deal Amount"),
      Entry(
        .lastActivity, "Last Activity Date", "Last Contacted", "Last Engagement Date",
        "Time Last Seen", "Recent Conversion Date", "notes_last_contacted", "Last Open Date",
        "Recent Sales Email Opened Date", "Last Marketing Email Open Date",
        "Last Marketing Email Click Date", "Recent Deal Close Date"),
      Entry(
        .webVisits, "Number of Sessions", "Number of Pageviews", "Average Pageviews",
        "hs_analytics_num_visits", "hs_analytics_num_page_views", "Number of Event Completions"),
      Entry(
        .replies, "Number of Form Submissions", "num_conversion_events",
        "Number of Unique Forms Submitted", "Number of Sales Activities",
        "Number of Times Contacted", "num_notes", "num_contacted_notes"),
      Entry(
        .permission, "Marketing Contact Status", "Unsubscribed from All Email",
        "Email Hard Bounce Reason", "Legal Basis for Processing Contact's Data",
        "hs_email_optout", "Opted Out of Email: Marketing Information"),
      Entry(.companyDomain, "Email Domain", "hs_email_domain"),
      Entry(.country, "IP Country", "IP Country Code"),
      Entry(.region, "IP State/Region", "IP State Code/Region Code"),
      Entry(.city, "IP City"),
      Entry(.timeZone, "IP Timezone", "Time Zone"),
    ])
}
