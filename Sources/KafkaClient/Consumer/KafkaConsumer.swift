import CRdKafka
public import Logging
import Synchronization

/// Reads records, as a member of a group or from partitions of the owner's choosing.
///
/// Everything is pulled: `poll` hands over what has arrived, and while nobody polls nothing is taken, so that a
/// slow reader slows its broker rather than filling memory. All calls that touch the consumer run one after
/// the other on one thread of its own; queries (`committed`, `watermarks`, `offsets(forTimeMilliseconds:)`)
/// run on another, so that they never wait behind a poll. Close it when done: nothing is left to `deinit`.
public final class KafkaConsumer: Sendable {
    let thread: SerialThread<ConsumerCore>
    let queries: SerialThread<NativeClient>
    let client: NativeClient
    let queue: NativeQueue
    let waker: FetchWaker?
    let logger: Logger
    let isPolling = Mutex(false)
    let closing = Mutex<Task<Result<Void, KafkaError>, Never>?>(nil)

    /// Builds a consumer and, for a group with topics, asks to join; the group answers through `poll`.
    ///
    /// - Parameters:
    ///   - properties: librdkafka properties, laid over `KafkaProperties.consumerDefaults`.
    ///   - group: the group to join or to keep offsets for; nil reads without any group.
    ///   - batch: how much one `poll` may hand over.
    ///   - options: behaviour beyond librdkafka's properties.
    ///   - logger: receives librdkafka's log lines too.
    /// - Throws: `.invalidArgument` for a property or topic librdkafka refuses.
    public init(
        properties: KafkaProperties, group: ConsumerGroup?, batch: BatchLimits = BatchLimits(),
        options: ConsumerOptions = ConsumerOptions(), logger: Logger
    ) throws(KafkaError) {
        let settings = ConsumerSettings(properties: properties, group: group, options: options)
        client = try NativeClient.make(
            RD_KAFKA_CONSUMER, properties: settings.properties,
            events: RD_KAFKA_EVENT_FETCH | RD_KAFKA_EVENT_REBALANCE | RD_KAFKA_EVENT_STATS)
        queue = try Self.takeQueue(of: client)
        if let group, !group.topics.isEmpty {
            do throws(KafkaError) {
                try Self.subscribe(client, to: group.topics)
            } catch {
                queue.destroy()
                client.destroy()
                throw error
            }
        }
        self.logger = logger
        thread = SerialThread(
            name: "kafka-consumer",
            state: ConsumerCore(
                client: client, queue: queue, isCooperative: settings.isCooperative,
                isMember: group?.topics.isEmpty == false, batch: batch, options: options, logger: logger))
        queries = SerialThread(name: "kafka-query", state: client)
        waker = settings.needsWaker ? FetchWaker(client: client) : nil
    }

    deinit {
        guard closing.withLock({ $0 == nil }) else { return }
        logger.error("a KafkaConsumer was dropped without close(deadline:): its group waits for its session to end")
        waker?.stop()
        queries.stop()
        thread.submit { _ = $0.close(by: Deadline(after: .seconds(5))) }
        thread.stop()
    }

    private static func takeQueue(of client: NativeClient) throws(KafkaError) -> NativeQueue {
        rd_kafka_poll_set_consumer(client.handle)
        guard let pointer = rd_kafka_queue_get_consumer(client.handle) else {
            client.destroy()
            throw KafkaError(code: .invalidState, message: "the consumer has no queue; was group.id set to nothing?")
        }
        return NativeQueue(taking: pointer)
    }

    private static func subscribe(_ client: NativeClient, to topics: [String]) throws(KafkaError) {
        let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: -1) })
        try check(
            KafkaError(list.withPointer { rd_kafka_subscribe(client.handle, $0) }, during: "subscribe to \(topics)"))
    }
}

extension KafkaConsumer {
    /// Waits at most `timeoutMilliseconds` for something to happen, then returns all that is there up to the
    /// batch limits; empty when nothing is. Returns early after `wakeUp()` or when the task is cancelled.
    /// Only one poll at a time.
    ///
    /// - Throws: a fatal error, after which the consumer can only be closed; `.closed` after `close(deadline:)`.
    public func poll(timeoutMilliseconds: Int) async throws(KafkaError) -> [ConsumerEvent] {
        let wait = Int32(clamping: max(0, timeoutMilliseconds))
        isPolling.withLock {
            precondition(!$0, "one poll at a time")
            $0 = true
        }
        defer { isPolling.withLock { $0 = false } }
        let thread = self.thread
        let result: Result<[ConsumerEvent], KafkaError> = await withTaskCancellationHandler {
            do throws(KafkaError) {
                return .success(
                    try await thread.run("poll") { core throws(KafkaError) in try core.poll(milliseconds: wait) })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            queue.wakeUp()
        }
        let events = try result.get()
        if !events.isEmpty { waker?.recordsFlow() }
        return events
    }

    /// Ends a poll under way, or the next one, early.
    public func wakeUp() {
        queue.wakeUp()
    }

    /// Runs something on the consumer's thread, without waiting for a poll to run out first.
    func onThread<R: Sendable>(
        _ what: String, deadline: Duration? = nil,
        _ body: @escaping @Sendable (ConsumerCore) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        if isPolling.withLock({ $0 }) { queue.wakeUp() }
        return try await thread.run(what, deadline: deadline) { core throws(KafkaError) in try body(core) }
    }
}
