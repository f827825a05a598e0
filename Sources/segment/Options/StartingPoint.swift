import ArgumentParser

/// Where a search starts.
enum StartingPoint: ExpressibleByArgument {
  case plusPlus
  case random
  case rows(String)

  init?(argument: String) {
    switch argument {
    case "plusplus": self = .plusPlus
    case "random": self = .random
    default:
      guard argument.hasPrefix("rows:"), argument.count > 5 else { return nil }
      self = .rows(String(argument.dropFirst(5)))
    }
  }
}
