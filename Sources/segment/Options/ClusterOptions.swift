import ArgumentParser
import Segmentation

/// What `segment cluster` does.
struct MethodOptions: ParsableArguments {
  @Option(
    help: """
      The method: kmeans, minibatch, bisecting, spherical, kprototypes, kmodes, kmedoids or \
      hierarchical.
      """)
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

  @Option(
    help: """
      Rows with a missing value: error, impute or drop; for kprototypes and kmodes also ignore (the \
      dissimilarity of what is there counts for all) and fill (by the nearest prototype, which then \
      costs nothing).
      """)
  var missingPolicy: MissingRows = .error

  func validate() throws {
    guard segmentCount ?? 1 >= 1 else {
      throw ValidationError("--segments takes a whole number from 1 on.")
    }
    guard (segmentCount == nil) != (height == nil) else {
      throw ValidationError(
        "Name the number of clusters with --segments, or where to cut a hierarchy with --height.")
    }
    guard height?.isNaN != true else { throw ValidationError("--height takes a number.") }
  }
}

/// How `segment cluster` searches, for the methods that start somewhere and improve.
struct SearchOptions: ParsableArguments {
  @Option(
    help: """
      Where kmeans, its variants, kprototypes and kmodes start: plusplus (default), random, \
      rows:FILE (one row a center; .npy or CSV); parallel (k-means||, in few passes) for kmeans \
      and its variants; cao (default of kmodes) or huang for kprototypes and kmodes; where kmedoids \
      starts: plusplus (default), samples (the best medoids of five samples; default from 20,000 \
      rows on), or medoids:ROW,ROW,… counted from 0.
      """)
  var initialization: StartingPoint?

  @Option(
    help: """
      How many starts are tried (default: 10); a hierarchy has none, and for kmedoids given medoids \
      and samples are one.
      """)
  var restarts: Int?

  @Option(
    help: """
      The largest number of iterations; for kmedoids of rounds over all rows, for minibatch of as \
      many rows as there are.
      """)
  var iterations = 300

  @Option(
    help: """
      Ends kmeans when centers move less, relative to variance (default: 0.0001; minibatch: 0, which \
      ends when the cost stops falling), and kprototypes and kmodes when the cost falls by less, \
      relative to it (default: 0). 0: until no label changes.
      """)
  var tolerance: Double?

  /// How many starts are tried.
  var restartCount: Int { restarts ?? 10 }

  @Flag(help: "Let kmeans search on by moving single rows as long as that pays, as discover does.")
  var exchange = false

  @Option(
    help: "For kmeans: automatic, fused or blas; the result does not depend on it.")
  var engine: KMeans.Engine = .automatic

  @Option(
    help: """
      For kmeans: mixed (distances in Float where that decides, else in Double) or double \
      (all in Double, slower); the result does not depend on it.
      """)
  var precision: KMeans.Precision = .mixed

  @Option(help: "Seeds all random draws.")
  var seed: UInt64 = 1

  func validate() throws {
    guard restartCount >= 1 else {
      throw ValidationError("--restarts takes a whole number from 1 on.")
    }
    guard iterations >= 1 else {
      throw ValidationError("--iterations takes a whole number from 1 on.")
    }
    guard (0..<Double.infinity).contains(tolerance ?? 0) else {
      throw ValidationError("--tolerance takes a number from 0 on.")
    }
  }
}

/// How `segment cluster` measures between rows and between clusters.
struct DistanceOptions: ParsableArguments {
  @Option(
    help: """
      How kmedoids and hierarchical measure between rows: euclidean (default), manhattan, cosine, \
      gower: numbers, flags and categories with gaps, or precomputed: FILE holds the distances, square \
      or (.npy) condensed.
      """)
  var distance: RowDistance?

  @Option(help: "How hierarchical measures between clusters (default: ward; average for gower).")
  var linkage: Linkage?
}

/// The files that `segment cluster` writes.
struct ClusterOutputs: ParsableArguments {
  @Option(help: "Write the segment of each row, counted from 0, to this CSV file.")
  var assignments: String?

  @Option(
    help: """
      Write a hierarchy to this file: a picture of its upper part if the name ends with .svg, Newick's \
      format if it ends with .nwk or .newick, else the merges as CSV, numbered as scipy does.
      """)
  var dendrogram: String?

  @Option(help: "Write a hierarchy in Newick's format to this file; --id names its leaves.")
  var newick: String?

  @Option(
    help: """
      Write what was found to this file, for 'segment assign' to place other rows: prototypes, modes or \
      medoids.
      """)
  var model: String?

  @Flag(help: "Replace these files if they exist.")
  var force = false

  var paths: [String] { [assignments, dendrogram, newick, model].compactMap { $0 } }

  /// Refuses, before any work, what could not be written after it.
  ///
  /// - Throws: `ReportError` for the first file that may not be written.
  func check() throws(ReportError) {
    for path in paths {
      try AtomicFile.check(path, isReplacing: force)
    }
  }
}

/// How a hierarchy is written.
enum DendrogramFormat {
  case picture, newick, merges

  /// What the name of a file asks for.
  init(ofFile path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".svg") {
      self = .picture
    } else if [".nwk", ".newick"].contains(where: name.hasSuffix) {
      self = .newick
    } else {
      self = .merges
    }
  }
}
