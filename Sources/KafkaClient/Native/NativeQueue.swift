import CRdKafka
import Synchronization

/// One `rd_kafka_queue_t`. Destroyed once, by its owner; waking it up is safe before and after.
// Unchecked: librdkafka's queues are made to be shared; the pointer is cleared under the lock before the queue
// is destroyed, so that `wakeUp` from another thread cannot meet a dead one.
final class NativeQueue: @unchecked Sendable {
    private let queue: OpaquePointer
    private let isAlive = Mutex(true)

    init(taking queue: OpaquePointer) {
        self.queue = queue
    }

    /// The queue of a client's logs, errors and reports.
    static func main(of client: NativeClient) throws(KafkaError) -> NativeQueue {
        guard let pointer = rd_kafka_queue_get_main(client.handle) else {
            client.destroy()
            throw KafkaError(code: .invalidState, message: "librdkafka gave the client no queue")
        }
        return NativeQueue(taking: pointer)
    }

    var pointer: OpaquePointer { queue }

    /// The next event, waiting at most this long; nil when there is none or when woken up.
    func poll(milliseconds: Int32) -> NativeEvent? {
        rd_kafka_queue_poll(queue, milliseconds).map { NativeEvent(taking: $0) }
    }

    /// Ends a `poll` under way, or the next one.
    func wakeUp() {
        isAlive.withLock { isAlive in
            if isAlive { rd_kafka_queue_yield(queue) }
        }
    }

    func destroy() {
        isAlive.withLock { isAlive in
            precondition(isAlive, "a queue is destroyed once")
            isAlive = false
            rd_kafka_queue_destroy(queue)
        }
    }
}
