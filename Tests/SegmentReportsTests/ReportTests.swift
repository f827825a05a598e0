import ClusterAnalysis
import ContactTables
import Foundation
import Testing

@testable import SegmentProfiles
@testable import SegmentReports

struct ReportTests {
  /// 120 contacts in three segments and one in none, with personal columns full of names.
  private func contents() throws -> (ReportContents, SegmentProfiles) {
    let labels = (0..<120).map { row -> Int32 in row == 119 ? -1 : row < 60 ? 0 : row < 114 ? 1 : 2
    }
    let spend = labels.enumerated().map { index, label in
      Double(index % 7) + (label == 0 ? 20 : label == 1 ? 60 : 5_000)
    }
    let channels = labels.enumerated().map { index, label -> String? in
      index % 11 == 0
        ? nil
        : label == 1 ? (index % 5 == 0 ? "web" : "app|<b>") : index % 3 == 0 ? "app|<b>" : "web"
    }
    let churned = labels.enumerated().map { UInt8($0.element == 0 && $0.offset % 2 == 0 ? 1 : 0) }
    let table = ContactTable(columns: [
      Column(
        name: "full name", values: .texts(TextValues(labels.indices.map { "Ada Lovelace \($0)" }))),
      Column(name: "monthly_spend", values: .numbers(NumberValues(values: spend, unit: "€"))),
      Column(name: "channel", values: .categories(CategoryValues(channels))),
      Column(name: "churned", values: .flags(FlagValues(states: churned))),
      Column(
        name: "street", values: .categories(CategoryValues(labels.indices.map { "Elm \($0 % 2)" }))),
    ])
    let schema = Schema(
      columns: [
        ColumnSchema(name: "full name", type: .text, role: .personal),
        ColumnSchema(name: "monthly_spend", type: .number, role: .segmentation),
        ColumnSchema(name: "channel", type: .category, role: .descriptor),
        ColumnSchema(name: "churned", type: .flag, role: .outcome),
        ColumnSchema(name: "street", type: .category, role: .personal),
      ])
    let profiles = try SegmentProfiler().profiles(
      of: Assignments(labels: labels, clusterCount: 3), in: table, schema: schema)
    let contents = ReportContents(
      profiles: profiles, names: SegmentNamer().names(for: profiles),
      method: .init(
        name: "k-means", choice: "The number of segments, 2 to 8, was chosen by silhouette.",
        verdict: "constructed", silhouette: 0.412, seed: 7, version: "swift-segmentation 0.1.0",
        engine: "OpenBLAS, 2 threads", settings: [("Scaling", "standard")]),
      columns: [
        .init(
          column: "monthly_spend", role: "segmentation", isUsed: true, reason: "An amount.",
          distanceShare: 1),
        .init(column: "full name", role: "personal", isUsed: false, reason: "It names a person."),
      ],
      asOf: 1_763_856_000, readingIssues: ["2 rows had fewer cells than the header."],
      warnings: ["monthly_spend carries all of the distance."])
    return (contents, profiles)
  }

  @Test func textReport() throws {
    let text = TextReport(try contents().0).text
    #expect(text == Self.expectedText)
    for line in text.split(separator: "\n") {
      #expect(DisplayWidth.width(of: String(line)) <= TextReport.width)
    }
  }

  @Test func markdownReport() throws {
    let text = MarkdownReport(try contents().0).text
    #expect(text == Self.expectedMarkdown)
    #expect(!text.contains("Lovelace") && !text.contains("Elm"))
  }

