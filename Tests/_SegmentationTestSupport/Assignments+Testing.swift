public import ClusterAnalysis

extension Assignments {
  /// The partition by equal names, numbered as they first occur.
  public init(names: [some Hashable]) {
    var numbers: [AnyHashable: Int32] = [:]
    let labels = names.map { name in
      let number = numbers[name] ?? Int32(numbers.count)
      numbers[name] = number
      return number
    }
    self.init(labels: labels, clusterCount: numbers.count)
  }
}
