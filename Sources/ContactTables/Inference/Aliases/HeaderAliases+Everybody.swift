extension HeaderAliases {
  /// Headers that mean the same wherever they come from.
  static let everybody = HeaderAliases(
    nil,
    [
      // Identity
      Entry(
        .recordID, "ID", "Record ID", "Contact ID", "Lead ID", "Person ID", "GUID", "UUID", "_id"),
      Entry(
        .customerID, "Customer ID", "Client ID", "User ID", "Member ID", "Subscriber ID",
        "Account ID", "Customer Number", "Customer No", "Client Number", "Account Number",
        "External ID", "Individual", "Respondent", "Respondent ID", "Subject ID", "Participant ID",
        "Visitor ID", "Loyalty Number", "Cust ID", "Customer Key", "Anonymous ID", "MSNO"),
      Entry(
        .companyID, "Company ID", "Organization ID", "Symbol", "Ticker", "Ticker Symbol", "ISIN",
        "DUNS", "DUNS Number", "VAT Number", "VAT ID", "LEI"),
      Entry(
        .orderID, "Order ID", "Order Number", "Transaction ID", "Invoice", "Invoice No",
        "Invoice Number", "InvoiceNo", "Receipt ID", "Booking ID", "Sample ID"),
      Entry(.sessionID, "Session ID", "Event ID", "Visit ID"),
      Entry(.rowNumber, "Index", "Row", "Row ID", "Row Number", "Unnamed: 0", "Line", "No."),

      // Personal
      Entry(.emailAddress, "Email", "E-mail", "Email Address", "Mail", "Work Email", "Email 2"),
      Entry(
        .personName, "First Name", "Last Name", "Full Name", "Middle Name", "Surname", "Forename",
        "Given Name", "Family Name", "Firstname", "Lastname", "FName", "LName", "Fullname",
        "Contact Name", "Initials", "Maiden Name", "Nickname", "Suffix",
        "Display Name", "Lead Name", "Guest Name", "Passenger"),
      Entry(.salutation, "Salutation", "Prefix", "Name Prefix", "Name Title", "Honorific"),
      Entry(
        .phoneNumber, "Phone", "Phone Number", "Mobile", "Mobile Phone", "Mobile Number", "Cell",
        "Cell Phone", "Telephone", "Fax", "Fax Number", "WhatsApp", "Home Phone", "Work Phone",
        "Tel", "MSISDN", "Direct Dial", "SMS"),
      Entry(
        .street, "Address", "Address 1", "Address 2", "Address Line 1", "Address Line 2", "Street",
        "Street Address", "House Number", "Mailing Address", "Billing Address",
        "Shipping Address", "Home Address", "Apartment", "Addr"),
      Entry(.postcode, "Zip", "Zip Code", "Postal Code", "Postcode", "Zip/Postal Code", "ZIP+4"),
      Entry(.birthDate, "Birthday", "Birthdate", "Date of Birth", "Birth Date", "DOB", "Born"),
      Entry(.ipAddress, "IP", "IP Address", "Client IP", "Remote Address"),
      Entry(.userName, "Username", "Login", "Handle", "Screen Name"),
      Entry(
        .socialProfile, "LinkedIn", "LinkedIn URL", "LinkedIn Profile", "Person LinkedIn URL",
        "Facebook", "Twitter", "Twitter Handle", "Instagram", "Skype", "Facebook ID"),
      Entry(
        .nationalID, "SSN", "Social Security Number", "National ID", "Passport",
        "Passport Number", "Tax ID", "NIN", "Driving License"),
      Entry(.bankAccount, "IBAN", "Card Number", "Credit Card", "Credit Card Number", "BIC"),
      Entry(.picture, "Avatar", "Photo", "Picture", "Photo URL", "Avatar URL"),

      // Protected and demographic
      Entry(.gender, "Gender", "Sex"),
      Entry(.citizenship, "Nationality", "Citizenship", "Foreign Worker", "Native Country"),
      Entry(.age, "Age", "Age Group", "Age Range", "Age Band"),
      Entry(.birthYear, "Birth Year", "Year of Birth", "Year Birth", "YOB"),
      Entry(
        .income, "Income", "Salary", "HINC", "Household Income", "Annual Income", "Income Level"),
      Entry(.education, "Education", "Educ", "Degree", "Schooling", "Education Num"),
      Entry(.maritalStatus, "Marital", "Marital Status", "Relationship", "Relationship Status"),
      Entry(.jobTitle, "Title", "Job Title", "Job", "Occupation", "Profession", "Position", "Role"),
      Entry(.household, "Household", "Household Size", "Family Size", "Kidhome", "Teenhome"),
      Entry(.housing, "Housing", "Home Ownership", "Homeowner"),
      Entry(.language, "Language", "Preferred Language", "Locale", "Lang"),

      // Companies
      Entry(
        .companyName, "Company", "Company Name", "Account Name", "Organization",
        "Organisation", "Organization Name", "Employer", "Business Name", "Firm", "Account"),
      Entry(
        .companyDomain, "Website", "Domain", "Company Domain", "Company Domain Name",
        "Website URL", "Company Website", "Web"),
      Entry(
        .industry, "Industry", "Sector", "Vertical", "SIC", "SIC Code", "NAICS", "NAICS Code",
        "Industries", "Subindustry"),
      Entry(
        .employeeCount, "Employees", "Employee Count", "# Employees", "Number of Employees",
        "No. of Employees", "Headcount", "Company Size", "Company Headcount", "Firm Size"),
      Entry(.annualRevenue, "Annual Revenue", "Company Revenue", "Turnover", "Annual Turnover"),
      Entry(.companyAge, "Founded", "Founded Year", "Year Founded", "Company Age"),
      Entry(.companyType, "Company Type", "Account Type", "Business Type", "Legal Form"),
      Entry(.department, "Department", "Departments", "Function", "Job Function"),
      Entry(.seniority, "Seniority", "Job Level", "Management Level"),

      // Places
      Entry(.country, "Country", "Country Code", "Country/Region", "Nation"),
      Entry(
        .region, "State", "Province", "Region", "State/Province", "State/Region", "County",
        "District", "Territory"),
      Entry(.city, "City", "Town", "City/Town"),
      Entry(.latitude, "Latitude", "Lat"),
      Entry(.longitude, "Longitude", "Lon", "Lng", "Long"),
      Entry(.timeZone, "Timezone", "Time Zone", "TZ"),

      // Behavior and value
      Entry(
        .eventTime, "Date", "Timestamp", "Event Time", "Event Date", "Order Date",
        "Purchase Date", "Transaction Date", "Invoice Date", "Time"),
      Entry(.eventKind, "Event", "Event Name", "Event Type", "Action", "Activity"),
      Entry(
        .orderCount, "Orders", "Order Count", "Total Orders", "Frequency", "Purchases",
        "Quantity", "Qty", "Units"),
      Entry(.recency, "Recency", "Recency Days", "Days Since Last Purchase"),
      Entry(
        .amountSpent, "Monetary", "Monetary Value", "Total Spent", "Total Spend", "Spend",
        "Spending", "Amount", "Sales", "Total Sales", "Purchase Amount"),
      Entry(.revenue, "Revenue", "Total Revenue"),
      Entry(.averageOrderValue, "AOV", "Average Order Value", "Avg Order Value", "Basket Value"),
      Entry(.lifetimeValue, "CLV", "LTV", "CLTV", "Lifetime Value", "Customer Lifetime Value"),
      Entry(.recurringRevenue, "MRR", "ARR", "ARPU", "Monthly Charges", "Total Charges"),
      Entry(.margin, "Margin", "Profit", "Gross Profit"),

      // Journey
      Entry(
        .lifecycleStage, "Lifecycle Stage", "Stage", "Lead Status", "Deal Stage",
        "Customer Status", "Contact Stage"),
      Entry(
        .tenure, "Created At", "Created", "Create Date", "Created Date", "Signup Date",
        "Signed Up", "Registration Date", "Joined", "Join Date", "Member Since", "Date Added",
        "Tenure", "Customer Since", "Date Joined", "Added At", "Created On"),
      Entry(
        .acquisition, "Lead Source", "Source", "Original Source", "Acquisition Channel",
        "Referrer", "UTM Source", "UTM Medium", "UTM Campaign", "Medium", "Campaign"),
      Entry(.score, "Lead Score", "Score", "Contact Score", "Health Score", "Credit Score"),

      // Technology
      Entry(.operatingSystem, "OS"),
      Entry(.browser, "Browser"),

      // Outcome and the record itself
      Entry(
        .groupLabel, "Species", "Class", "Target", "Label", "Labels", "Y", "Outcome", "Cultivar",
        "Variety", "Ground Truth", "True Label", "Diagnosis"),
      Entry(
        .existingSegment, "Segment", "Segments", "Cluster", "Persona", "Customer Segment",
        "Segment Name", "RFM Segment", "Segment ID", "Cluster ID"),
      Entry(.churn, "Churn", "Churned", "Exited", "Attrition", "Is Churned", "Churn Label"),
      Entry(
        .conversion, "Converted", "Is Converted", "Conversion", "Response", "Responded",
        "Is Won", "Won", "Subscribed to Deposit", "Deposit"),
      Entry(.creditRisk, "Credit", "Credit Risk", "Default", "Defaulted", "Risk", "Good Bad"),
      Entry(.choice, "Vote", "Voted", "Choice", "Chosen"),
      Entry(
        .owner, "Owner", "Contact Owner", "Lead Owner", "Account Owner", "Assigned To",
        "Sales Rep", "Account Manager", "Created By", "Modified By", "Last Modified By"),
      Entry(
        .recordChange, "Updated At", "Modified", "Last Modified", "Last Modified Date",
        "Modified Time", "Updated", "Modified On"),
      Entry(
        .freeText, "Note", "Notes", "Comment", "Comments", "Description", "Message", "Bio",
        "Remarks", "About"),
      Entry(.link, "URL", "Link", "Record URL", "Wikipedia URL", "Page URL"),
      Entry(.tags, "Tag", "Tags", "Lists", "Groups"),
      Entry(.currency, "Currency", "Currency Code", "Currency ISO Code"),
      Entry(
        .weight, "Sample Weight", "Survey Weight", "Weights", "Wt", "Fnlwgt", "Percent",
        "Case Weight"),
    ])
}
