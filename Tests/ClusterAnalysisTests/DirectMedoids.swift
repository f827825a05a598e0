import ClusterAnalysis
import DenseAlgebra

/// FasterPAM as it stands in the paper, on a matrix of distances: slow and plain.
struct DirectMedoids {
  let distances: Matrix
  let weights: [Double]
  var medoids: [Int]
  var swapCount = 0

  init(_ distances: Matrix, weights: [Double]?, start: [Int]) {
    self.distances = distances
    self.weights = weights ?? [Double](repeating: 1, count: distances.rowCount)
    medoids = start
    var position = 0
    var passedCount = 0
    while passedCount < distances.rowCount {
      passedCount += 1
      if !medoids.contains(position), self.weights[position] > 0 {
        let total = cost(of: medoids)
        let costs = medoids.indices.map { place in
          var changed = medoids
          changed[place] = position
          return cost(of: changed)
        }
        if let least = costs.min(), least < total * (1 - 1e-12),
          let place = costs.firstIndex(of: least)
        {
          medoids[place] = position
          swapCount += 1
          passedCount = 1
        }
      }
      position = (position + 1) % distances.rowCount
    }
  }

  /// The weighted sum of distances to the nearest of some rows.
  func cost(of medoids: [Int]) -> Double {
    var sum = 0.0
    for row in 0..<distances.rowCount {
      var least = Double.infinity
      for medoid in medoids { least = min(least, distances[row, medoid]) }
      sum += weights[row] * least
    }
    return sum
  }
}
