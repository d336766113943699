public import Cooperation
public import KafkaClient
public import Logging
public import Worker

/// An event that a candidate configuration would route differently.
public struct RouteChange: Encodable, Sendable {
    /// Where its record lies: `topic/partition@offset`, or `file:line`.
    public let record: String
    /// CloudEvents `type`.
    public let type: String
    /// CloudEvents `source`.
    public let source: String
    /// CloudEvents `subject`.
    public let subject: String
    /// CloudEvents `id`.
    public let id: String
    /// What the configuration in force makes of it.
    public let before: RoutingOutcome
    /// What the candidate makes of it.
    public let after: RoutingOutcome
    /// Whether it would go elsewhere; otherwise only the rules differ that lead to the same audiences.
    public let elsewhere: Bool
}

/// Routes records by two configurations side by side. Both are asked about what the reader of the one in force takes
/// for events. It holds one event at a time, and counts: its memory does not grow with the log.
public final class RouteDiff {
    /// What changed so far.
    public var totals: RoutingDifferenceTotals { comparison.totals }
    /// The versions of both tables: 12 hex digits.
    public let versions: (before: String, after: String)

    private let configuration: WorkerConfiguration
    private let comparison: RoutingComparison
    private let reader: EventReader
    private var views: [RecordHeaderView] = []

    /// A comparison of the configuration in force with a candidate.
    public init(configuration: WorkerConfiguration, candidate: WorkerConfiguration) {
        self.configuration = configuration
        comparison = RoutingComparison(before: configuration.routing, after: candidate.routing)
        reader = EventReader(limits: configuration.settings.route.eventLimits)
        versions = (configuration.routing.version, candidate.routing.version)
    }

    /// One event in structured mode, as a line of a file. `recordedAt` stands in for a time that it does not name.
    public func compare(
        line: [UInt8], at place: String, recordedAt: Instant, onChange: (RouteChange) throws -> Void
    ) rethrows {
        let change = line.withUnsafeBytes { compare($0, [], recordedAt) { place } }
        if let change { try onChange(change) }
    }

    /// The records of the source topics that were appended at `since` or later, partition by partition; all that are
    /// kept where it is nil. Writes nothing.
    public func compareLog(
        since: Instant?, kafka: KafkaProperties, logger: Logger, onChange: (RouteChange) throws -> Void
    ) async throws {
        let ranges = try await ranges(since: since, kafka: kafka, logger: logger)
        try await LogReader(kafka: kafka, logger: logger).read(ranges) { record, batch in
            let appendedAt = Instant(milliseconds: record.timestampMilliseconds ?? 0)
            // Senders may stamp records out of order.
            if let since, appendedAt < since { return }
            if let change = compare(record, of: batch, appendedAt) { try onChange(change) }
        }
    }

    private func ranges(
        since: Instant?, kafka: KafkaProperties, logger: Logger
    ) async throws -> [TopicPartition: LogReader.Range] {
        let topics = configuration.settings.topics.sources
        let partitions = try await TopicPresence.partitions(of: topics, kafka: kafka, logger: logger)
        let whole = Dictionary(uniqueKeysWithValues: partitions.map { ($0, LogReader.Range()) })
        guard let since, try await !isEmbedded(kafka, logger) else { return whole }
        let consumer = try KafkaConsumer(properties: kafka, group: nil, logger: logger)
        do {
            let offsets = try await consumer.offsets(
                forTimeMilliseconds: since.milliseconds, of: partitions, deadline: .seconds(30))
            try await consumer.close(deadline: .seconds(5))
            return offsets.mapValues { LogReader.Range(from: $0) }
        } catch {
            try? await consumer.close(deadline: .seconds(5))
            throw error
        }
    }

    /// An embedded broker finds no offsets by time, and keeps so little that it can be read whole.
    private func isEmbedded(_ kafka: KafkaProperties, _ logger: Logger) async throws -> Bool {
        let admin = try KafkaAdmin(properties: kafka, logger: logger)
        do {
            let id = try await admin.clusterID()
            await admin.close()
            return EmbeddedBroker.isEmbedded(clusterID: id)
        } catch {
            await admin.close()
            throw error
        }
    }

    private func compare(_ record: ConsumerRecord, of batch: RecordBatch, _ appendedAt: Instant) -> RouteChange? {
        views.removeAll(keepingCapacity: true)
        batch.withHeaders(of: record) { name, value in
            views.append(RecordHeaderView(name: name, value: value))
            return true
        }
        return batch.withValue(of: record) { value in
            compare(value, views, appendedAt) {
                "\(record.topic)/\(record.partition)@\(record.offset)"
            }
        }
    }

    /// Only an event that changes is decoded in full, for who reads of it.
    private func compare(
        _ value: UnsafeRawBufferPointer?, _ headers: [RecordHeaderView], _ recordedAt: Instant, place: () -> String
    ) -> RouteChange? {
        let outcome = reader.read(value: value, headers: headers) { event in
            comparison.compare(event, recordedAt: recordedAt)
        }
        guard case .success(let difference) = outcome else {
            comparison.countRefused()
            return nil
        }
        guard let difference, case .success(let event) = reader.decode(value: value, headers: headers) else {
            return nil
        }
        return RouteChange(
            record: place(), type: event.type, source: event.source, subject: event.subject, id: event.id,
            before: difference.before, after: difference.after, elsewhere: difference.isElsewhere)
    }
}
