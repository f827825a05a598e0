/// Rules about people: what is protected, what is personal, who they are, what they think.
extension HeaderRule {
  static let protectedTraits: [HeaderRule] = [
    HeaderRule("gender|sex|geschlecht|sexe|sexo|sesso|genero|geslacht|pronoun|pronouns", .gender),
    HeaderRule("ethnic*|race|racial|tribe|caste|skin", unless: "time|result|car", .ethnicity),
    HeaderRule("religion|religious|faith|church|denomination|konfession", .religion),
    HeaderRule(
      "disability|disabled|illness|disease|medical|diabetes|smoker|smoking|bmi|pregnan*|handicap|diagnos*|chronic|allerg*",
      .health),
    HeaderRule(
      "health", unless: "score|care|insurance|conscious*|account|customer|interest", .health),
    HeaderRule("blood type|group", .health),
    HeaderRule("sexual orientation|identity|preference", .orientation),
    HeaderRule(
      "nationality|citizenship|citizen|immigrant|immigration|foreign|foreigner|native|migrant|nationalitaet",
      unless: "currency|key|id|app|exchange|senior", .citizenship),
    HeaderRule(
      "union|party|political member|membership|affiliation|registered", unless: "credit",
      .politics),
  ]

  static let personalDetails: [HeaderRule] = [
    HeaderRule(
      "email|emailaddress|courriel|mailadresse|mailadres|correo",
      unless:
        "domain|provider|type|client|template|subject|preference|frequency|format|status|marketing",
      .emailAddress),
    HeaderRule(
      "phone|telephone|telefon|telefono|telefoon|telefone|fax|cellphone|msisdn|whatsapp|handynummer|mobilnummer|mobiltelefon",
      unless:
        "brand|model|type|os|plan|service|line|lines|system|provider|carrier|preference|area|country|manufacturer|status|multiple",
      .phoneNumber),
    HeaderRule(
      "mobile|mob|cell|tel|landline|contact number|no|nr|num", unless: "of|count|sessions",
      .phoneNumber),
    HeaderRule(
      "birth|geburts*|naissance|nacimiento|nascita|nascimento|geboorte* year|jahr|annee|ano|anno|jaar",
      .birthYear),
    HeaderRule(
      "birthday|birthdate|dob|birth|geburtsdatum|geburtstag|geboortedatum",
      unless: "country|place|rate|weight|order|number|count|card|offer",
      .birthDate),
    HeaderRule(
      "first|last|full|given|family|middle|maiden|sur|nick|contact|person|customer|client|member|guest|spouse|parent|child|recipient|employee|lead|owner|user|billing|shipping|cardholder|holder name|names|naam",
      unless: "company|account|product|event|list|campaign|domain|file|size", .personName),
    HeaderRule(
      "surname|forename|firstname|lastname|fullname|vorname|nachname|prenom|apellido|apellidos|cognome|sobrenome|voornaam|achternaam",
      .personName),
    HeaderRule(
      "street|strasse|straat|calle|address|adresse|indirizzo|direccion|endereco|adres|hausnummer|addr|addressline",
      unless: "ip|city|state|country|province|region|count|type|company|email|web|mac", .street),
    HeaderRule("postcode|zipcode|zip|plz|postleitzahl", .postcode),
    HeaderRule("postal|post code|zip|number", .postcode),
    HeaderRule(
      "ip address|addr|v|last|signup|created|optin|client|user|remote|login",
      unless: "country|city|region|state|zone",
      .ipAddress),
    HeaderRule(
      "linkedin|facebook|twitter|instagram|skype|xing|tiktok|github|telegram|handle|wechat",
      unless: "follower|followers|ads|clicks|count|likes|source|friends|campaign",
      .socialProfile),
    HeaderRule("iban|bic|swift|creditcard|cardnumber", .bankAccount),
    HeaderRule(
      "card|bank number|last|account|holder|no|fingerprint", unless: "of|type|count|loyalty",
      .bankAccount),
    HeaderRule("emergency|kin contact|next|of", .personName),
    HeaderRule("cust|customer|client nm|nme", .personName),
    HeaderRule("license|licence plate", .nationalID),
    HeaderRule("ssn|passport|cpf|steuernummer|steuerid|taxid", .nationalID),
    HeaderRule("username|screenname|nickname", .userName),
    HeaderRule("photo|avatar|picture|headshot|selfie url|link|path|file|profile|image", .picture),
  ]

