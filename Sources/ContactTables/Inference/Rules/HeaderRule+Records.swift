/// Rules about labels, permissions, bookkeeping and identifiers.
extension HeaderRule {
  static let outcomes: [HeaderRule] = [
    HeaderRule("churn*", unless: "risk|prediction|probability|score", .churn),
    HeaderRule("segment|cluster|persona", unless: "count|number|market", .existingSegment),
    HeaderRule(
      "class|target|species label|name|type|value", unless: "travel|ticket|cabin",
      .groupLabel),
    HeaderRule("converted|conversion is|has|did|flag", .conversion),
    HeaderRule("lead|health|risk|fit|propensity|engagement|quality score", .score),
    HeaderRule("probability|likelihood|propensity|prediction|predicted", .score),
  ]

  static let permissions: [HeaderRule] = [
    HeaderRule("consent|optin|optout|optedin|optedout|gdpr|blacklist*|blocklist*|dnc", .permission),
    HeaderRule(
      "einwillig*|abgemeldet|consentement|consenso|toestemming|consentimiento", .permission),
    HeaderRule("unsubscribe*|bounce|bounced|suppress*", unless: "rate|count|number", .permission),
    HeaderRule("accept|accepts|allow|receive marketing|email|sms|newsletter", .permission),
    HeaderRule("do|not call|contact|mail|email not", unless: "number|count", .permission),
    HeaderRule(
      "subscribed|subscriber|subscription email|sms|newsletter|marketing",
      unless: "id|number", .permission),
    HeaderRule(
      "has|have|is|valid|verified|confirmed email|phone|telephone|mobile|address|website",
      .contactDetailPresence),
  ]

  static let bookkeeping: [HeaderRule] = [
    HeaderRule("owner|ownerid", unless: "home|house|car|pet|device|company", .owner),
    HeaderRule("created|modified|updated|assigned|imported by", .owner),
    HeaderRule("rep|manager|agent|salesperson sales|account|assigned|support", .owner),
    HeaderRule("modified|updated|changed|imported|synced|exported|lastmodified*", .recordChange),
    HeaderRule(
      "note|notes|comment|comments|remark|description|feedback|verbatim|bemerk*|kommentar*",
      unless: "number|count|length|score|rating|field", .freeText),
    HeaderRule("url|link|href|permalink|uri", unless: "click*|count|linkedin", .link),
    HeaderRule("tag|tags|hashtags", unless: "count|number|price", .tags),
    HeaderRule("currency|currencycode|waehrung|devise", .currency),
    HeaderRule("sample|sampling|survey|case weight*", .weight),
    HeaderRule("checksum|hash|token|cookie|etag|csrf", .automation),
    HeaderRule("row number|no|num|index|id", .rowNumber),
  ]

  static let identifiers: [HeaderRule] = [
    HeaderRule(
      "national|passport|social|tax|license|licence|insurance|identity|ssn number|no|id|security",
      .nationalID),
    HeaderRule(
      "record|contact|lead|person|profile|prospect id|uuid|guid|key|number|no|nr|identifier",
      unless: "count|owner|phone|mobile", .recordID),
    HeaderRule(
      "customer|client|user|member|subscriber|account|respondent|patient|visitor|kunde* id|uuid|guid|key|number|no|nr|code|identifier",
      unless: "count|owner|phone|mobile|manager", .customerID),
    HeaderRule("kundennummer|kundennr|mitgliedsnummer|klantnummer|kundenid", .customerID),
    HeaderRule(
      "company|organization|organisation|firm|vendor|business id|uuid|key|number|no|code|registration",
      unless: "count", .companyID),
    HeaderRule(
      "order|invoice|transaction|booking|ticket|receipt|basket|cart|payment|case|deal id|uuid|key|number|no|code",
      unless: "count|of", .orderID),
    HeaderRule("session|event|visit|message|request id|uuid|key", .sessionID),
    HeaderRule("id|uuid|guid|ids", unless: "count|number", .foreignID),
  ]

  static let journeys: [HeaderRule] = [
    HeaderRule(
      "lifecycle|lifecyclestage|funnel|pipeline|stage", unless: "life|time", .lifecycleStage),
    HeaderRule("lead status|state|type", .lifecycleStage),
    HeaderRule("became|qualified|mql|sql|onboard* date|time|at|stage|status", .lifecycleStage),
    HeaderRule("utm|acquisition|referral|referrer|attribution|leadsource", .acquisition),
    HeaderRule(
      "lead|traffic|original|signup|first|campaign|marketing|contact source|channel|medium|name|touch",
      unless: "last", .acquisition),
    HeaderRule("cohort", .cohort),
    HeaderRule("tenure|seniority month|day|year|customer", .tenure),
    HeaderRule("tenure", .tenure),
    HeaderRule("account|subscription|membership|relationship age|length|duration", .tenure),
    HeaderRule(
      "created|createdat|signup|registration|registered|joined|join|enrolled|enrollment|onboarded|erstellt|added",
      unless: "count|number", .tenure),
    HeaderRule("customer|member|client since|from|seit|depuis|desde|dal", .tenure),
    HeaderRule(
      "subscription|plan|contract|trial status|state|start|end|date|renewal", .subscriptionStatus),
    HeaderRule("trial|renewal|contract", .subscriptionStatus),
  ]
}
