/// Rules about what contacts do and what they are worth.
extension HeaderRule {
  static let activities: [HeaderRule] = [
    HeaderRule(
      "email|mail|newsletter|message|campaign|sms|push open|opened|opens|click|clicked|sent|received|delivered|replied|reply|replies|response|responses|engagement|rate|count|frequency|activity",
      .emailActivity),
    HeaderRule(
      "open|opens|click|clicks|ctr rate|count|number|total|last|avg|average|unique", .emailActivity),
    HeaderRule(
      "reply|replies|responses|comments|likes|shares|reviews|referrals count|number|total|rate",
      .replies),
    HeaderRule(
      "phone|mobile|call|cell|voice|sms|roaming|intl|international minute|mins|usage|duration|charge|calls|count|used|use|hours|traffic|messages",
      .phoneUse),
    HeaderRule("data usage|used|mb|gb|volume|traffic", .productUse),
    HeaderRule("day|night|evening|eve minutes|mins|calls|charge", .phoneUse),
    HeaderRule(
      "support|service|helpdesk|complaint|complain ticket|call|case|request|chat|contact|count|number|rate|day",
      .supportUse),
    HeaderRule("complaint|tickets|complain|chats", .supportUse),
    HeaderRule(
      "visit|session|pageview|pageviews|login|logins|click|hits|page|web|site|website|app visit|views|view|count|number|total|time|duration|pages|sessions|logins|last|frequency|rate|bounce|viewed|month|opens",
      unless: "id|url|version|date|name", .webVisits),
    HeaderRule(
      "session|visit|login|logins|pageview|pageviews", unless: "id|date|last|first|at",
      .webVisits),
    HeaderRule(
      "usage|used|uses|utilisation|utilization|active activities|days|users|features|minutes|hours|rate|count|month|weekly|daily|seats|use",
      .productUse),
    HeaderRule(
      "usage|feature|seats|logins|streams|plays|playtime|downloads", unless: "date|id",
      .productUse),
    HeaderRule(
      "day|days|week|weeks|month|months|time since last|purchase|order|visit|activity|contact|login",
      .recency),
    HeaderRule("recency", .recency),
    HeaderRule(
      "last|latest|recent|recently|letzte*|dernier*|ultim*|laatste purchase|order|bought|transaction|sale|buy|kauf|bestellung|achat|commande|compra|ordine|acquisto|aankoop|bestelling|invoice|deal",
      unless: "amount|value|total|id", .lastPurchase),
    HeaderRule(
      "last|latest|recent active|activity|seen|login|visit|contacted|engagement|session|open|opened|click|clicked|emailed|heard|interaction|event|time|date",
      unless: "modified|updated|changed|id", .lastActivity),
    HeaderRule(
      "first|erste* purchase|order|seen|visit|session|activity|event|transaction|kauf|bestellung",
      unless: "amount|value|total|id", .firstActivity),
    HeaderRule(
      "refund|refunds|refunded|return|returns|returned|cancel*|canceled|chargeback|dispute|retour*",
      unless: "id|reason", .cancellations),
    HeaderRule(
      "discount|coupon|coupons|promo|promotion|voucher|rabatt|sale item|deals|purchases",
      .discountUse),
    HeaderRule("discount|coupon|promo|promotion|voucher|rabatt", .discountUse),
    HeaderRule(
      "between|interval|gap|frequency|pace purchase|order|orders|visit", .purchaseInterval),
    HeaderRule(
      "number|num|nb|count|no|total|anzahl|nombre|numero|aantal|n order|purchase|transaction|item|product|booking|stay|night|unit|cd|ticket|deal|bought|credits|bestellungen|kaeufe|commandes|achats|pedidos|compras|ordini|acquisti|trips|rentals|cds",
      unless: "id|value|amount|spent|revenue", .orderCount),
    HeaderRule(
      "purchase|purchases|orders|transactions|bookings|bought|quantity|qty|units",
      unless:
        "id|value|amount|spent|date|at|name|price|total|sum|avg|average|revenue|time|channel|method|status|sales",
      .orderCount),
    HeaderRule(
      "installment|instalment|payment|paying|pay plan|plans|rate|method|type|delay|late|status|mode|terms|frequency|behaviour|behavior",
      unless: "id", .paymentHabit),
    HeaderRule("paperless|autopay|invoicing billing|invoice|payment", .paymentHabit),
    HeaderRule("credit|loan history|use|used|usage|existing|number|existing|count", .creditHistory),
    HeaderRule(
      "debtor|debtors|guarantor|guarantors|cosigner|loan|mortgage", unless: "amount|id|balance",
      .creditHistory),
    HeaderRule(
      "loyalty|reward|rewards|membership|vip|club level|tier|points|status|program|member|card|type|balance",
      unless: "id|number|since|date", .loyaltyProgram),
    HeaderRule(
      "tv|television|radio|newspaper|news|podcast|streaming|media", unless: "id|url|date|price",
      .mediaUse),
    HeaderRule(
      "channel|channels preferred|purchase|sales|order|contact|favorite|count|number|used",
      .channelUse),
    HeaderRule(
      "product|item|category|categories|brand|sku|service|package|menu|plan|lineitem name|type|category|line|id|group|preferred|favorite|top|main|bought|purchased|first|last|code|kind|level|tier",
      unless: "device|job|company|account|browser|count", .productChoice),
    HeaderRule(
      "plan|product|products|subscription", unless: "id|date|count|at|manager", .productChoice),
    HeaderRule("event|action|activity type|name|kind|category", .eventKind),
    HeaderRule(
      "order|purchase|transaction|invoice|payment|event|booking|paid date|time|at|day|timestamp",
      .eventTime),
  ]