  static let demographics: [HeaderRule] = [
    HeaderRule(
      "age|alter|edad|leeftijd|idade",
      unless:
        "account|company|domain|days|average|avg|new|customer|site|building|house|vehicle|car|loan|coverage|group",
      .age),
    HeaderRule("age group|range|band|bracket|class", .age),
    HeaderRule(
      "income|salary|wage|earnings|einkommen|hinc|revenu", unless: "company|tax|net|annual|source",
      .income),
    HeaderRule("income annual|net|source|personal|household", .income),
    HeaderRule(
      "educ*|schooling|degree|qualification|university|college|bildung*|study",
      unless: "source|browser",
      .education),
    HeaderRule(
      "marital|married|marriage|spouse|civil|partner", unless: "channel|id|business|program",
      .maritalStatus),
    HeaderRule(
      "child|children|kid|kids|baby|toddler|teen|teens|kinder|hijos|figli|enfants|filhos",
      .children),
    HeaderRule("dependent|dependents|dependants|liable", .dependents),
    HeaderRule(
      "household|family|hh|haushalt*|familie", unless: "id|brand|name|office", .household),
    HeaderRule(
      "housing|homeowner|rent|renter|dwelling|tenant|home|house ownership|owner|type|status|own",
      .housing),
    HeaderRule("housing|homeowner|renter|dwelling", .housing),
    HeaderRule(
      "employment|employed|employ|unemployed|job|occupation|profession|beruf|work|worker|retired",
      unless: "employees|count|id|phone|email|city|country|address|level|satisfaction|workflow",
      .employment),
    HeaderRule("residence|resident|address since|years|time|duration|length", .residenceTime),
    HeaderRule(
      "language|locale|lang|sprache|langue|idioma|lingua", unless: "programming", .language),
    HeaderRule("generation|veteran|military|student|senior|retiree|social class", .employment),
  ]

  static let minds: [HeaderRule] = [
    HeaderRule(
      "attitude|opinion|agree*|belief|believe|value|values orientation|statement|score|scale|item|survey|about|toward|towards",
      .attitude),
    HeaderRule("attitude|opinion|agreement|ideology|trust|perception|likert", .attitude),
    HeaderRule(
      "personality|extra*version|neurotic*|openness|conscientious*|agreeable*", unless: "version",
      .personality),
    HeaderRule("lifestyle|hobby|hobbies", .lifestyle),
    HeaderRule(
      "interest|interests|topics|passions", unless: "rate|paid|charged|amount|loan|earned",
      .interests),
    HeaderRule(
      "satisf*|nps|csat|happiness|zufrieden*|rating|stars|likelihood",
      unless: "credit|member|company",
      .satisfaction),
    HeaderRule(
      "need|needs|benefit|benefits|wish|goal|goals|motivation|motive|reason|jtbd",
      unless: "cancel*|unsub*|bounce*|lost",
      .benefitSought),
    HeaderRule(
      "importance|important|matters|sensitivity|preference|preferences|prefers|priority",
      .importance),
    HeaderRule(
      "pain|problem|problems|challenge|challenges|obstacle|barrier point|points|main|biggest|problem|challenge",
      .problem),
    HeaderRule(
      "purpose|occasion|use|intended case|purpose|occasion|of|for", unless: "count", .purpose),
    HeaderRule("purpose|usecase|occasion", .purpose),
    HeaderRule("travel|transport|commute mode|means", .travelMode),
  ]
}
