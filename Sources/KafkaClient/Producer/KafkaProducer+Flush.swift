import CRdKafka
import Synchronization

extension KafkaProducer {
    /// Returns when everything queued before the call was acknowledged, without waiting for what others queue
    /// meanwhile. Not cut short by cancellation: the deadline bounds it.
    ///
    /// - Parameters:
    ///   - deadline: how long to wait at most.
    ///   - lingering: leave batches the time that `linger.ms` gives them, for whoever goes on producing meanwhile and
    ///     wants them full; otherwise everything queued is sent at once.
    /// - Throws: the first delivery failure since the last flush, naming its partition and reason; `.timedOut`
    ///   when the deadline passed before the last acknowledgement.
    public func flush(deadline: Duration = .seconds(30), lingering: Bool = false) async throws(KafkaError) {
        guard closing.withLock({ $0 == nil }) else { throw .closed("producer") }
        let isDone = await settleAll(deadline: deadline, lingering: lingering)
        if let failure = desk.takeFailures() { throw failure }
        guard isDone else {
            throw .timedOut("the flush of \(desk.outstandingCount) records", after: deadline)
        }
    }

    /// Waits until everything queued before is settled, one way or the other; false when the deadline passed.
    func settleAll(deadline: Duration, lingering: Bool = false) async -> Bool {
        let id = desk.nextID()
        let end = Deadline(after: deadline)
        let isDone = await withCheckedContinuation { continuation in
            let flusher = ProducerDesk.Flusher(continuation)
            desk.beginFlush(id, flusher)
            if !lingering { hurry(id, until: end) }
            flusher.expire(after: deadline) { false }
        }
        if !isDone { desk.abandonFlush(id) }
        return isDone
    }

    // While rd_kafka_flush() runs, librdkafka sends without lingering. It counts everybody's records, so it is
    // asked in slices and only for as long as this flush is waiting.
    private func hurry(_ id: UInt64, until end: Deadline) {
        let desk = self.desk
        work.submit { client in
            while desk.isFlushing(id) && !end.hasPassed {
                rd_kafka_flush(client.handle, min(end.millisecondsLeft, 20))
            }
        }
    }

    /// Waits for what is under way, then frees everything. Abort or commit an open transaction before: it would
    /// block its readers until it times out.
    ///
    /// Closing twice, at once or later, waits for the first and has its outcome.
    ///
    /// - Throws: the first delivery failure since the last flush; records still unacknowledged at the deadline
    ///   are given up, and counted in that failure. The producer is closed all the same.
    public func close(deadline: Duration = .seconds(30)) async throws(KafkaError) {
        let task = closing.withLock { closing in
            if let running = closing { return running }
            let made = Task { await self.closeOnce(deadline: deadline) }
            closing = made
            return made
        }
        try await task.value.get()
    }

    private func closeOnce(deadline: Duration) async -> Result<Void, KafkaError> {
        desk.shut()
        let isFlushed = await settleAll(deadline: deadline)
        let ending = ProducerEnding(client: client, queue: queue, desk: desk, delivery: delivery)
        let hasEnded: Bool = await withCheckedContinuation { continuation in
            let answer = OneAnswer(continuation)
            work.submit { _ in
                ending.run()
                answer.give(true)
            }
            work.stop()
            answer.expire(after: .seconds(5)) { false }
        }
        if let failure = desk.takeFailures() { return .failure(failure) }
        guard hasEnded && isFlushed else { return .failure(.timedOut("closing the producer", after: deadline)) }
        return .success(())
    }
}

/// The end of a producer, on its own thread: give up what is left, stop the reports, free topics, queue, handle.
struct ProducerEnding: Sendable {
    let client: NativeClient
    let queue: NativeQueue
    let desk: ProducerDesk
    let delivery: DeliveryThread

    func run() {
        desk.shut()
        if desk.outstandingCount > 0 {
            // The reports of what is given up come through the delivery thread, like any other.
            rd_kafka_purge(client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
            rd_kafka_flush(client.handle, 1_000)
        }
        delivery.stop()
        desk.freeTopics()
        queue.destroy()
        client.destroy()
        desk.answerEverybody()
    }
}

extension ProducerDesk {
    func freeTopics() {
        withState { state in
            for topic in state.topics.values { rd_kafka_topic_destroy(topic) }
            state.topics = [:]
            state.lastTopic = nil
        }
    }

    /// Nobody is left waiting for a report that cannot come any more.
    func answerEverybody() {
        for sender in withState({ $0.ledger.takeSenders() }) { sender.give(.failed(.closed("producer"))) }
    }
}
