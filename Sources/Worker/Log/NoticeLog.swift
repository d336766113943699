public import DigestEngine
import KafkaClient

/// The notices topic, decoded: notices, and the commands among them.
public struct NoticeLog: Sendable {
    private let configuration: WorkerConfiguration
    private let reader: LogReader

    /// The notices of this configuration.
    public init(configuration: WorkerConfiguration, reader: LogReader) {
        self.configuration = configuration
        self.reader = reader
    }

    private var topic: String { configuration.settings.topics.notices }

    /// Hands over the entries of the given parts of partitions, in order within each; records that are none are
    /// passed over, as the digest stage does.
    public func read(
        _ ranges: [Int32: LogReader.Range], onEntry: (Int32, LogEntry) throws -> Void
    ) async throws {
        guard let intake = try await intake() else { return }
        let byPartition = ranges.map { (TopicPartition(topic: topic, partition: $0.key), $0.value) }
        try await reader.read(Dictionary(uniqueKeysWithValues: byPartition)) { record, batch in
            guard case .entry(let entry) = intake.read(record, of: batch) else { return }
            try onEntry(record.partition, entry)
        }
    }

    /// Every record kept that says it is a command, in order within each partition, without looking into notices.
    public func readCommands(onCommand: (CommandTrace) throws -> Void) async throws {
        guard let intake = try await intake() else { return }
        try await reader.read(topic: topic) { record, batch in
            guard let reading = intake.readCommand(record, of: batch) else { return }
            try onCommand(CommandTrace(reading, of: record))
        }
    }

    /// Nil where the topic does not exist.
    private func intake() async throws -> LogIntake? {
        let partitions = try await TopicPresence.partitions(of: [topic], kafka: reader.kafka, logger: reader.logger)
        guard !partitions.isEmpty else { return nil }
        return LogIntake(configuration: configuration, partitionCount: partitions.count)
    }
}
