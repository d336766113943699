public import Cooperation
public import KafkaClient

/// Whose headers say why a record was set aside.
public enum DeadLetterDialect: String, CaseIterable, Sendable {
    /// Ours: `dlq.*`, text.
    case own = "vaguemestre"
    /// Spring for Apache Kafka's `DeadLetterPublishingRecoverer`: `kafka_dlt-*`, numbers in binary.
    case spring
    /// Kafka Connect's dead-letter queue (KIP-298): `__connect.errors.*`, text.
    case connect
    /// Kafka Streams' (KIP-1034): `__streams.errors.*`, text.
    case streams

    /// What the names of its headers begin with.
    public var headerPrefix: String {
        switch self {
        case .own: DeadLetter.headerPrefix
        case .spring: "kafka_dlt-"
        case .connect: "__connect.errors."
        case .streams: "__streams.errors."
        }
    }

    /// The headers that the record brought along, without those that say why it was set aside. Ours are never the
    /// record's own.
    public func ownHeaders(among headers: [KafkaHeader]) -> [KafkaHeader] {
        headers.filter { !$0.name.hasPrefix(headerPrefix) && !$0.name.hasPrefix(DeadLetter.headerPrefix) }
    }
}

extension DeadLetter {
    /// Reads a dead letter of any dialect from a record's headers, ours first; nil when they say nothing of a failure.
    /// `filedAt` is the record's timestamp: other programs do not tell when something failed.
    public static func read(headers: [KafkaHeader], filedAt: Instant) -> DeadLetter? {
        if let own = DeadLetter(headers: headers) { return own }
        return ForeignHeaders(headers, filedAt: filedAt).letter
    }
}
