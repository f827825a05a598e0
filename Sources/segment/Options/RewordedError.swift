import Segmentation

/// An error of the library in the words of the command line.
///
/// The library names its settings as a program does; who has typed a command knows its options.
struct RewordedError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Replaces what the library calls settings.
  init(rewording message: String) {
    description = Self.words.reduce(message) { message, word in
      message.replacing(word.setting, with: word.option)
    }
  }

  private static let words: [(setting: String, option: String)] = [
    ("set missingValues to .rescaled", "take --missing-policy ignore"),
    ("giniThreshold", "--gini"),
    ("clusterCount", "--segments"),
    ("remove it from the recipe", "leave it out of --columns"),
    ("the recipe names column", "--columns names column"),
    ("the recipe needs", "this method needs"),
    ("the recipe names a column twice", "--columns names a column twice"),
    ("set a budget of memory", "set a limit with --memory"),
    ("allow more memory", "give more --memory"),
  ]

  /// Runs `body` and puts what it throws into the words of the command line.
  static func rewording<R>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let error as ClusteringError {
      throw RewordedError(rewording: error.message)
    } catch let error as FeatureError {
      throw RewordedError(rewording: error.message)
    }
  }

  /// The same for what a model that was made without gaps says of them.
  static func rewordingGaps<R>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let error as ClusteringError {
      throw RewordedError(
        error.message.replacing(
          "or set missingValues to .rescaled",
          with: "or make the model with --missing-policy ignore or fill, which takes gaps"))
    }
  }
}
