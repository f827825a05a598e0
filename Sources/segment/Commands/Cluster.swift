import ArgumentParser
import Segmentation

/// `segment cluster`: the workbench, one method exactly as told.
///
/// Each method is a file `Cluster+Method.swift`: it prepares its rows, fits, and hands what it found
/// to the ``ClusterJob``, which writes and shows it as it does for every method.
struct Cluster: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs one clustering method on the columns of a file, exactly as told.",
    discussion: """
      FILE is CSV or TSV, or a NumPy file: .npy with float32 or float64, C order, one or two \
      dimensions. kmeans, kmedoids and hierarchical use numbers and flags. kprototypes uses numbers, \
      ranks of ordered levels, levels and flags as categories, and sets of levels with one vote; \
      kmodes uses levels, flags and sets. Neither uses columns that are about a person in particular.

      --json has the keys that each method has: for hierarchical 'heights', \
      'agglomerativeCoefficient' and 'copheneticCorrelation', which is null above 20,000 rows \
      because it takes a time that grows with their square.
      """)

  @Argument(help: "The rows: CSV or TSV, also .gz, or .npy; '-' is standard input.")
  var file: String

  @OptionGroup(title: "Method") var choice: MethodOptions
  @OptionGroup(title: "Search") var search: SearchOptions
  @OptionGroup(title: "Variants of k-means") var variants: VariantOptions
  @OptionGroup(title: "Numbers and categories") var mixed: MixedOptions
  @OptionGroup(title: "Distances") var distances: DistanceOptions
  @OptionGroup(title: "Medoids") var medoids: MedoidOptions
  @OptionGroup(title: "Hierarchies") var treeOptions: HierarchyOptions
  @OptionGroup(title: "Large hierarchies") var treeBudget: TreeBudgetOptions
  @OptionGroup(title: "Files to write") var outputs: ClusterOutputs
  @OptionGroup(title: "Reading") var input: InputOptions
  @OptionGroup(title: "Running") var options: RunOptions

  var method: ClusteringMethod { choice.method }
  /// How many clusters were asked for; any number where a height is.
  var segments: Int { choice.segmentCount ?? 1 }
  var height: Double? { choice.height }
  var scale: Scaling? { choice.scale }
  var missingPolicy: MissingRows { choice.missingPolicy }

  /// The options that only some methods have, a line for each.
  private var methodOptions: [MethodOption] {
    [
      MethodOption(
        "--initialization", isGiven: search.initialization != nil,
        for: .kMeans, .miniBatch, .bisecting, .spherical, .kPrototypes, .kModes, .kMedoids),
      MethodOption("--precision", isGiven: search.precision != .mixed, for: .kMeans),
      MethodOption(
        "--missing-policy ignore or fill",
        isGiven: missingPolicy == .ignore || missingPolicy == .fill, for: .kPrototypes, .kModes),
      MethodOption("--gamma", isGiven: mixed.gamma != nil, for: .kPrototypes),
      MethodOption("--update", isGiven: mixed.update != nil, for: .kPrototypes, .kModes),
      MethodOption("--exchange", isGiven: search.exchange, for: .kMeans),
      MethodOption("--batch-size", isGiven: variants.batchSize != nil, for: .miniBatch),
      MethodOption("--split", isGiven: variants.split != nil, for: .bisecting),
      MethodOption("--minimum-size", isGiven: variants.minimumSize != nil, for: .kMeans),
      MethodOption("--maximum-size", isGiven: variants.maximumSize != nil, for: .kMeans),
      MethodOption(
        "--distance", isGiven: distances.distance != nil, for: .kMedoids, .hierarchical),
      MethodOption("--linkage", isGiven: distances.linkage != nil, for: .hierarchical),
      MethodOption("--gini", isGiven: treeOptions.gini != nil, for: .hierarchical),
      MethodOption("--memory", isGiven: treeBudget.memory != nil, for: .kMeans, .hierarchical),
      MethodOption("--time", isGiven: treeBudget.time != nil, for: .hierarchical),
      MethodOption("--consolidate", isGiven: treeOptions.consolidate, for: .hierarchical),
      MethodOption("--dendrogram", isGiven: outputs.dendrogram != nil, for: .hierarchical),
      MethodOption("--newick", isGiven: outputs.newick != nil, for: .hierarchical),
      MethodOption(
        "--model", isGiven: outputs.model != nil, for: .kPrototypes, .kModes, .kMedoids),
      MethodOption("--height", isGiven: height != nil, for: .hierarchical),
      MethodOption(
        "--dissimilarities", isGiven: medoids.dissimilarities != nil, for: .kMedoids),
      MethodOption("--samples", isGiven: medoids.samples != nil, for: .kMedoids),
      MethodOption("--sample-size", isGiven: medoids.sampleSize != nil, for: .kMedoids),
    ]
  }

  func validate() throws {
    for option in methodOptions { try option.check(method) }
    guard distances.distance ?? .euclidean == .euclidean || !treeOptions.consolidate else {
      throw ValidationError("--consolidate goes by means, which --distance euclidean has.")
    }
    guard distances.distance != .precomputed || !treeBudget.isGiven else {
      throw ValidationError(
        "--memory and --time condense rows, which --distance precomputed has not.")
    }
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
    try checkPicture()
    try checkFiles(
      writing: outputs.paths + [medoids.dissimilarities].compactMap(\.self), reading: [file])
    guard treeOptions.gini == nil || distances.linkage == .genie else {
      throw ValidationError("--gini is for --linkage genie.")
    }
    guard distances.distance != .gower || scale == nil else {
      throw ValidationError("--scale is not for --distance gower, which goes by ranges.")
    }
    let isArray = file.hasSuffix(".npy")
    guard outputs.model == nil || !isArray && distances.distance != .precomputed else {
      throw ValidationError(
        "--model keeps how the columns of a table are read, which .npy files and given distances have "
          + "not.")
    }
    guard isArray || method != .kMeans || treeBudget.memory == nil else {
      throw ValidationError(
        "For kmeans, --memory is for .npy files: a table is read into memory as a whole.")
    }
    guard !isArray || missingPolicy == .error && !input.namesColumns else {
      throw ValidationError(
        "A .npy file has no columns with names and no missing values: --columns, --exclude, --id, "
          + "--weights, --schema and --missing-policy are for CSV files.")
    }
  }

  /// Refuses a picture that would show other segments than those that are told.
  private func checkPicture() throws {
    guard outputs.dendrogram?.lowercased().hasSuffix(".svg") == true else { return }
    guard !treeOptions.consolidate else {
      throw ValidationError(
        "--consolidate moves rows that a picture of the tree would show where they were: leave one "
          + "out, or write the tree as .csv.")
    }
    guard height == nil || ![.genie, .centroid, .median].contains(distances.linkage) else {
      throw ValidationError(
        "Heights of genie, centroid and median may fall, so that no picture shows a cut at a "
          + "height: use --segments, or write the tree as .csv.")
    }
  }

  func run() throws {
    try outputs.check()
    StandardError.warnAboutBLAS(unless: options.quiet)
    try RewordedError.rewording {
      var job = try ClusterJob(self)
      defer { job.meter.finish() }
      try run(&job)
    }
  }

  private func run(_ job: inout ClusterJob) throws {
    switch method {
    case .kMeans where variants.limitSizes: try runSizeConstrained(&job)
    case .kMeans: try runKMeans(&job)
    case .miniBatch: try runMiniBatch(&job)
    case .bisecting: try runBisecting(&job)
    case .spherical: try runSpherical(&job)
    case .kPrototypes: try runKPrototypes(&job)
    case .kModes: try runKModes(&job)
    case .kMedoids: try runMedoids(&job)
    case .hierarchical: try runHierarchy(&job)
    }
  }
}
