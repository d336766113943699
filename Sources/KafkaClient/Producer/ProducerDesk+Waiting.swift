/// The callers' side of the desk: waiting for room and for acknowledgements.
extension ProducerDesk {
    func queue(_ record: ProducerRecord, _ headers: HeaderBlock, for sender: Sender? = nil) throws(KafkaError)
        -> ProduceOutcome
    {
        try Self.lend(record.key) { key throws(KafkaError) in
            try Self.lend(record.value) { value throws(KafkaError) in
                let draft = Draft(
                    topic: record.topic, partition: record.partition, key: key, value: value,
                    timestampMilliseconds: record.timestampMilliseconds)
                return try queue(draft, headers, for: sender)
            }
        }
    }

    private static func lend<R>(
        _ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) throws(KafkaError) -> R
    ) throws(KafkaError) -> R {
        guard let bytes else { return try body(nil) }
        return try bytes.withUnsafeBufferPointer { buffer throws(KafkaError) in
            try body(UnsafeRawBufferPointer(buffer))
        }
    }

    func nextID() -> UInt64 {
        withState { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Answers at once when there is room or the producer is closed, else after the next report.
    func waitForSpace(_ id: UInt64, _ waiter: OneAnswer<Void>) {
        let mustWait = withState { state in
            guard state.isFull && state.isOpen else { return false }
            state.spaceWaiters[id] = waiter
            return true
        }
        // Cancelled before it was noted down: the handler ran too early to find it.
        if !mustWait || Task.isCancelled { stopWaitingForSpace(id, waiter) }
    }

    func stopWaitingForSpace(_ id: UInt64, _ waiter: OneAnswer<Void>? = nil) {
        let noted = withState { $0.spaceWaiters.removeValue(forKey: id) }
        (noted ?? waiter)?.give(())
    }

    /// Begins a flush; answers at once when nothing is outstanding.
    func beginFlush(_ id: UInt64, _ flusher: Flusher) {
        let done = withState { state in
            state.ledger.flush(id, flusher)
            return state.ledger.finishedFlushers()
        }
        for flusher in done { flusher.give(true) }
    }

    func isFlushing(_ id: UInt64) -> Bool {
        withState { $0.ledger.isFlushing(id) }
    }

    func abandonFlush(_ id: UInt64) {
        withState { $0.ledger.abandonFlush(id) }?.give(false)
    }

    func takeFailures() -> KafkaError? {
        guard var failures = withState({ $0.ledger.takeFailures() }) else { return nil }
        if failures.count > 1 { failures.first.message += " (and \(failures.count - 1) more records)" }
        return failures.first
    }

    /// No record is taken any more, and nobody waits for room.
    func shut() {
        let waiters = withState { state in
            state.isOpen = false
            defer { state.spaceWaiters = [:] }
            return Array(state.spaceWaiters.values)
        }
        for waiter in waiters { waiter.give(()) }
    }

    var outstandingCount: Int { withState { $0.ledger.outstandingCount } }
}
