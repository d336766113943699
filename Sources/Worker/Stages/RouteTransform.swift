import Cooperation
import KafkaClient
import Logging

/// Reads, judges and routes each record in place, and hands its bytes on verbatim; what is no event is set aside.
///
/// The hot path: per record one parse, one decision, and for each audience one copy into the producer's queue. Nothing
/// is allocated per record once the buffers have grown.
final class RouteTransform: RecordTransform {
    private let clock: any WorkerClock
    private let topic: String
    private let live: LiveConfiguration
    private let reader: EventReader
    private let deadLetters: DeadLetterWriter
    private let logger: Logger
    /// The number of the configuration whose table routes.
    private var edition: Int
    private var router: Router
    private var notices: NoticeWriter
    // Unchecked: the stage's one loop uses them, and what it calls with them never comes back here.
    @exclusivity(unchecked) private var headers = HeaderBlock()
    /// How many of them, at the front, are the event's own.
    @exclusivity(unchecked) private var ownHeaders = 0
    @exclusivity(unchecked) private var views: [RecordHeaderView] = []
    @exclusivity(unchecked) private var gate = FloodGate()

    init(context: StageContext) {
        clock = context.clock
        topic = context.topics.notices
        reader = EventReader(limits: context.configuration.settings.route.eventLimits)
        live = context.live
        logger = context.logger
        let newest = context.live.newest
        edition = newest.number
        router = Router(table: newest.configuration.routing)
        notices = NoticeWriter(routesVersion: router.version)
        deadLetters = DeadLetterWriter(
            topic: context.topics.deadLetters, stage: .route, clock: context.clock, logger: context.logger)
    }

    func revoked(_ partitions: [TopicPartition]) {
        gate.reset()
    }

    func transform(_ batch: RecordBatch, to writer: StageWriter) async throws -> TransformCounts {
        adoptNewestTable()
        var counts = TransformCounts()
        var cursor = Cursor(timestamp: clock.now().milliseconds)
        while cursor.record < batch.records.count {
            switch try advance(&cursor, through: batch, writer.producer) {
            case .done:
                break
            case .queueFull:
                try await writer.producer.space()
            case .refused(let rejection):
                gate.note(isBad: true)
                if gate.isFlooded {
                    gate.reset()
                    counts.written = cursor.written
                    counts.flood = "more than \(FloodGate.limit) of \(FloodGate.windowRecords) records are no events"
                    counts.processed = cursor.record
                    return counts
                }
                try await deadLetters.write(
                    batch.records[cursor.record], of: batch, rejection: rejection, to: writer.producer)
                counts.deadLetters += 1
                cursor.next()
            }
        }
        counts.written = cursor.written
        counts.processed = cursor.record
        return counts
    }

    /// Between two batches only, so that all notices of a record come from one table.
    private func adoptNewestTable() {
        guard let newer = live.edition(after: edition) else { return }
        edition = newer.number
        let version = newer.configuration.routing.version
        if version == router.version { return }
        logger.notice("routing by another table", metadata: ["before": "\(router.version)", "now": "\(version)"])
        router = Router(table: newer.configuration.routing)
        notices = NoticeWriter(routesVersion: router.version)
    }
}

extension RouteTransform {
    /// Where the work stands within a batch: a record, and the audience within its decision.
    private struct Cursor {
        var record = 0
        var route = 0
        var written = 0
        /// The time that notices are stamped with, in milliseconds: a topic with `LogAppendTime` overrides it.
        let timestamp: Int64

        init(timestamp: Int64) {
            self.timestamp = timestamp
        }

        mutating func next() {
            record += 1
            route = 0
        }
    }

    private enum Pause {
        case done
        case queueFull
        case refused(Rejection)
    }

    /// Goes on until the batch is done, the producer is full, or a record is refused.
    private func advance(
        _ cursor: inout Cursor, through batch: RecordBatch, _ producer: KafkaProducer
    ) throws -> Pause {
        while cursor.record < batch.records.count {
            let record = batch.records[cursor.record]
            readHeaders(of: record, in: batch)
            let outcome = try batch.withValue(of: record) { value in try route(record, value, &cursor, producer) }
            guard case .done = outcome else { return outcome }
            gate.note(isBad: false)
            cursor.next()
        }
        return .done
    }

    private func readHeaders(of record: ConsumerRecord, in batch: RecordBatch) {
        views.removeAll(keepingCapacity: true)
        batch.withHeaders(of: record) { name, value in
            views.append(RecordHeaderView(name: name, value: value))
            return true
        }
    }

    /// Decides for one record and writes its notices from `cursor.route` on.
    private func route(
        _ record: ConsumerRecord, _ value: UnsafeRawBufferPointer?, _ cursor: inout Cursor, _ producer: KafkaProducer
    ) throws -> Pause {
        let recordedAt = Instant(milliseconds: record.timestampMilliseconds ?? cursor.timestamp)
        let outcome = reader.read(value: value, headers: views) { event in
            router.decide(event, recordedAt: recordedAt)
        }
        guard case .success(let decision) = outcome else {
            guard case .failure(let rejection) = outcome else { return .done }
            return .refused(rejection)
        }
        let origin = RecordPosition(topic: record.topic, partition: record.partition, offset: record.offset)
        let schemaID = SchemaFraming.schemaID(of: value)
        writeOwnHeaders()
        while cursor.route < decision.routes.count {
            let route = decision.routes[cursor.route]
            writeHeaders(of: route, in: decision, from: origin, schemaID: schemaID)
            let written = try route.key.withUnsafeBytes { key in
                try producer.tryProduce(
                    topic: topic, key: key, value: value, headers: headers,
                    timestampMilliseconds: cursor.timestamp)
            }
            guard written == .queued else { return .queueFull }
            cursor.route += 1
            cursor.written += 1
        }
        return .done
    }

    /// The event's own headers verbatim, but for those reserved for routing, and what a replay tells this stage: the
    /// same for each of its notices.
    private func writeOwnHeaders() {
        headers.removeAll()
        for view in views where !NoticeHeader.isReserved(view.name) && !DeadLetter.isReserved(view.name) {
            headers.append(nameBytes: view.name, value: view.value)
        }
        ownHeaders = headers.count
    }

    /// Routing's headers after the event's own.
    private func writeHeaders(
        of route: Route, in decision: RoutingDecision, from origin: RecordPosition, schemaID: UInt32?
    ) {
        headers.removeAll(after: ownHeaders)
        notices.forEachHeader(of: route, in: decision, from: origin, schemaID: schemaID) { name, value in
            headers.append(
                nameBytes: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), value: value)
        }
    }
}
