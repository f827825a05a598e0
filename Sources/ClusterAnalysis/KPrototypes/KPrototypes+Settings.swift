extension KPrototypes {
  /// Where the search starts.
  public enum Initialization: Sendable, Hashable {
    /// Rows far from one another: each next prototype is the best of some rows drawn with a probability
    /// proportional to their dissimilarity to the nearest prototype so far.
    ///
    /// `trials` is how many rows are drawn for each prototype, 2 + ⌊ln k⌋ when it is `nil`.
    ///
    /// Arthur and Vassilvitskii 2007, https://dl.acm.org/doi/10.5555/1283383.1283494.
    case plusPlus(trials: Int? = nil)
    /// Rows of frequent levels that are far from one another, without chance.
    ///
    /// The density of a row is the sum of the frequencies of its levels; the first prototype is the
    /// densest row, of equally dense ones the one nearest to the mean of the numbers. Each next one is
    /// the row with the largest product of density and dissimilarity to the nearest so far.
    ///
    /// Cao, Liang and Bai 2009, https://doi.org/10.1016/j.eswa.2009.01.060.
    case cao
    /// The rows nearest to made-up ones, in which each column is drawn on its own.
    ///
    /// Huang 1998, https://doi.org/10.1023/A:1009769707641.
    case huang
    /// Distinct rows, drawn with a probability proportional to their weight.
    case random
    /// Given prototypes, one a row; gaps are filled with the mean or mode of all rows.
    case prototypes(MixedMatrix)
  }

  /// What a category in which a row differs from a prototype adds to their dissimilarity.
  public enum Gamma: Sendable, Hashable {
    /// Half the mean of the numbers' population standard deviations; 1 when there are no numbers or
    /// they do not vary.
    ///
    /// Huang 1998, https://doi.org/10.1023/A:1009769707641.
    case halfMeanDeviation
    /// The mean sample variance of the numbers over the mean Gini impurity of the categories; 1 when
    /// either is 0.
    ///
    /// Gini's impurity is what a category is expected to add for two rows drawn at random; the same of
    /// an ordered category or a set is taken in its place.
    ///
    /// Szepannek 2018, https://doi.org/10.32614/RJ-2018-048.
    case varianceRatio
    /// A given number, 0 or more; with 0 the categories have no say.
    case given(Double)
  }

  /// How a row and a prototype are compared in a category.
  public enum CategoryDissimilarity: String, Sendable, Hashable, Codable, CaseIterable {
    /// 0 where they agree, 1 where they do not.
    case matching
    /// 1 where they do not agree, and where they do, the part of the cluster that has another level.
    ///
    /// A prototype that has no cluster yet counts as a cluster that agrees. The cost need not fall in
    /// each iteration.
    ///
    /// Ng, Li, Huang and He 2007, https://doi.org/10.1109/TPAMI.2007.53.
    case frequencyWeighted
  }

  /// What is done about gaps; a row in which all is missing belongs to no cluster.
  public enum MissingValues: String, Sendable, Hashable, Codable, CaseIterable {
    /// They are an error.
    case refused
    /// A gap is filled once, before the search, with the mean or the mode of what is observed in its
    /// column; new rows are filled with the same.
    case filledByColumn
    /// The dissimilarity of a row is that in the observed columns, times the weight of all columns over
    /// that of the observed ones.
    case rescaled
    /// A gap is filled again in each iteration with what the prototype has in its place, so that it
    /// adds nothing to the dissimilarity.
    ///
    /// This is the aim of k-POD, to make the squares and mismatches in the observed places small; each
    /// step is exact, where k-POD fills a row from its former prototype before it is assigned.
    ///
    /// Chi, Chi and Baraniuk 2016, https://doi.org/10.1080/00031305.2015.1086685.
    case filledByPrototype
  }

  /// When prototypes follow the rows.
  public enum Updates: String, Sendable, Hashable, Codable, CaseIterable {
    /// After all rows have been assigned.
    case batch
    /// After each row that moves, as Huang described it; on one thread.
    ///
    /// The last row of a cluster stays.
    case online
  }
}
