import CRdKafka

/// The librdkafka this process runs with.
public struct LibrdkafkaVersion: Hashable, Sendable, CustomStringConvertible {
    /// As the library writes it, such as `2.0.2`.
    public var text: String
    /// `0xMMmmrrxx`: major, minor, revision, pre-release (`ff` for a release).
    public var number: UInt32

    /// What an operator should know about a version below 2.10; nil from there on.
    public var warning: String? {
        guard number < 0x020A_0000 else { return nil }
        return """
            librdkafka \(text) is older than 2.10: with partition.assignment.strategy=cooperative-sticky a commit \
            during a rebalance can lose the assignment (the default, range, is not concerned), and a stalled worker \
            whose consumer is still polled keeps its partitions
            """
    }

    /// The version's text.
    public var description: String { text }
}

/// The version of the librdkafka that was loaded, which may be newer than the one compiled against.
public var librdkafkaVersion: LibrdkafkaVersion {
    LibrdkafkaVersion(
        text: String(cString: rd_kafka_version_str()),
        number: UInt32(truncatingIfNeeded: rd_kafka_version()))
}
