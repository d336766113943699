import CRdKafka
import Logging

/// The delivery thread's side of the desk: reports come in, those who wait are answered.
extension ProducerDesk {
    /// Settles every record of one delivery report, frees the report, then answers whoever that concerns.
    ///
    /// The report is read before the lock is taken, so that producing never waits for thousands of records to be gone
    /// through; and it is freed before anybody is answered, because until then its records count against the queue's
    /// limits.
    func settle(_ event: consuming NativeEvent) {
        let report = event.withPointer { read($0) }
        let answers = withState { state in settle(report, in: &state.ledger) }
        _ = consume event
        for (sender, outcome) in answers { sender.give(outcome) }
        if let first = report.failures.first {
            logger.error(
                "records were not delivered",
                metadata: ["count": "\(report.failures.count)", "first": "\(first)"])
        }
        answerWaiters()
    }

    private typealias Ticket = DeliveryLedger<Sender, Flusher>.Ticket

    /// What a delivery report says.
    private struct Report {
        /// How many records of each epoch were acknowledged that nobody waits for; records come in runs of one epoch.
        var acknowledged: [(epoch: UInt64, count: Int)] = []
        /// Records whose sender waits, or that failed: the failure to keep, and the outcome to tell.
        var others: [(ticket: Ticket, kept: KafkaError?, outcome: SendOutcome)] = []
        /// Failures that nobody waits for.
        var failures: [KafkaError] = []

        mutating func acknowledge(_ epoch: UInt64) {
            if let last = acknowledged.indices.last, acknowledged[last].epoch == epoch {
                acknowledged[last].count += 1
            } else {
                acknowledged.append((epoch, 1))
            }
        }
    }

    private func read(_ event: OpaquePointer) -> Report {
        var report = Report()
        while let message = rd_kafka_event_message_next(event) {
            let native = message.pointee
            let ticket = Ticket(word: UInt(bitPattern: native._private))
            if native.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                guard case .epoch(let epoch) = ticket else {
                    let position = Acknowledgement(partition: native.partition, offset: native.offset)
                    report.others.append((ticket, nil, .delivered(position)))
                    continue
                }
                report.acknowledge(epoch)
            } else {
                let failure = failure(of: message)
                let kept = isOwnPurge(failure) ? nil : failure
                report.others.append((ticket, kept, .failed(failure)))
                if case .epoch = ticket, let kept { report.failures.append(kept) }
            }
        }
        return report
    }

    private func settle(
        _ report: Report, in ledger: inout DeliveryLedger<Sender, Flusher>
    ) -> [(Sender, SendOutcome)] {
        for (epoch, count) in report.acknowledged { ledger.report(epoch: epoch, count: count) }
        return report.others.compactMap { ticket, kept, outcome in
            ledger.report(ticket, failure: kept).map { ($0, outcome) }
        }
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
