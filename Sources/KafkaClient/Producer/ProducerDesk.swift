import CRdKafka
import Logging

/// What a producer's callers and its delivery thread share: the topics in use, the ledger of what is under way,
/// and who waits for room. One lock guards it all, and is held while a record is copied into librdkafka's
/// queue, so that closing cannot free the handle under a caller's feet.
// Unchecked: `state` is only touched under the monitor; everything else is immutable.
final class ProducerDesk: @unchecked Sendable {
    typealias Sender = OneAnswer<SendOutcome>
    typealias Flusher = OneAnswer<Bool>

    /// What the sender of one record is told.
    enum SendOutcome: Sendable {
        case delivered(Acknowledgement)
        case failed(KafkaError)
        case queueFull
    }

    struct State {
        var isOpen = true
        var isFull = false
        var topics: [String: OpaquePointer] = [:]
        /// The topic written to last: most producers write to one, and comparing is faster than hashing.
        var lastTopic: (name: String, handle: OpaquePointer)?
        var ledger = DeliveryLedger<Sender, Flusher>()
        var spaceWaiters: [UInt64: OneAnswer<Void>] = [:]
        var lastID: UInt64 = 0
    }

    let client: NativeClient
    let isTransactional: Bool
    let logger: Logger
    private let monitor = Monitor()
    // Unchecked: the monitor is what keeps accesses apart.
    @exclusivity(unchecked) private var state = State()

    init(client: NativeClient, isTransactional: Bool, logger: Logger) {
        self.client = client
        self.isTransactional = isTransactional
        self.logger = logger
    }

    /// The bytes of one record, lent for the length of a call.
    struct Draft {
        var topic: String
        var partition: Int32?
        var key: UnsafeRawBufferPointer?
        var value: UnsafeRawBufferPointer?
        var timestampMilliseconds: Int64?
    }

    /// Copies a record into the queue, if there is room.
    func queue(_ draft: Draft, _ headers: HeaderBlock, for sender: Sender? = nil) throws(KafkaError) -> ProduceOutcome {
        try withState { state throws(KafkaError) in try queue(draft, headers, for: sender, in: &state) }
    }

    /// Runs `body` with the lock held.
    func withState<R, E: Error>(_ body: (inout State) throws(E) -> R) throws(E) -> R {
        try monitor.locked { () throws(E) in try body(&state) }
    }

    private func queue(
        _ draft: Draft, _ headers: HeaderBlock, for sender: Sender?, in state: inout State
    ) throws(KafkaError) -> ProduceOutcome {
        guard state.isOpen else { throw .closed("producer") }
        let topic = try topicHandle(draft.topic, in: &state)
        let ticket = sender.map { state.ledger.enqueue(for: $0) } ?? state.ledger.enqueue()
        let code = produce(draft, headers, topic: topic, ticket: ticket.word)
        if code == RD_KAFKA_RESP_ERR_NO_ERROR { return .queued }
        _ = state.ledger.cancel(ticket)
        // A record that does not fit into an empty queue would wait for room for ever.
        if code == RD_KAFKA_RESP_ERR__QUEUE_FULL && state.ledger.outstandingCount > 0 {
            state.isFull = true
            return .queueFull
        }
        throw refusal(code, draft)
    }

    private func produce(
        _ draft: Draft, _ headers: HeaderBlock, topic: OpaquePointer, ticket: UInt
    ) -> rd_kafka_resp_err_t {
        headers.bytes.withUnsafeBufferPointer { bytes in
            headers.table.withUnsafeBufferPointer { table in
                crdkafka_produce(
                    client.handle, topic, draft.partition ?? RD_KAFKA_PARTITION_UA, draft.timestampMilliseconds ?? 0,
                    Self.address(draft.key), draft.key?.count ?? 0, Self.address(draft.value), draft.value?.count ?? 0,
                    bytes.baseAddress, table.baseAddress, table.count, ticket)
            }
        }
    }

    // An empty Swift buffer may have no address, which librdkafka would take for a nil key or value; any other
    // address will do, as nothing is read from it.
    private static func address(_ bytes: UnsafeRawBufferPointer?) -> UnsafeRawPointer? {
        guard let bytes else { return nil }
        return bytes.baseAddress ?? UnsafeRawPointer(bitPattern: MemoryLayout<Int>.alignment)
    }

    private func topicHandle(_ name: String, in state: inout State) throws(KafkaError) -> OpaquePointer {
        if let last = state.lastTopic, last.name == name { return last.handle }
        if let known = state.topics[name] {
            state.lastTopic = (name, known)
            return known
        }
        guard let made = rd_kafka_topic_new(client.handle, name, nil) else {
            let code = KafkaError.Code(rd_kafka_last_error())
            throw KafkaError(code: code, message: "topic \"\(name)\" cannot be written to: \(code.text)")
        }
        state.topics[name] = made
        return made
    }

    private func refusal(_ code: rd_kafka_resp_err_t, _ draft: Draft) -> KafkaError {
        if code == RD_KAFKA_RESP_ERR__FATAL, let fatal = client.fatalError { return fatal }
        let size = (draft.key?.count ?? 0) + (draft.value?.count ?? 0)
        let place = TopicPartition(topic: draft.topic, partition: draft.partition ?? -1)
        let hint = code == RD_KAFKA_RESP_ERR__STATE && isTransactional ? "; begin a transaction first" : ""
        return KafkaError(
            code: .init(code),
            message: "a record of \(size) bytes for \(draft.topic) was refused: \(KafkaError.Code(code).text)\(hint)",
            topicPartition: draft.partition == nil ? nil : place)
    }
}
