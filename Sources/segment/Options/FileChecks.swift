import ArgumentParser
import Foundation

/// Refuses to write a file twice, or over one that is read.
///
/// - Throws: `ValidationError` when two paths are one file, also by a link.
func checkFiles(writing outputs: [String], reading inputs: [String]) throws {
  func place(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
  let places = outputs.map(place)
  guard Set(places).count == places.count else {
    throw ValidationError("Each file to write needs a name of its own.")
  }
  guard Set(places).isDisjoint(with: inputs.filter { $0 != "-" }.map(place)) else {
    throw ValidationError("A file that is read cannot be the one to write.")
  }
}
