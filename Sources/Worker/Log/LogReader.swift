public import KafkaClient
public import Logging

/// Reads parts of the log once, from one offset to another, without a group: to rebuild what a stage must know, and
/// for the commands that look at the log.
public struct LogReader: Sendable {
    /// The connection.
    public var kafka: KafkaProperties
    /// The logger.
    public var logger: Logger

    /// A reader over this connection.
    public init(kafka: KafkaProperties, logger: Logger) {
        self.kafka = kafka
        self.logger = logger
    }

    /// A part of a partition.
    public struct Range: Hashable, Sendable {
        /// The first offset; the oldest one kept when nil.
        public var from: Int64?
        /// One past the last; the end at the time of asking when nil.
        public var to: Int64?

        /// A part from its bounds.
        public init(from: Int64? = nil, to: Int64? = nil) {
            self.from = from
            self.to = to
        }
    }

    /// Hands over every record of the ranges, in order within a partition, then returns.
    ///
    /// The end of an open range is the partition's end including transactions under way: it waits for them, so that
    /// nothing written before the call is missed.
    public func read(
        _ ranges: [TopicPartition: Range], onRecord: (ConsumerRecord, RecordBatch) throws -> Void
    ) async throws {
        let consumer = try KafkaConsumer(
            properties: kafka, group: nil, batch: BatchLimits(maxRecords: 10_000, maxBytes: 8_388_608), logger: logger)
        do {
            try await read(ranges, with: consumer, onRecord: onRecord)
        } catch {
            try? await consumer.close(deadline: .seconds(5))
            throw error
        }
        try await consumer.close(deadline: .seconds(5))
    }

    private func read(
        _ ranges: [TopicPartition: Range], with consumer: KafkaConsumer,
        onRecord: (ConsumerRecord, RecordBatch) throws -> Void
    ) async throws {
        var ends = try await bounded(ranges)
        guard !ends.isEmpty else { return }
        try await consumer.assign(ends.mapValues { .offset($0.from) })
        var lastProgress = ContinuousClock.now
        while !ends.isEmpty {
            for event in try await consumer.poll(timeoutMilliseconds: 1000) {
                if try pass(event, ends: &ends, onRecord: onRecord) { lastProgress = .now }
            }
            if lastProgress.duration(to: .now) > Self.patience {
                throw LogReadStalled(partitions: ends.keys.sorted(), patience: Self.patience)
            }
        }
    }

    /// Longer than a transaction may stay open by default, because its end is worth waiting for.
    private static let patience = Duration.seconds(90)

    /// Returns whether the event brought the reader on.
    private func pass(
        _ event: ConsumerEvent, ends: inout [TopicPartition: (from: Int64, to: Int64)],
        onRecord: (ConsumerRecord, RecordBatch) throws -> Void
    ) throws -> Bool {
        switch event {
        case .records(let batch):
            for record in batch.records {
                let partition = TopicPartition(topic: record.topic, partition: record.partition)
                guard let end = ends[partition]?.to else { continue }
                if record.offset < end { try onRecord(record, batch) }
                if record.offset + 1 >= end { ends[partition] = nil }
            }
            return true
        case .endOfPartition(let partition, let offset):
            guard let end = ends[partition]?.to, offset >= end else { return false }
            ends[partition] = nil
            return true
        case .failed(let error):
            logger.warnOfFailure(error)
            return false
        case .assigned, .revoked, .offsetJumped:
            return false
        }
    }

    /// The ranges with both bounds filled in, without the empty ones.
    private func bounded(
        _ ranges: [TopicPartition: Range]
    ) async throws -> [TopicPartition: (from: Int64, to: Int64)] {
        let watermarks = try await HighWatermarks.query(Array(ranges.keys), kafka: kafka, logger: logger)
        var bounds: [TopicPartition: (from: Int64, to: Int64)] = [:]
        for (partition, range) in ranges {
            guard let kept = watermarks[partition] else { continue }
            let from = max(range.from ?? kept.low, kept.low)
            let to = min(range.to ?? kept.high, kept.high)
            if from < to { bounds[partition] = (from, to) }
        }
        return bounds
    }
}

extension LogReader {
    /// Hands over every record kept in a topic, in order within a partition.
    public func read(
        topic: String, onRecord: (ConsumerRecord, RecordBatch) throws -> Void
    ) async throws {
        let partitions = try await TopicPresence.partitions(of: [topic], kafka: kafka, logger: logger)
        try await read(Dictionary(uniqueKeysWithValues: partitions.map { ($0, Range()) }), onRecord: onRecord)
    }
}

/// A part of the log that does not come: what is missing, and what to look at.
public struct LogReadStalled: Error, CustomStringConvertible {
    /// The partitions that were not read to their end.
    public var partitions: [TopicPartition]
    /// How long nothing came.
    public var patience: Duration

    /// What is missing, and what to look at.
    public var description: String {
        let names = partitions.map(\.description).joined(separator: ", ")
        return """
            nothing more was read from \(names) for \(patience), though the log goes on there. Look at the leaders of \
            these partitions, and for a transaction that was left open
            """
    }
}
