/// Raw librdkafka properties, by the names of its `CONFIGURATION.md`. What is set here wins over the defaults
/// of `KafkaConsumer`, `KafkaProducer` and `KafkaAdmin`; a name or value librdkafka does not know is refused
/// when the client is built. Descriptions never show secrets.
public struct KafkaProperties: Hashable, Sendable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    private var values: [String: String]

    /// Properties from a literal; a name given twice keeps its last value.
    public init(dictionaryLiteral elements: (String, String)...) {
        values = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }

    /// Properties from a dictionary, such as the `kafka:` part of a configuration file.
    public init(_ values: [String: String] = [:]) {
        self.values = values
    }

    /// Properties for a cluster at these `host:port` pairs, separated by commas.
    public init(bootstrapServers: String) {
        values = ["bootstrap.servers": bootstrapServers]
    }

    /// One property; setting nil goes back to the default.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// `host:port` pairs separated by commas: where the client learns of the cluster.
    public var bootstrapServers: String? {
        get { values["bootstrap.servers"] }
        set { values["bootstrap.servers"] = newValue }
    }

    /// These properties with `other` laid over them.
    public func merging(_ other: KafkaProperties) -> KafkaProperties {
        KafkaProperties(values.merging(other.values) { _, new in new })
    }

    /// The properties in order of their names, secrets included.
    public var sorted: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// `name=value` in order of names, secrets replaced by `***`.
    public var description: String {
        sorted.map { "\($0.name)=\(Self.isSecret($0.name) ? "***" : $0.value)" }.joined(separator: " ")
    }

    /// Whether the value of a property must never be shown.
    public static func isSecret(_ name: String) -> Bool {
        secretParts.contains { name.contains($0) }
    }

    private static let secretParts = ["password", "secret", "key.pem", "oauthbearer.config", "jaas"]
}
