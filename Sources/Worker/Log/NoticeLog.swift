public import Cooperation
import KafkaClient
import Logging

/// The notices topic, decoded.
public struct NoticeLog: Sendable {
    private let topic: String
    private let limits: EventLimits
    private let reader: LogReader

    /// The notices of this configuration.
    public init(configuration: WorkerConfiguration, reader: LogReader) {
        topic = configuration.settings.topics.notices
        limits = configuration.settings.route.eventLimits
        self.reader = reader
    }

    /// Hands over the notices of the given parts of partitions, in order within each; records that are none are
    /// passed over, as the digest stage does.
    public func read(
        _ ranges: [Int32: LogReader.Range], onNotice: (Int32, Notice) throws -> Void
    ) async throws {
        let intake = NoticeIntake(limits: limits)
        let byPartition = ranges.map { (TopicPartition(topic: topic, partition: $0.key), $0.value) }
        try await reader.read(Dictionary(uniqueKeysWithValues: byPartition)) { record, batch in
            guard case .success(let notice) = intake.read(record, of: batch) else { return }
            try onNotice(record.partition, notice)
        }
    }
}
