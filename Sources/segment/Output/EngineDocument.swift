import Segmentation

/// What did the arithmetic.
struct EngineDocument: Encodable {
  let name: String
  let instructionSet: String
  let blas: String
  let threads: Int

  /// Describes this process.
  ///
  /// - Parameters:
  ///   - parallelism: How many threads may work.
  ///   - name: What computed the distances.
  init(parallelism: Parallelism, name: String) {
    self.name = name
    instructionSet = InstructionSet.best.name
    blas = BLAS.implementation.description
    threads = parallelism.threadCount
  }

  /// The same in one line.
  var text: String {
    "\(name), \(instructionSet), \(blas), \(threads) thread\(threads == 1 ? "" : "s")"
  }
}
