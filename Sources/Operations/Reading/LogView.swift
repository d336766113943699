import DigestEngine
import KafkaClient
import Logging
import Worker

/// What looking ahead and giving commands need of the log: cuts, the notices of some partitions, and where audiences lie.
struct LogView {
    let configuration: WorkerConfiguration
    let kafka: KafkaProperties
    let logger: Logger

    private var reader: LogReader { LogReader(kafka: kafka, logger: logger) }

    /// The engine's settings over the notices topic as it is.
    ///
    /// - Throws: ``NoSuchTopic`` when there is none yet.
    func settings() async throws -> DigestEngine.Settings {
        let topic = configuration.settings.topics.notices
        let partitions = try await TopicPresence.partitions(of: [topic], kafka: kafka, logger: logger)
        guard !partitions.isEmpty else { throw NoSuchTopic(topic: topic) }
        return configuration.engineSettings(
            announces: false, partitionCount: partitions.count, provenance: configuration.provenance())
    }

    /// How far the subscriptions of each partition have been told.
    func cuts(in partitions: [Int32]) async throws -> [Int32: [Cut]] {
        try await CutStore(topic: configuration.settings.topics.cuts, reader: reader).load(partitions)
    }

    /// Hands over the entries of parts of partitions.
    func read(_ ranges: [Int32: LogReader.Range], onEntry: (Int32, LogEntry) throws -> Void) async throws {
        try await NoticeLog(configuration: configuration, reader: reader).read(ranges, onEntry: onEntry)
    }
}
