import Synchronization

extension KafkaConsumer {
    /// Leaves the group and frees everything. Drain and commit before: what was revoked by closing is not asked
    /// about any more. A poll under way ends early.
    ///
    /// Closing twice, at once or later, waits for the first and has its outcome; closing before the first poll
    /// is fine. Calls made after it throw `.closed`.
    ///
    /// - Throws: `.timedOut` when the group could not be left in time: it will notice by itself once the session
    ///   times out. The consumer is closed all the same.
    public func close(deadline: Duration = .seconds(10)) async throws(KafkaError) {
        let task = closing.withLock { closing in
            if let running = closing { return running }
            let made = Task { await self.closeOnce(deadline: deadline) }
            closing = made
            return made
        }
        try await task.value.get()
    }

    private func closeOnce(deadline: Duration) async -> Result<Void, KafkaError> {
        let end = Deadline(after: deadline)
        queue.wakeUp()
        waker?.stop()
        let waker = self.waker
        let queries = self.queries
        let isClosed: Bool? = await withCheckedContinuation { continuation in
            let answer = OneAnswer<Bool?>(continuation)
            // The handle is freed on the consumer's thread after the queries have ended on theirs.
            queries.submit { [thread] _ in
                waker?.waitUntilStopped()
                thread.submit { answer.give($0.close(by: end)) }
                thread.stop()
            }
            queries.stop()
            answer.expire(after: deadline + .seconds(1)) { nil }
        }
        guard isClosed == true else { return .failure(.timedOut("leaving the consumer group", after: deadline)) }
        return .success(())
    }
}
