import Foundation

/// A model as it is kept in a file: what it is, of which version, and the model itself.
struct ModelDocument<Model: Codable>: Codable {
  var schemaVersion = 1
  var format: String
  var modelVersion: Int
  var release = Release.version
  var model: Model

  init(_ model: Model, _ kind: ModelKind) {
    format = kind.format
    modelVersion = kind.version
    self.model = model
  }
}

/// What is told of a model before it is read.
struct ModelHeader: Decodable {
  var format: String
  var modelVersion: Int
}

/// A kind of model that files hold.
struct ModelKind {
  /// What the file says that it is.
  let format: String
  /// The version that this release reads and writes.
  let version: Int
  /// What makes such files.
  let origin: String
  /// A sentence that says what such a file is.
  let description: String

  /// Whether a document is a model of this kind, of whatever version.
  func isKind(of data: Data) -> Bool {
    (try? JSONDecoder().decode(ModelHeader.self, from: data))?.format == format
  }

  /// Reads a model that a ``ModelDocument`` holds; whether its parts fit is for the model to check.
  ///
  /// - Parameters:
  ///   - data: The document.
  ///   - name: What it is called in messages.
  /// - Returns: The model.
  /// - Throws: ``SegmentationError`` when it is no model, is damaged, or is of another version.
  func model<Model: Codable>(from data: Data, name: String) throws -> Model {
    let decoder = JSONDecoder()
    guard let header = try? decoder.decode(ModelHeader.self, from: data) else {
      throw SegmentationError(.invalidModel, "\(name) is not a model. \(description)")
    }
    guard header.format == format else {
      throw SegmentationError(.invalidModel, "\(name) is JSON, but not a model. \(description)")
    }
    guard header.modelVersion == version else {
      throw SegmentationError(
        .unsupportedModelVersion,
        "\(name) is a model of version \(header.modelVersion); this release reads version "
          + "\(version). Make it anew with '\(origin)'.")
    }
    do {
      return try decoder.decode(ModelDocument<Model>.self, from: data).model
    } catch let error as DecodingError {
      throw SegmentationError(.invalidModel, "\(name) is damaged: \(error.place).")
    }
  }
}
