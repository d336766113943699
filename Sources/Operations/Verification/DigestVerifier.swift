import DigestEngine
public import KafkaClient
public import Logging
public import Worker

/// Rebuilds digests from the log, compares them byte for byte, and says what was changed where they differ.
public struct DigestVerifier: Sendable {
    private let configuration: WorkerConfiguration
    private let kafka: KafkaProperties
    private let logger: Logger

    /// A verifier for this configuration, which should be the one the digests were made with.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.configuration = configuration
        self.kafka = kafka
        self.logger = logger
    }

    /// Judges every digest kept. The log is read once and held in memory: about 2 KB a notice.
    public func verify() async throws -> [DigestVerdict] {
        let records = try await records()
        let log = try await log(behind: records.compactMap(\.digest?.slice))
        return DigestTrial(configuration: configuration, provenance: configuration.provenance(), log: log)
            .verdicts(on: records)
    }

    private func records() async throws -> [DigestRecord] {
        var records: [DigestRecord] = []
        try await LogReader(kafka: kafka, logger: logger)
            .read(topic: configuration.settings.topics.digests) { record, batch in
                records.append(DigestRecord(record, of: batch))
            }
        return records
    }

    private func log(behind slices: [LogSlice]) async throws -> [Int32: NoticePartition] {
        let topic = configuration.settings.topics.notices
        let kept = Set(
            try await TopicPresence.partitions(of: [topic], kafka: kafka, logger: logger).map(\.partition))
        var ranges: [Int32: LogReader.Range] = [:]
        // A slice whose record was changed can name any partition, and bounds that are none.
        for (partition, slices) in Dictionary(grouping: slices, by: \.partition) where kept.contains(partition) {
            ranges[partition] = LogReader.Range(
                from: slices.map { max(0, $0.contextFrom) }.min(), to: slices.map(\.to).max())
        }
        let bounds = try await HighWatermarks.query(
            ranges.keys.map { TopicPartition(topic: topic, partition: $0) }, kafka: kafka, logger: logger)
        var log: [Int32: NoticePartition] = [:]
        for (partition, watermarks) in bounds {
            log[partition.partition] = NoticePartition(entries: [], keptFrom: watermarks.low)
        }
        let notices = NoticeLog(configuration: configuration, reader: LogReader(kafka: kafka, logger: logger))
        try await notices.read(ranges) { partition, entry in
            log[partition]?.entries.append(entry)
        }
        return log
    }
}
