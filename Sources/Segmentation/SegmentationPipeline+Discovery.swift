extension SegmentationPipeline {
  /// Finds, describes and names the segments in contacts.
  ///
  /// - Parameters:
  ///   - table: At least two contacts that differ.
  ///   - schema: What the columns are; inferred when nil.
  /// - Returns: The segments, with the model that places new contacts in them.
  /// - Throws: ``SegmentationError``, `FeatureError`, `ClusteringError` or `ProfileError` when
  ///   the contacts or the settings cannot be used.
  /// - Complexity: O(contacts × features × segments) an iteration.
  public func segments(
    in table: ContactTable, schema: Schema? = nil
  ) throws -> DiscoveredSegments {
    try checkSettings()
    var seconds = DiscoveredSegments.Seconds()
    let schema = try self.schema(of: table, given: schema)
    let weights = try weightColumn.map { try table.weights(inColumn: $0) }

    report("preparing", "\(table.rowCount) contacts")
    let (method, vectorizer, features) = try seconds.timing(\.vectorize) {
      try self.features(of: table, schema: schema, weights: weights)
    }
    let partition = try seconds.timing(\.cluster) {
      try self.partition(
        of: features.matrix, by: method, blocks: vectorizer.levelBlocks, weights: weights)
    }
    let segments = partition.segments
    let (scores, usualDistances) = try seconds.timing(\.assess) {
      try self.scores(of: segments, in: features.matrix)
    }
    report("describing", "\(segments.centers.rowCount) segments")
    let (profiles, names) = try seconds.timing(\.profile) {
      try self.profiles(of: segments.assignments, in: table, schema: schema, weights: weights)
    }

    let model = SegmentationModel(
      schema: schema, vectorizer: vectorizer, centers: segments.centers,
      segments: profiles.segments.map { segment in
        .init(
          name: names[segment.index].text, size: segment.size,
          usualDistance: usualDistances[segment.index])
      },
      method: method, seed: seed)
    return DiscoveredSegments(
      model: model, methodReason: methodReason(method), schema: schema,
      assignments: segments.assignments, scores: scores,
      profiles: profiles, names: names, candidates: partition.candidates,
      comparedContactCount: partition.comparedContactCount, silhouette: partition.silhouette,
      withinSumOfSquares: segments.withinSumOfSquares,
      iterationCount: segments.iterationCount, isConverged: segments.isConverged,
      engine: segments.engine, dendrogram: segments.dendrogram,
      distanceShares: vectorizer.distanceShares(),
      warnings: features.warnings + vectorizer.distanceShares().warnings
        + scores.placementWarnings + segments.notes,
      seconds: seconds)
  }

  /// Finds, describes and names the segments in a file that was read; see ``segments(in:schema:)``.
  ///
  /// - Throws: As ``segments(in:schema:)``.
  /// - Complexity: O(contacts × features × segments) an iteration.
  public func segments(in contacts: Contacts) throws -> DiscoveredSegments {
    try segments(in: contacts.table, schema: contacts.schema)
  }

  /// Tells the caller what is being done.
  func report(_ phase: String, _ detail: @autoclosure () -> String, doneShare: Double? = nil) {
    progress?(PipelineProgress(phase: phase, detail: detail(), doneShare: doneShare))
  }

  private func checkSettings() throws {
    let counts = segmentCount.candidates
    guard counts.lowerBound >= 1 else {
      throw SegmentationError(
        .invalidSetting,
        "The number of segments is \(counts.lowerBound); it must be at least 1.")
    }
    guard comparisonSampleSize >= 2 else {
      throw SegmentationError(
        .invalidSetting,
        "Numbers of segments are compared on \(comparisonSampleSize) contacts; at least 2 are "
          + "needed.")
    }
    if case .among = segmentCount, counts.lowerBound < 2 {
      throw SegmentationError(
        .invalidSetting,
        "Numbers of segments can be compared from 2 on; the range begins at "
          + "\(counts.lowerBound).")
    }
  }

  private func schema(of table: ContactTable, given: Schema?) throws -> Schema {
    guard table.rowCount >= 2 else {
      throw SegmentationError(
        .tooFewContacts,
        "There \(table.rowCount == 1 ? "is 1 contact" : "are no contacts"); "
          + "segments need at least 2.")
    }
    var schema = given ?? Schema.inferred(from: table, goal: goal)
    if let weightColumn {
      schema.ignore(weightColumn, because: "it holds the weights of the contacts")
    }
    return schema
  }

  private func features(
    of table: ContactTable, schema: Schema, weights: [Double]?
  ) throws -> (SegmentationMethod, Vectorizer, FeatureMatrix) {
    var recipe = try FeatureRecipe.automatic(
      for: table, schema: schema, asOf: asOf, weights: weights, parallelism: parallelism)
    let method = method.resolved(for: recipe)
    if method == .kPrototypes { recipe.weighLevelsForPrototypes() }
    let vectorizer = try recipe.fitted(
      to: table, schema: schema, weights: weights, parallelism: parallelism)
    let features = try vectorizer.applied(
      to: table, allowingMissingColumns: false, parallelism: parallelism)
    return (method, vectorizer, features)
  }

  /// Why a method was taken that nobody asked for, and how to have the other one.
  private func methodReason(_ taken: SegmentationMethod) -> String? {
    guard method == .automatic, taken == .kPrototypes else { return nil }
    return
      "k-prototypes was chosen because numbers and levels shape the segments: each has one level "
      + "in a category, and levels weigh half. --method kmeans compares the shares of all levels."
  }

  private func profiles(
    of assignments: Assignments, in table: ContactTable, schema: Schema, weights: [Double]?
  ) throws -> (SegmentProfiles, [SegmentName]) {
    let profiler = SegmentProfiler(
      asOf: asOf?.seconds, excludedColumns: weightColumn.map { [$0] } ?? [])
    let profiles = try profiler.profiles(
      of: assignments, in: table.readingCodes(by: levelNames, schema), schema: schema,
      weights: weights, parallelism: parallelism)
    return (profiles, SegmentNamer(levelNames: levelNames).names(for: profiles))
  }
}

extension DiscoveredSegments.Seconds {
  /// Runs `body` and keeps how long it took.
  mutating func timing<R>(
    _ phase: WritableKeyPath<Self, Double>, _ body: () throws -> R
  ) rethrows -> R {
    let start = ContinuousClock.now
    defer { self[keyPath: phase] = (ContinuousClock.now - start).seconds }
    return try body()
  }
}

extension Duration {
  /// The duration in seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension Schema {
  /// Takes a column out of use.
  mutating func ignore(_ column: String, because reason: String) {
    guard let index = columns.firstIndex(where: { $0.name == column }) else { return }
    columns[index].role = .ignored
    columns[index].reason = reason
  }
}