  @Test func confidenceIsAColumnOnceItIsKnown() throws {
    var contents = try contents().0
    #expect(!TextReport(contents).text.contains("confidence"))
    contents.names[0].confidence = 0.83
    let lines = TextReport(contents).text.split(separator: "\n")
    #expect(
      lines.contains { $0.hasSuffix("confidence") } && lines.contains { $0.hasSuffix(" 83%") })
    #expect(lines.allSatisfy { DisplayWidth.width(of: String($0)) <= TextReport.width })
    #expect(MarkdownReport(contents).text.contains("| What marks it | Confidence |"))
  }

  @Test func profileDocument() throws {
    let (contents, profiles) = try contents()
    let bytes = try OrderedJSON.bytes(of: ProfileDocument(profiles, names: contents.names))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"schemaVersion\": 1,"))
    #expect(!text.contains("Lovelace") && !text.contains("Elm"))
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let segments = try #require(parsed?["segments"] as? [[String: Any]])
    #expect(segments.map { $0["segment"] as? Int } == [1, 2, 3])
    let number = try #require((segments[0]["numeric"] as? [[String: Any]])?.first)
    for key in [
      "column", "mean", "overallMean", "median", "overallMedian", "vTest", "pValue", "qValue",
      "hedgesG", "cliffsDelta",
    ] { #expect(number[key] != nil, "\(key)") }
    let level = try #require((segments[0]["categories"] as? [[String: Any]])?.first)
    for key in [
      "column", "level", "segmentShare", "levelShare", "overallShare", "index", "vTest", "pValue",
      "qValue",
    ] { #expect(level[key] != nil, "\(key)") }
    let columns = try #require(parsed?["columns"] as? [[String: Any]])
    #expect(columns.map { $0["etaSquared"] != nil } == [true, false, false])
    #expect(columns.map { $0["cramersV"] != nil } == [false, true, true])
    let given = try OrderedJSON.bytes(of: ProfileDocument(profiles, groups: ["a", "b", "c"]))
    #expect(String(decoding: given, as: UTF8.self).contains("\"segment\": \"a\""))
  }

  @Test func nothingToReportIsReported() throws {
    let nobody = try SegmentProfiler().profiles(
      of: Assignments(labels: [], clusterCount: 0), in: ContactTable(columns: []),
      schema: Schema(columns: []))
    let contents = ReportContents(
      profiles: nobody, names: [], method: .init(name: "k-means", choice: "", verdict: "none"))
    #expect(TextReport(contents).text.hasPrefix("0 contacts, 0 segments by k-means.\n"))
    #expect(MarkdownReport(contents).text.hasPrefix("# Segments\n"))
  }

  @Test func widthsCountColumnsOfATerminal() {
    #expect(DisplayWidth.width(of: "abc") == 3 && DisplayWidth.width(of: "é") == 1)
    #expect(DisplayWidth.width(of: "e\u{301}") == 1 && DisplayWidth.width(of: "日本") == 4)
    #expect(DisplayWidth.width(of: "👍🏽") == 2 && DisplayWidth.width(of: "") == 0)
    #expect(DisplayWidth.lines("aa bb 5 % cc", limit: 5) == ["aa bb", "5 %", "cc"])
    #expect(DisplayWidth.lines("aa 191 mm; > 99%", limit: 7) == ["aa", "191 mm;", "> 99%"])
    #expect(DisplayWidth.lines("abcdefgh", limit: 3) == ["abc", "def", "gh"])
    #expect(DisplayWidth.lines("日本語", limit: 1) == ["日", "本", "語"])
  }

  @Test func markdownTakesTextLiterally() {
    #expect(MarkdownText.escaped("a|b<c>*d*\n[e](f) `g`") == "a\\|b\\<c>\\*d\\* \\[e\\](f) \\`g\\`")
    #expect(MarkdownText.escaped("credit_amount _x_") == "credit_amount \\_x\\_")
    var document = MarkdownText()
    document.list(["- item", "> quote"])
    #expect(document.text == "- \\- item\n- \\> quote\n")
  }
}

extension ReportTests {
  private static let expectedText = #"""
    120 contacts, 3 segments by k-means. The number of segments, 2 to 8, was chosen by silhouette.
    Verdict: constructed – segments are a useful cut through the data, not groups found in it.
    Silhouette 0.41: segments overlap; borders between them are a matter of choice.

