/// The encoder behind ``OrderedJSON``.
struct OrderedEncoder: Encoder {
  let node = JSONNode()
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .null = node.content { node.content = .object([]) }
    return KeyedEncodingContainer(KeyedContainer<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .null = node.content { node.content = .array([]) }
    return UnkeyedContainer(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ValueContainer(node: node, codingPath: codingPath)
  }

  /// The JSON of a value.
  static func encode(
    _ value: some Encodable, _ codingPath: [any CodingKey]
  ) throws -> JSONNode {
    switch value {
    case let value as Double: return try number(value, codingPath)
    case let value as Float: return try number(Double(value), codingPath)
    case let value as Bool: return JSONNode(.literal(value ? "true" : "false"))
    case let value as String: return JSONNode(.text(value))
    case let value as any BinaryInteger: return JSONNode(.literal("\(value)"))
    default:
      let encoder = OrderedEncoder(codingPath: codingPath)
      try value.encode(to: encoder)
      return encoder.node
    }
  }

  private static func number(
    _ value: Double, _ codingPath: [any CodingKey]
  ) throws(ReportError) -> JSONNode {
    guard value.isFinite else {
      let path = codingPath.map(\.stringValue).joined(separator: ".")
      throw ReportError(.invalidNumber, "\(path) is not a finite number; JSON has no such number")
    }
    return JSONNode(.literal("\(value)"))
  }

  private struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { node.set(key.stringValue, JSONNode()) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
      node.set(key.stringValue, try OrderedEncoder.encode(value, codingPath + [key]))
    }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { nested(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      nested(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nested("super", codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    private func nested(_ key: Key) -> OrderedEncoder {
      nested(key.stringValue, codingPath + [key])
    }

    private func nested(_ name: String, _ codingPath: [any CodingKey]) -> OrderedEncoder {
      let encoder = OrderedEncoder(codingPath: codingPath)
      node.set(name, encoder.node)
      return encoder
    }
  }

  private struct UnkeyedContainer: UnkeyedEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]

    var count: Int {
      if case .array(let elements) = node.content { elements.count } else { 0 }
    }

    func encodeNil() { node.append(JSONNode()) }

    func encode(_ value: some Encodable) throws {
      node.append(try OrderedEncoder.encode(value, codingPath))
    }

    func nestedContainer<NestedKey: CodingKey>(
      keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> { nested().container(keyedBy: keyType) }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

    func superEncoder() -> any Encoder { nested() }

    private func nested() -> OrderedEncoder {
      let encoder = OrderedEncoder(codingPath: codingPath)
      node.append(encoder.node)
      return encoder
    }
  }

  private struct ValueContainer: SingleValueEncodingContainer {
    let node: JSONNode
    let codingPath: [any CodingKey]

    func encodeNil() { node.content = .null }

    func encode(_ value: some Encodable) throws {
      node.content = try OrderedEncoder.encode(value, codingPath).content
    }
  }
}
