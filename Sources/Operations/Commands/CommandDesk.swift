import DigestEngine
public import KafkaClient
public import Logging
public import Worker

/// Writes operators' commands into the notices topic, where the digest stage finds them.
public struct CommandDesk: Sendable {
    private let kafka: KafkaProperties
    private let logger: Logger
    let view: LogView

    /// A desk for this configuration.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.kafka = kafka
        self.logger = logger
        view = LogView(configuration: configuration, kafka: kafka, logger: logger)
    }

    /// The partition of an audience's notices.
    ///
    /// - Throws: `NoSuchTopic` when there is no notices topic yet.
    public func partition(of audience: String) async throws -> TopicPartition {
        let settings = try await view.settings()
        guard let partition = settings.placement[audience] else { throw NoSuchTopic(topic: settings.topic) }
        return TopicPartition(topic: settings.topic, partition: partition)
    }

    /// The record that a command becomes, read back by the reader that the digest stage uses: what it would refuse is
    /// not written.
    ///
    /// - Throws: `CommandRejection`.
    public func record(_ command: CommandRecord, in partition: TopicPartition) throws -> ProducerRecord {
        let record = try command.record(topic: partition.topic, partition: partition.partition)
        _ = try CommandReader().read(key: record.key, version: CommandRecord.version, value: record.value).get()
        return record
    }

    /// Writes a record and waits until all replicas in sync have it.
    ///
    /// - Returns: where it stands.
    public func write(_ record: ProducerRecord) async throws -> Acknowledgement {
        var properties = kafka
        properties["acks"] = "all"
        let producer = try KafkaProducer(properties: properties, logger: logger)
        do {
            let stands = try await producer.send(record)
            try await producer.close(deadline: .seconds(10))
            return stands
        } catch {
            try? await producer.close(deadline: .seconds(1))
            throw error
        }
    }
}

/// A topic that is not there.
public struct NoSuchTopic: Error, CustomStringConvertible {
    /// The topic.
    public var topic: String

    /// What is missing, and what to do.
    public var description: String {
        "there is no topic \(topic) yet, and so nothing to command: make it with `vaguemestre topics apply`"
    }
}
