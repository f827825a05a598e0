import Testing

@testable import DenseAlgebra

/// The dictionary in front of the data.
@Suite struct NumPyHeaderTests {
  @Test func whatNumPyWritesIsRead() {
    let header = NumPyHeader(
      parsing: "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), } \n")
    #expect(header?.elementType == "<f8")
    #expect(header?.isColumnMajor == false)
    #expect(header?.shape == [3, 4])
    let vector = NumPyHeader(parsing: "{'descr': '<f4', 'fortran_order': True, 'shape': (3,)}")
    #expect(vector?.isColumnMajor == true)
    #expect(vector?.shape == [3])
    let scalar = NumPyHeader(parsing: "{'shape': (), 'descr': '|O', 'fortran_order': False}")
    #expect(scalar?.shape == [])
    let old = NumPyHeader(parsing: "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(3L,2L)}")
    #expect(old?.shape == [3, 2])
    let record = NumPyHeader(
      parsing:
        "{'descr': [('a', '<f8'), ('b', '<i4', (2,))], 'fortran_order': False, 'shape': (1,)}")
    #expect(record != nil && record?.elementType == nil)
  }

  @Test(arguments: [
    "", "{", "{}", "nonsense", "{'descr'}", "{'descr': }", "{'descr': '<f8'}", "('a', 'b')",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4)} more",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3, -4)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 'a')}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': 3}",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (3,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3 4)}",
    "{'descr': '<f8, 'fortran_order': False, 'shape': (3,)}",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    String(repeating: "(", count: 100_000), "{1: 2}", "'", "{'a': 'b", "\u{FFFD}\u{0}",
  ])
  func nonsenseIsRefused(text: String) {
    #expect(NumPyHeader(parsing: text) == nil)
  }
}
