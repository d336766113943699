import CRdKafka
import Logging

/// The delivery thread's side of the desk: reports come in, those who wait are answered.
extension ProducerDesk {
    /// Settles every record of one delivery report, frees the report, then answers whoever that concerns.
    ///
    /// The report goes first: until then its records still count against the queue's limits.
    func settle(_ event: consuming NativeEvent) {
        let settlement = event.withPointer { event in
            withState { state in settle(event, in: &state.ledger) }
        }
        _ = consume event
        for (sender, outcome) in settlement.answers { sender.give(outcome) }
        if let first = settlement.firstFailure {
            logger.error(
                "records were not delivered",
                metadata: ["count": "\(settlement.failureCount)", "first": "\(first)"])
        }
        answerWaiters()
    }

    private struct Settlement {
        var answers: [(Sender, SendOutcome)] = []
        var firstFailure: KafkaError?
        var failureCount = 0
    }

    private func settle(_ event: OpaquePointer, in ledger: inout DeliveryLedger<Sender, Flusher>) -> Settlement {
        var settlement = Settlement()
        while let message = rd_kafka_event_message_next(event) {
            let native = message.pointee
            let ticket = DeliveryLedger<Sender, Flusher>.Ticket(word: UInt(bitPattern: native._private))
            let failure = native.err == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : failure(of: message)
            let kept = failure.flatMap { isOwnPurge($0) ? nil : $0 }
            if let sender = ledger.report(ticket, failure: kept) {
                let position = Acknowledgement(partition: native.partition, offset: native.offset)
                settlement.answers.append((sender, failure.map { .failed($0) } ?? .delivered(position)))
            } else if let kept {
                settlement.failureCount += 1
                settlement.firstFailure = settlement.firstFailure ?? kept
            }
        }
        return settlement
    }

    private func failure(of message: UnsafePointer<rd_kafka_message_t>) -> KafkaError {
        let code = KafkaError.Code(message.pointee.err)
        let topic = message.pointee.rkt.map { String(cString: rd_kafka_topic_name($0)) } ?? ""
        return KafkaError(
            code: code, message: "a record was not delivered: \(code.text)",
            topicPartition: TopicPartition(topic: topic, partition: message.pointee.partition))
    }

    // Aborting a transaction throws its records out of the queue: that is what was asked for, not a failure.
    private func isOwnPurge(_ error: KafkaError) -> Bool {
        isTransactional && (error.code == .purgedFromQueue || error.code == .purgedInFlight)
    }

    private func answerWaiters() {
        let (flushers, waiters) = withState { state in
            state.isFull = false
            let waiters = Array(state.spaceWaiters.values)
            state.spaceWaiters = [:]
            return (state.ledger.finishedFlushers(), waiters)
        }
        for flusher in flushers { flusher.give(true) }
        for waiter in waiters { waiter.give(()) }
    }
}
