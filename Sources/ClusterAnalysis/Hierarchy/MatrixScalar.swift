import DenseAlgebra

/// The number type of a matrix of distances: `Double`, or `Float` for half the memory.
protocol MatrixScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// The smallest of `count` numbers and where it first stands; nil when none is finite.
  static func smallest(
    in start: UnsafeMutablePointer<Self>, count: Int, instructionSet: InstructionSet
  ) -> (value: Self, position: Int)?
}

extension Float: MatrixScalar {
  static func smallest(
    in start: UnsafeMutablePointer<Float>, count: Int, instructionSet: InstructionSet
  ) -> (value: Float, position: Int)? {
    start.smallest(count: count, instructionSet: instructionSet)
  }
}

extension Double: MatrixScalar {
  static func smallest(
    in start: UnsafeMutablePointer<Double>, count: Int, instructionSet: InstructionSet
  ) -> (value: Double, position: Int)? {
    var best = (value: Double.infinity, position: -1)
    for position in 0..<count where start[position] < best.value {
      best = (start[position], position)
    }
    return best.position < 0 ? nil : best
  }
}
