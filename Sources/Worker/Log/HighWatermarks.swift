public import KafkaClient
public import Logging

/// Asks for the bounds of partitions, counting transactions under way: a reader that skips what is uncommitted would
/// be told of the last stable offset instead, and miss what was appended before it asked.
public final class HighWatermarks: Sendable {
    private let consumer: KafkaConsumer

    /// A connection of its own for such questions; close it.
    public init(kafka: KafkaProperties, logger: Logger) throws {
        var properties = kafka
        properties["isolation.level"] = "read_uncommitted"
        consumer = try KafkaConsumer(properties: properties, group: nil, logger: logger)
    }

    /// The oldest offset kept and the end of each partition, asked of its leader now; each answer within `deadline`.
    public func query(
        _ partitions: [TopicPartition], deadline: Duration = .seconds(30)
    ) async throws -> [TopicPartition: Watermarks] {
        var bounds: [TopicPartition: Watermarks] = [:]
        for partition in partitions {
            bounds[partition] = try await consumer.watermarks(of: partition, deadline: deadline)
        }
        return bounds
    }

    /// Ends the connection.
    public func close() async {
        try? await consumer.close(deadline: .seconds(5))
    }

    /// One question over a connection for it alone.
    public static func query(
        _ partitions: [TopicPartition], kafka: KafkaProperties, logger: Logger
    ) async throws -> [TopicPartition: Watermarks] {
        let watermarks = try HighWatermarks(kafka: kafka, logger: logger)
        do {
            let bounds = try await watermarks.query(partitions)
            await watermarks.close()
            return bounds
        } catch {
            await watermarks.close()
            throw error
        }
    }
}
