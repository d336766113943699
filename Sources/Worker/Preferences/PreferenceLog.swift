import Cooperation
public import DigestEngine
public import KafkaClient
public import Logging

/// Follows the preferences topic, all of it: who asks is told every choice that was acknowledged before.
///
/// A recipient's choices lie in partitions that have nothing to do with those of digests, so each process reads every
/// partition. Memory: some 300 bytes a choice. A record that says nothing is passed over with a warning; what stood
/// under its key before goes on holding.
public actor PreferenceLog {
    private let topic: String
    private let kafka: KafkaProperties
    private let logger: Logger
    private var open: Open?
    private var last: Task<PreferenceBook, any Error>?

    /// What is open while it follows, and how far it has come.
    private struct Open {
        let consumer: KafkaConsumer
        let watermarks: HighWatermarks
        let partitions: [TopicPartition]
        var next: [TopicPartition: Int64] = [:]
        var book = PreferenceBook()
    }

    /// The topic on this connection; nothing is opened before the first question.
    public init(topic: String, kafka: KafkaProperties, logger: Logger) {
        self.topic = topic
        self.kafka = kafka
        self.logger = logger
    }

    /// The choices in force: everything up to the end that the topic has now.
    ///
    /// - Throws: ``LogReadStalled`` or `KafkaError` when the brokers do not give it. It can be asked again.
    public func current() async throws -> PreferenceBook {
        let before = last
        let task = Task {
            // One after the other: each has to look for the end anew, for what was written since the one before.
            _ = await before?.result
            return try await self.readOn()
        }
        last = task
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Closes its connections; a question after that opens them again.
    public func close() async {
        _ = await last?.result
        await shut()
    }

    private func readOn() async throws -> PreferenceBook {
        do {
            var state = try await opened()
            let ends = try await state.watermarks.query(state.partitions, deadline: .seconds(5))
            var missing = ends.compactMapValues { $0.high > $0.low ? $0.high : nil }
            missing = missing.filter { $0.value > state.next[$0.key] ?? 0 }
            try await read(missing, into: &state)
            open = state
            return state.book
        } catch {
            // What was read in part is read again from the start: the book is small, and so always whole.
            await shut()
            throw error
        }
    }

    private func read(_ ends: [TopicPartition: Int64], into state: inout Open) async throws {
        var missing = ends
        var progress = ContinuousClock.now
        while !missing.isEmpty {
            for event in try await state.consumer.poll(timeoutMilliseconds: 1000) {
                switch event {
                case .records(let batch):
                    for record in batch.records { note(record, of: batch, in: &state) }
                    progress = .now
                case .endOfPartition(let partition, let offset):
                    state.next[partition] = max(offset, state.next[partition] ?? 0)
                case .failed(let error):
                    logger.warnOfFailure(error)
                case .assigned, .revoked, .offsetJumped: break
                }
            }
            missing = missing.filter { $0.value > state.next[$0.key] ?? 0 }
            try Task.checkCancellation()
            if !missing.isEmpty, progress.duration(to: .now) > Self.patience {
                throw LogReadStalled(partitions: missing.keys.sorted(), patience: Self.patience)
            }
        }
    }

    private static let patience = Duration.seconds(30)

    private func note(_ record: ConsumerRecord, of batch: RecordBatch, in state: inout Open) {
        state.next[record.topicPartition] = record.offset + 1
        do {
            let (key, preference) = try PreferenceRecords.read(
                key: batch.key(of: record), value: batch.value(of: record))
            guard let preference else { return state.book.forget(key) }
            state.book.note(preference)
        } catch {
            logger.warning(
                "a record of the preferences topic says nothing and is passed over",
                metadata: ["record": "\(record.topicPartition)@\(record.offset)", "error": "\(error)"])
        }
    }

    private func opened() async throws -> Open {
        if let open { return open }
        let partitions = try await TopicPresence.partitions(of: [topic], kafka: kafka, logger: logger)
        let consumer = try KafkaConsumer(
            properties: kafka, group: nil, batch: BatchLimits(maxRecords: 10_000, maxBytes: 8_388_608), logger: logger)
        do {
            let state = Open(
                consumer: consumer, watermarks: try HighWatermarks(kafka: kafka, logger: logger),
                partitions: partitions)
            open = state
            try await consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, .beginning) }))
            return state
        } catch {
            if open == nil { try? await consumer.close(deadline: .seconds(5)) }
            throw error
        }
    }

    private func shut() async {
        guard let closing = open else { return }
        open = nil
        try? await closing.consumer.close(deadline: .seconds(5))
        await closing.watermarks.close()
    }
}
