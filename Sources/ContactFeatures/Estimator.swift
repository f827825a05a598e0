/// Something that turns an input into an output in the same way each time.
public protocol Transformer<Input, Output>: Sendable {
  /// What is transformed.
  associatedtype Input
  /// What comes out.
  associatedtype Output

  /// Transforms `input`.
  ///
  /// - Throws: ``FeatureError`` when `input` is not of the kind that was fitted.
  func applied(to input: Input) throws(FeatureError) -> Output
}

/// A transformer that can be undone.
public protocol InvertibleTransformer<Input, Output>: Transformer {
  /// The input that `output` came from.
  ///
  /// - Throws: ``FeatureError`` when `output` is not of the kind that was fitted.
  func inverted(_ output: Output) throws(FeatureError) -> Input
}

/// Settings from which a ``Transformer`` is learned; the learned numbers are public on the result.
public protocol Estimator<Fitted>: Sendable {
  /// What is learned.
  associatedtype Fitted: Transformer

  /// Learns a transformer from `input`.
  ///
  /// - Throws: ``FeatureError`` when the settings or the input cannot be used.
  func fitted(to input: Fitted.Input) throws(FeatureError) -> Fitted
}
