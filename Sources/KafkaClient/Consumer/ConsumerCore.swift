import CRdKafka
import Logging

/// A consumer as its thread sees it: the handle, its one queue, and what is collected for the next batch.
/// Lives on one thread and is never seen from another.
final class ConsumerCore {
    let client: NativeClient
    let queue: NativeQueue
    let logger: Logger
    let options: ConsumerOptions
    let isCooperative: Bool
    let isMember: Bool
    var builder: BatchBuilder
    var jumps = OffsetJumps()
    var unanswered: Rebalance?
    /// What is assigned, and from where its reading started (offsets in librdkafka's form).
    var starts: [TopicPartition: Int64] = [:]
    var paused: Set<TopicPartition> = []
    /// A fatal error that arrived behind events which had to be handed over first.
    var fatal: KafkaError?

    /// A rebalance that the owner has been told of and has not answered yet.
    enum Rebalance {
        case assigned([TopicPartition])
        case revoked([TopicPartition])
    }

    // One turn hands over what fits one batch; a storm of errors must not make it endless.
    private static let maxEventsPerPoll = 1_000

    init(
        client: NativeClient, queue: NativeQueue, isCooperative: Bool, isMember: Bool, batch: BatchLimits,
        options: ConsumerOptions, logger: Logger
    ) {
        self.client = client
        self.queue = queue
        self.isCooperative = isCooperative
        self.isMember = isMember
        self.options = options
        self.logger = logger
        builder = BatchBuilder(limits: batch)
    }

    /// Waits for the first event, then takes what is there, up to the limits of a batch.
    func poll(milliseconds: Int32) throws(KafkaError) -> [ConsumerEvent] {
        if let fatal { throw fatal }
        var turn = Turn()
        var wait = milliseconds
        while !builder.isFull && turn.goesOn, let event = queue.poll(milliseconds: wait) {
            wait = 0
            handle(event, &turn)
        }
        flush(&turn)
        let events = turn.events + turn.trailing
        if events.isEmpty, let fatal { throw fatal }
        return events
    }

    /// What one poll has gathered. Ends of partitions and errors stay true a little later, so they trail the
    /// records instead of cutting the batch in two.
    struct Turn {
        var events: [ConsumerEvent] = []
        var trailing: [ConsumerEvent] = []
        var isOver = false

        var goesOn: Bool { !isOver && events.count + trailing.count < ConsumerCore.maxEventsPerPoll }
    }

    private func handle(_ event: consuming NativeEvent, _ turn: inout Turn) {
        switch event.type {
        case RD_KAFKA_EVENT_FETCH: handleFetch(event, &turn)
        case RD_KAFKA_EVENT_ERROR: handleError(event, &turn)
        case RD_KAFKA_EVENT_REBALANCE: handleRebalance(event, &turn)
        case RD_KAFKA_EVENT_LOG: logger.forward(event)
        case RD_KAFKA_EVENT_STATS: handleStatistics(event)
        default: logger.debug("an event nobody asked for", metadata: ["type": "\(event.type)"])
        }
    }

    private func handleFetch(_ event: consuming NativeEvent, _ turn: inout Turn) {
        var failures: [KafkaError] = []
        let before = builder.count
        builder.append(event, failures: &failures)
        // `restart` closed the batch before, so the jump is told between the records on its two sides.
        if !jumps.isEmpty, let record = builder.record(at: before),
            let jump = jumps.resolve(record.topicPartition, at: record.offset)
        {
            turn.events.append(jump)
        }
        turn.trailing += failures.map { .failed($0) }
    }

    private func handleError(_ event: consuming NativeEvent, _ turn: inout Turn) {
        guard let error = event.error() else { return }
        if error.isFatal {
            fatal = client.fatalError ?? error
            turn.isOver = true
        } else if error.code.rawValue == RD_KAFKA_RESP_ERR__PARTITION_EOF.rawValue {
            guard let (partition, offset) = event.partition() else { return }
            if let jump = jumps.resolve(partition, at: offset) { turn.trailing.append(jump) }
            turn.trailing.append(.endOfPartition(partition, offset: offset))
        } else if error.code == .autoOffsetReset, let (partition, offset) = event.partition() {
            restart(partition, wanted: offset, &turn)
        } else {
            turn.trailing.append(.failed(error))
        }
    }

    private func handleStatistics(_ event: consuming NativeEvent) {
        guard let handler = options.statisticsHandler, let json = event.statistics() else { return }
        handler(json)
    }

    func flush(_ turn: inout Turn) {
        if let batch = builder.finish() { turn.events.append(.records(batch)) }
    }
}
