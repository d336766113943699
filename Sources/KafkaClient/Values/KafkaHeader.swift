/// One record header: a name, which may repeat within a record, and bytes or nil.
public struct KafkaHeader: Hashable, Sendable {
    /// The header's name.
    public var name: String
    /// The header's bytes; nil and empty are different things in Kafka.
    public var value: [UInt8]?

    /// A header with the given bytes.
    public init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    /// A header with the UTF-8 of a text.
    public init(name: String, text: String) {
        self.init(name: name, value: Array(text.utf8))
    }
}