    segment  name                            contacts  share  what marks it
    ───────  ──────────────────────────────  ────────  ─────  ──────────────────────────────────────────
          1  Low monthly spend, channel:           60    50%  median monthly spend 23 € vs 26 € overall;
             web                                              channel: web 67% vs 45% overall (index
                                                              147)
          2  High monthly spend, channel:          54    45%  median monthly spend 63 € vs 26 € overall;
             app|<b>                                          channel: app|<b> 80% vs 55% overall (index
                                                              146)
          3  Very high monthly spend                5     4%  fewer than 10 contacts; details withheld
             (in no segment)                        1   0.8%

    Names are provisional: how surely they would come back has not been tested.
    Ages are counted from 2025-11-23.
    Warning: monthly_spend carries all of the distance.
    File: 2 rows had fewer cells than the header.

    """#

  private static let expectedMarkdown = #"""
    # Segments

    - 120 contacts in 3 segments, found by k-means.
    - In no segment: 1 contact.
    - The number of segments, 2 to 8, was chosen by silhouette.
    - Verdict: constructed – segments are a useful cut through the data, not groups found in it.
    - Mean silhouette 0.41: segments overlap; borders between them are a matter of choice.
    - Ages and times are counted from 2025-11-23.
    - Names are provisional: how surely they would come back has not been tested.

    - Warning: monthly_spend carries all of the distance.

    | Segment | Name | Contacts | Share | What marks it |
    | --- | --- | ---: | ---: | --- |
    | 1 | Low monthly spend, channel: web | 60 | 50% | median monthly spend 23 € vs 26 € overall; channel: web 67% vs 45% overall (index 147) |
    | 2 | High monthly spend, channel: app\|\<b> | 54 | 45% | median monthly spend 63 € vs 26 € overall; channel: app\|\<b> 80% vs 55% overall (index 146) |
    | 3 | Very high monthly spend | 5 | 4% | fewer than 10 contacts; details withheld |

    ## 1. Low monthly spend, channel: web

    60 contacts, 50% of all.

    - median monthly spend 23 € vs 26 € overall
    - channel: web 67% vs 45% overall (index 147)

    | Quantity | Median here | Median of the rest | Cliff's δ | v-test | q |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | monthly spend | 23 € | 63 € | -1.00 | -2.5 | – |

    | Level | Share here | Share overall | Index | v-test | q |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | channel: web | 67% | 45% | 147 | 4.4 | \< 0.001 |

    How it fares:

    - churned 50% vs 25% overall (index 198)

    ## 2. High monthly spend, channel: app\|\<b>

    54 contacts, 45% of all.

    - median monthly spend 63 € vs 26 € overall
    - channel: app\|\<b> 80% vs 55% overall (index 146)

    | Quantity | Median here | Median of the rest | Cliff's δ | v-test | q |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | monthly spend | 63 € | 23 € | 0.85 | -1.9 | – |

    | Level | Share here | Share overall | Index | v-test | q |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | channel: app\|\<b> | 80% | 55% | 146 | 4.8 | \< 0.001 |

    ## 3. Very high monthly spend

    5 contacts, 4% of all.

    Fewer than 10 contacts: details are withheld.

    ## Columns

    | Column | Role | Used | Share of the distance | Why |
    | --- | --- | --- | ---: | --- |
    | monthly_spend | segmentation | yes | 100% | An amount. |
    | full name | personal | no | – | It names a person. |

    ## What was found in the file

    - 2 rows had fewer cells than the header.

    ## Method, and how to repeat it

    - Method: k-means
    - Seed: 7
    - Version: swift-segmentation 0.1.0
    - Engine: OpenBLAS, 2 threads
    - Scaling: standard

    A level is told when its index is at least 120 or at most 80, it differs from the rest by at least 10 percentage points, and it rests on at least 10 contacts; an index of 100 is the share among all contacts. Cliff's δ is 1 when all contacts of a segment are above all others, and -1 when all are below. v-tests say how many standard errors a segment is away from all contacts. q-values are corrected for the number of tests; columns that segments were made from have none, because segments differ in them by construction.

    ## Privacy

    Names, addresses, identifiers and other personal columns are not in this report and did not shape the segments. Numbers that rest on fewer than 10 contacts are withheld. Protected attributes name no segment. People may object to being profiled for marketing (GDPR, article 21); honour that before using segments.

    """#
}
