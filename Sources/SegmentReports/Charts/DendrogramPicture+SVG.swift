import SegmentProfiles

extension DendrogramPicture {
  /// The picture as a document of Scalable Vector Graphics.
  ///
  /// The root is at the left, branches are at the right, each with how much it counts. A branch of
  /// several leaves is a wedge that begins where its last merge is. Colours can be told apart by most
  /// colour-blind people, and each segment is named beside its branches as well. A description for
  /// screen readers says how large the segments are.
  ///
  /// - Complexity: O(branches).
  public var svg: String {
    let frame = Frame(of: self)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(frame.width)) \
      \(Self.number(frame.height))" width="\(Self.number(frame.width))" \
      height="\(Self.number(frame.height))" role="img" aria-labelledby="title description" \
      font-family="system-ui, sans-serif" font-size="12">
      """,
      "<title id=\"title\">\(title.escapedForXML)</title>",
      "<desc id=\"description\">\(summary.escapedForXML)</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
    ]
    lines += axis(frame)
    lines += joints.flatMap { edges(of: $0, frame) }
    if let root = joints.last {
      let (x, y) = (frame.x(root.height), frame.y(root.place))
      lines.append(Self.path("M\(Self.number(x - 10)) \(Self.number(y))H\(Self.number(x))", nil))
    }
    for (place, branch) in branches.enumerated() {
      lines += mark(branch, at: place, frame)
    }
    lines += segmentBars(frame)
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  private var title: String {
    "Tree of \(PlainNumber.text(segmentWeights.reduce(0, +))) \(noun) in "
      + "\(segmentNames.count) \(segmentNames.count == 1 ? "segment" : "segments")"
  }

  /// What the picture shows, in words.
  private var summary: String {
    let total = segmentWeights.reduce(0, +)
    let segments = segmentNames.indices.map { segment in
      "\(segmentNames[segment]): \(PlainNumber.text(segmentWeights[segment])) \(noun) "
        + "(\(PlainNumber.percent(segmentWeights[segment] / total)))"
    }
    return "A tree of \(PlainNumber.text(leafCount)) leaves, of which the upper "
      + "\(branches.count) branches are shown. " + segments.joined(separator: "; ") + "."
  }

  /// The two arms of a merge, and the line between them.
  private func edges(of joint: Joint, _ frame: Frame) -> [String] {
    let x = frame.x(joint.height)
    let (top, bottom) = (frame.y(joint.left.place), frame.y(joint.right.place))
    return [
      Self.path(
        "M\(Self.number(x)) \(Self.number(top))V\(Self.number(bottom))", joint.segment)
    ]
      + [joint.left, joint.right].map { end in
        Self.path(
          "M\(Self.number(x)) \(Self.number(frame.y(end.place)))H\(Self.number(frame.x(end.height)))",
          end.segment)
      }
  }

  /// A branch: a line or a wedge, and how much it counts.
  private func mark(_ branch: Branch, at place: Int, _ frame: Frame) -> [String] {
    let y = frame.y(Double(place))
    var lines: [String] = []
    if branch.height > 0 {
      let reach = Frame.rowHeight * 0.32
      let colour = Self.colour(branch.segment)
      let wedge =
        "M\(Self.number(frame.x(branch.height))) \(Self.number(y))"
        + "L\(Self.number(frame.x(0))) \(Self.number(y - reach))V\(Self.number(y + reach))Z"
      // Without an outline, the tip would be too thin to be seen.
      lines.append(
        "<path d=\"\(wedge)\" fill=\"\(colour)\" stroke=\"\(colour)\" stroke-linejoin=\"round\"/>")
    }
    lines.append(
      "<text x=\"\(Self.number(frame.x(0) + 6))\" y=\"\(Self.number(y + 4))\" fill=\"#333\">"
        + "\(PlainNumber.text(branch.weight))</text>")
    return lines
  }

  /// Beside the branches of each segment, a bar and the segment's name.
  private func segmentBars(_ frame: Frame) -> [String] {
    let total = segmentWeights.reduce(0, +)
    return segmentNames.indices.flatMap { segment -> [String] in
      let places = branches.indices.filter { branches[$0].segment == segment }
      guard let first = places.first, let last = places.last else { return [] }
      let (top, bottom) = (
        frame.y(Double(first)) - Frame.rowHeight * 0.4,
        frame.y(Double(last)) + Frame.rowHeight * 0.4
      )
      let share = PlainNumber.percent(segmentWeights[segment] / total)
      let name = Self.shortened(segmentNames[segment])
      return [
        "<rect x=\"\(Self.number(frame.barX))\" y=\"\(Self.number(top))\" width=\"5\" "
          + "height=\"\(Self.number(bottom - top))\" fill=\"\(Self.colour(segment))\"/>",
        "<text x=\"\(Self.number(frame.barX + 12))\" y=\"\(Self.number((top + bottom) / 2 + 4))\" "
          + "font-weight=\"600\">\(name.escapedForXML) · \(share.escapedForXML)</text>",
      ]
    }
  }

  /// The heights, and where the tree is cut.
  private func axis(_ frame: Frame) -> [String] {
    let bottom = frame.height - Frame.bottomMargin
    var lines: [String] = []
    for tick in frame.ticks {
      let x = Self.number(frame.x(tick))
      lines.append(
        "<path d=\"M\(x) \(Self.number(Frame.topMargin))V\(Self.number(bottom))\" stroke=\"#e4e4e4\"/>"
      )
      lines.append(
        "<text x=\"\(x)\" y=\"\(Self.number(bottom + 16))\" text-anchor=\"middle\" fill=\"#555\">"
          + "\(PlainNumber.text(tick))</text>")
    }
    lines.append(
      "<text x=\"\(Self.number(frame.x(frame.largestHeight / 2)))\" "
        + "y=\"\(Self.number(bottom + 32))\" text-anchor=\"middle\" fill=\"#555\">height of merge</text>"
    )
    if let cutHeight, segmentNames.count > 1 {
      let x = Self.number(frame.x(cutHeight))
      lines.append(
        "<path d=\"M\(x) \(Self.number(Frame.topMargin))V\(Self.number(bottom))\" stroke=\"#777\" "
          + "stroke-dasharray=\"4 3\"/>")
    }
    return lines
  }

  private static func path(_ data: String, _ segment: Int?) -> String {
    "<path d=\"\(data)\" fill=\"none\" stroke-width=\"1.6\" stroke-linecap=\"square\" "
      + "stroke=\"\(segment.map(colour) ?? "#555")\"/>"
  }

  /// The colours of Okabe and Ito 2008 without yellow and black, and darker ones of the same hues.
  private static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#004c78", "#8f3f00",
    "#006b4e", "#8a4a6f", "#2a7fa8", "#9c6c00",
  ]

  private static func colour(_ segment: Int) -> String { colours[segment % colours.count] }

  /// A coordinate to a tenth of a pixel.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return sign + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  static func shortened(_ name: String) -> String {
    name.count > 40 ? name.prefix(39) + "…" : name
  }
}

/// Where things are in the picture.
private struct Frame {
  static let rowHeight = 20.0
  static let topMargin = 16.0
  static let bottomMargin = 44.0
  private static let leftMargin = 30.0
  private static let plotWidth = 560.0

  let width: Double
  let height: Double
  let largestHeight: Double
  let ticks: [Double]
  let barX: Double

  init(of picture: DendrogramPicture) {
    let largest = max(
      picture.joints.map(\.height).max() ?? 0, picture.branches.map(\.height).max() ?? 0)
    largestHeight = largest > 0 ? largest : 1
    let counts = picture.branches.map { Double(PlainNumber.text($0.weight).count) }
    barX = Self.leftMargin + Self.plotWidth + 6 + 7.5 * (counts.max() ?? 1) + 10
    let names = picture.segmentNames.map {
      Double(DendrogramPicture.shortened($0).count)
    }
    width = barX + 12 + 7.5 * ((names.max() ?? 0) + 8) + 10
    height =
      Self.topMargin + Self.rowHeight * Double(picture.branches.count) + Self.bottomMargin
    ticks = Self.ticks(upTo: largestHeight)
  }

  func x(_ height: Double) -> Double {
    Self.leftMargin + Self.plotWidth * (1 - height / largestHeight)
  }

  func y(_ place: Double) -> Double { Self.topMargin + Self.rowHeight * (place + 0.5) }

  /// Round heights: about five of them, 1, 2 or 5 times a power of ten apart.
  private static func ticks(upTo largest: Double) -> [Double] {
    var step = 1.0
    while step * 5 < largest { step *= 10 }
    while step * 0.5 > largest { step /= 10 }
    for divisor in [2.0, 2.5, 2.0] where largest / step < 4 { step /= divisor }
    return (0...Int(largest / step)).map { Double($0) * step }
  }
}

extension String {
  /// The text with what is special in XML written as references, and without control characters,
  /// which XML cannot hold.
  fileprivate var escapedForXML: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\t", "\n", "\r": text += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
