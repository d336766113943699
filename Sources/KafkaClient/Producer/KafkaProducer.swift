import CRdKafka
public import Logging
import Synchronization

/// Writes records, idempotently by default, and in transactions when it has a transactional id.
///
/// `tryProduce` is the hot path: it copies the record and returns at once. Reports are served by a thread of the
/// producer's own; calls that may block (flush, transactions, close) run one after the other on another. A
/// delivery failure is never lost: who sent the record with `send` is told, every other one is logged and
/// thrown by the next `flush` or by `close`.
public final class KafkaProducer: Sendable {
    let client: NativeClient
    let queue: NativeQueue
    let desk: ProducerDesk
    let delivery: DeliveryThread
    let work: SerialThread<NativeClient>
    let logger: Logger
    let closing = Mutex<Task<Result<Void, KafkaError>, Never>?>(nil)

    /// Builds a producer; brokers are contacted in the background.
    ///
    /// - Parameters:
    ///   - properties: librdkafka properties, laid over `KafkaProperties.producerDefaults`.
    ///   - transactionalID: makes the producer transactional. The same id fences whoever used it before.
    ///   - logger: receives librdkafka's log lines too.
    ///   - statisticsHandler: receives librdkafka's statistics (JSON, see its `STATISTICS.md`).
    /// - Throws: `.invalidArgument` for a property librdkafka refuses.
    public init(
        properties: KafkaProperties, transactionalID: String? = nil, logger: Logger,
        statisticsHandler: (@Sendable ([UInt8]) -> Void)? = nil
    ) throws(KafkaError) {
        var properties = KafkaProperties.producerDefaults.merging(properties)
        if let transactionalID { properties["transactional.id"] = transactionalID }
        if statisticsHandler == nil {
            properties["statistics.interval.ms"] = "0"
        } else if properties["statistics.interval.ms"] == nil {
            properties["statistics.interval.ms"] = "5000"
        }
        client = try NativeClient.make(
            RD_KAFKA_PRODUCER, properties: properties, events: RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_STATS)
        queue = try NativeQueue.main(of: client)
        desk = ProducerDesk(
            client: client, isTransactional: properties["transactional.id"] != nil, logger: logger)
        delivery = DeliveryThread(desk: desk, queue: queue, statisticsHandler: statisticsHandler)
        work = SerialThread(name: "kafka-producer", state: client)
        self.logger = logger
    }

    deinit {
        guard closing.withLock({ $0 == nil }) else { return }
        logger.error("a KafkaProducer was dropped without close(deadline:): records under way may be lost")
        let ending = ProducerEnding(client: client, queue: queue, desk: desk, delivery: delivery)
        work.submit { _ in ending.run() }
        work.stop()
    }
}

extension KafkaProducer {
    /// Copies a record into the queue and returns at once.
    ///
    /// - Parameters:
    ///   - topic: the topic's name.
    ///   - partition: nil lets the key decide.
    ///   - key: nil for a record without a key.
    ///   - value: nil for a tombstone.
    ///   - headers: reuse one block between records.
    ///   - timestampMilliseconds: milliseconds since 1970 UTC; nil means now.
    /// - Returns: `.queueFull` when there is no room; then nothing was queued.
    /// - Throws: what can be known at once: a record too large, a topic or partition that does not exist, no
    ///   transaction begun, a fatal producer, a closed one.
    public func tryProduce(
        topic: String, partition: Int32? = nil, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: HeaderBlock = HeaderBlock(), timestampMilliseconds: Int64? = nil
    ) throws(KafkaError) -> ProduceOutcome {
        try desk.queue(
            ProducerDesk.Draft(
                topic: topic, partition: partition, key: key, value: value,
                timestampMilliseconds: timestampMilliseconds), headers)
    }

    /// Waits for room after `.queueFull`.
    ///
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func space() async throws {
        let id = desk.nextID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { desk.waitForSpace(id, OneAnswer($0)) }
        } onCancel: {
            desk.stopWaitingForSpace(id)
        }
        try Task.checkCancellation()
    }

    /// Queues a record, waiting for room but not for its delivery.
    public func produce(_ record: ProducerRecord) async throws {
        try await produce(record, headers: HeaderBlock(record.headers))
    }

    /// Queues records in order, waiting for room but not for their delivery.
    public func produce(contentsOf records: [ProducerRecord]) async throws {
        var headers = HeaderBlock()
        for record in records {
            headers.removeAll()
            for header in record.headers { headers.append(name: header.name, value: header.value) }
            try await produce(record, headers: headers)
        }
    }

    private func produce(_ record: ProducerRecord, headers: HeaderBlock) async throws {
        while try desk.queue(record, headers) == .queueFull {
            try await space()
        }
    }

    /// Writes a record and waits until the brokers acknowledged it, at most `message.timeout.ms`.
    ///
    /// - Returns: where the record stands.
    /// - Throws: why it was not delivered; this failure is then not repeated by `flush`.
    public func send(_ record: ProducerRecord) async throws -> Acknowledgement {
        let headers = HeaderBlock(record.headers)
        var outcome = await attempt(record, headers)
        while case .queueFull = outcome {
            try await space()
            outcome = await attempt(record, headers)
        }
        switch outcome {
        case .delivered(let position): return position
        case .failed(let error): throw error
        case .queueFull: preconditionFailure("the loop above ends with another outcome")
        }
    }

    private func attempt(_ record: ProducerRecord, _ headers: HeaderBlock) async -> ProducerDesk.SendOutcome {
        await withCheckedContinuation { continuation in
            let sender = ProducerDesk.Sender(continuation)
            do throws(KafkaError) {
                if try desk.queue(record, headers, for: sender) == .queueFull { sender.give(.queueFull) }
            } catch {
                sender.give(.failed(error))
            }
        }
    }
}