  static let money: [HeaderRule] = [
    HeaderRule(
      "annual|company|business|yearly revenue|turnover|sales", unless: "customer|spend|spent",
      .annualRevenue),
    HeaderRule(
      "average|avg|mean|typical order|basket|ticket|purchase|transaction|cart|invoice",
      unless: "days|time|count", .averageOrderValue),
    HeaderRule("aov", .averageOrderValue),
    HeaderRule("lifetime|life value|revenue|spend|spent|ltv", .lifetimeValue),
    HeaderRule("clv|ltv|cltv|clv|clvs", .lifetimeValue),
    HeaderRule("mrr|arr|arpu|acv", .recurringRevenue),
    HeaderRule(
      "monthly|annual|yearly|recurring charge|charges|fee|fees|payment|bill|subscription|amount",
      .recurringRevenue),
    HeaderRule("margin|profit|contribution|ebit", .margin),
    HeaderRule(
      "spent|spend|spending|spendings|expenditure|expenses|monetary|mnt|ausgaben|depense*|gasto|gastado|spesa|besteed",
      unless: "time|minutes|date|score", .amountSpent),
    HeaderRule(
      "revenue|turnover|umsatz*|gesamtumsatz|omzet|fatturato|faturamento|receita|sales",
      unless: "rep|date|id|status|stage|channel|manager|team|owner|currency|unit|region", .revenue),
    HeaderRule(
      "total|sum|order|purchase|transaction|invoice|payment|dollar|credit|deal|gross|net|euro|loan|basket amount|value|total|sum|price",
      unless: "id|date|status|name|number|currency", .amount),
    HeaderRule(
      "amount|betrag|montant|importe|importo|bedrag|amt", unless: "id|date|currency",
      .amount),
    HeaderRule(
      "price|preis|prix|precio|prezzo|fare|fee|cost", unless: "id|importance|index|sens*|level",
      .price),
    HeaderRule(
      "saving|savings|deposit|deposits|asset|assets|wealth|investment|investments",
      unless: "date|id", .savings),
    HeaderRule(
      "balance|debt|outstanding|overdue|arrears|limit", unless: "date|id|work", .amountOwed),
  ]
}
