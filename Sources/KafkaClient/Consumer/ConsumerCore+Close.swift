import CRdKafka
import Logging

extension ConsumerCore {
    /// Leaves the group and frees everything; true when the group was left in time.
    ///
    /// The order is the one that was measured to work: close onto the *consumer* queue (closing onto the main
    /// queue never returns after `poll_set_consumer`), serve it until closed, free the queue, free the handle.
    func close(by deadline: Deadline) -> Bool {
        answerBeforeClosing()
        _ = builder.finish()
        let refused = KafkaError(taking: rd_kafka_consumer_close_queue(client.handle, queue.pointer))
        if let refused { logger.warning("closing the consumer was refused", metadata: ["error": "\(refused)"]) }
        while refused == nil && rd_kafka_consumer_closed(client.handle) == 0 && !deadline.hasPassed {
            serveClosing(milliseconds: min(deadline.millisecondsLeft, 100))
        }
        let isClosed = rd_kafka_consumer_closed(client.handle) != 0
        queue.destroy()
        client.destroy(closingConsumer: isClosed)
        return isClosed
    }

    private func serveClosing(milliseconds: Int32) {
        guard let event = queue.poll(milliseconds: milliseconds) else { return }
        switch event.type {
        case RD_KAFKA_EVENT_REBALANCE: _ = letGo(event.entries().map(\.topicPartition))
        case RD_KAFKA_EVENT_LOG: logger.forward(event)
        default: break  // records prefetched but not asked for any more
        }
    }
}
