import ArgumentParser
import Segmentation

/// `segment cluster`: the workbench, one method exactly as told.
///
/// Each method is a file `Cluster+Method.swift`: it prepares its rows, fits, and hands what it found
/// to the ``ClusterJob``, which writes and shows it as it does for every method.
struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs one clustering method on the numbers of a file, exactly as told.",
    discussion: """
      FILE is CSV or TSV (numbers and flags are used), or a NumPy file: .npy with float32 or \
      float64, C order, one or two dimensions.

      --json has the keys that each method has: for hierarchical 'heights', \
      'agglomerativeCoefficient' and 'copheneticCorrelation', which is null above 20,000 rows \
      because it takes a time that grows with their square.
      """)

  @Argument(help: "The rows: CSV or TSV, also .gz, or .npy; '-' is standard input.")
  var file: String

  @Option(help: "The method: kmeans, minibatch, bisecting, spherical, kmedoids or hierarchical.")
  var method: ClusteringMethod = .kMeans

  @Option(name: .customLong("segments"), help: "How many clusters.")
  var segmentCount: Int?

  @Option(
    help: """
      Cut a hierarchy at this height instead: clusters in which no merge is higher, measured in \
      scaled units.
      """)
  var height: Double?

  @Option(
    help: """
      none (default for spherical), standard (default for all others; population standard \
      deviation), robust or range.
      """)
  var scale: Scaling?

  @Option(help: "Rows with a missing value: error, impute or drop.")
  var missingPolicy: MissingRows = .error

  @OptionGroup(title: "Search") var search: SearchOptions
  @OptionGroup(title: "Variants of k-means") var variants: VariantOptions
  @OptionGroup(title: "Distances") var distances: DistanceOptions
  @OptionGroup(title: "Medoids") var medoids: MedoidOptions
  @OptionGroup(title: "Hierarchies") var treeOptions: HierarchyOptions
  @OptionGroup(title: "Large hierarchies") var treeBudget: TreeBudgetOptions
  @OptionGroup(title: "Files to write") var outputs: ClusterOutputs
  @OptionGroup(title: "Reading") var input: InputOptions
  @OptionGroup(title: "Running") var options: RunOptions

  /// How many clusters were asked for; any number where a height is.
  var segments: Int { segmentCount ?? 1 }

  /// The options that only some methods have, a line for each.
  private var methodOptions: [MethodOption] {
    [
      MethodOption(
        "--initialization", isGiven: search.initialization != nil, for: .kMeans, .miniBatch,
        .bisecting, .spherical, .kMedoids),
      MethodOption("--exchange", isGiven: search.exchange, for: .kMeans),
      MethodOption("--batch-size", isGiven: variants.batchSize != nil, for: .miniBatch),
      MethodOption("--split", isGiven: variants.split != nil, for: .bisecting),
      MethodOption("--minimum-size", isGiven: variants.minimumSize != nil, for: .kMeans),
      MethodOption("--maximum-size", isGiven: variants.maximumSize != nil, for: .kMeans),
      MethodOption(
        "--distance", isGiven: distances.distance != nil, for: .kMedoids, .hierarchical),
      MethodOption("--linkage", isGiven: distances.linkage != nil, for: .hierarchical),
      MethodOption("--gini", isGiven: treeOptions.gini != nil, for: .hierarchical),
      MethodOption("--memory", isGiven: treeBudget.memory != nil, for: .hierarchical),
      MethodOption("--time", isGiven: treeBudget.time != nil, for: .hierarchical),
      MethodOption("--consolidate", isGiven: treeOptions.consolidate, for: .hierarchical),
      MethodOption("--dendrogram", isGiven: outputs.dendrogram != nil, for: .hierarchical),
      MethodOption("--newick", isGiven: outputs.newick != nil, for: .hierarchical),
      MethodOption("--height", isGiven: height != nil, for: .hierarchical),
      MethodOption("--distance gower", isGiven: distances.distance == .gower, for: .kMedoids),
      MethodOption("--samples", isGiven: medoids.samples != nil, for: .kMedoids),
      MethodOption("--sample-size", isGiven: medoids.sampleSize != nil, for: .kMedoids),
    ]
  }

  func validate() throws {
    guard segments >= 1 else { throw ValidationError("--segments takes a whole number from 1 on.") }
    for option in methodOptions { try option.check(method) }
    guard (segmentCount == nil) != (height == nil) else {
      throw ValidationError(
        "Name the number of clusters with --segments, or where to cut a hierarchy with --height.")
    }
    guard distances.distance ?? .euclidean == .euclidean || !treeOptions.consolidate else {
      throw ValidationError("--consolidate goes by means, which --distance euclidean has.")
    }
    guard distances.distance != .precomputed || !treeBudget.isGiven else {
      throw ValidationError("--memory and --time condense rows, which given distances have not.")
    }
    guard height?.isNaN != true else { throw ValidationError("--height takes a number.") }
    guard distances.distance != .precomputed || scale == nil && missingPolicy == .error else {
      throw ValidationError("--scale and --missing-policy are for rows, not for given distances.")
    }
    guard !variants.limitSizes || !search.exchange else {
      throw ValidationError("--exchange moves rows without regard to limits of size.")
    }
    if method == .bisecting, case .rows = search.initialization {
      throw ValidationError("bisecting starts each split anew: --initialization takes no rows.")
    }
    try medoids.check(distances.distance)
    try search.initialization?.check(method)
    guard distances.distance != .gower || missingPolicy == .error else {
      throw ValidationError("--missing-policy is not for --distance gower, which skips gaps.")
    }
    let isArray = file.hasSuffix(".npy")
    guard !isArray || missingPolicy == .error && !input.namesColumns else {
      throw ValidationError(
        "A .npy file has no columns with names and no missing values: --columns, --exclude, --id, "
          + "--weights, --schema and --missing-policy are for CSV files.")
    }
  }

  func run() throws {
    try outputs.check()
    StandardError.warnAboutBLAS(unless: options.quiet)
    var job = try ClusterJob(self)
    defer { job.meter.finish() }
    switch method {
    case .kMeans where variants.limitSizes: try runSizeConstrained(&job)
    case .kMeans: try runKMeans(&job)
    case .miniBatch: try runMiniBatch(&job)
    case .bisecting: try runBisecting(&job)
    case .spherical: try runSpherical(&job)
    case .kMedoids: try runMedoids(&job)
    case .hierarchical: try runHierarchy(&job)
    }
  }
}
