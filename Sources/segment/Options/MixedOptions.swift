import ArgumentParser
import Segmentation

/// How `segment cluster` weighs categories against numbers, for kprototypes and kmodes.
struct MixedOptions: ParsableArguments {
  @Option(
    help: """
      What a category in which a row and a prototype differ adds to their dissimilarity, for \
      kprototypes: auto (default) or huang, half the mean deviation of the numbers; szepannek, the \
      mean variance of the numbers over the mean impurity of the categories; or a number.
      """)
  var gamma: GammaRule?

  @Option(
    help: """
      When kprototypes and kmodes move prototypes: batch (default), after all rows; or online, after \
      each row that moves, as Huang described it.
      """)
  var update: KPrototypes.Updates?
}

/// What `--gamma` takes.
struct GammaRule: ExpressibleByArgument {
  let gamma: KPrototypes.Gamma

  init?(argument: String) {
    switch argument {
    case "auto", "huang": gamma = .halfMeanDeviation
    case "szepannek": gamma = .varianceRatio
    default:
      guard let number = Double(argument), number >= 0, number.isFinite else { return nil }
      gamma = .given(number)
    }
  }
}
