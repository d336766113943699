import CRdKafka

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Transactions. Every call may block, so each runs on the producer's serial thread; passing failures are
/// repeated there until the deadline.
///
/// The rule for what comes back: `.retriable`, repeat; `.abortable`, abort, rewind to the committed offsets and
/// work again; `.fatal`, close this producer and build a new one. A transaction covers Kafka only.
extension KafkaProducer {
    /// Fences earlier producers of the same id and finishes what they left open. Once, before anything else.
    public func initTransactions(deadline: Duration = .seconds(60)) async throws(TransactionError) {
        try await transact("init of transactions", deadline) { handle, end in
            rd_kafka_init_transactions(handle, end.millisecondsLeft)
        }
    }

    /// Begins a transaction: what is produced from now on belongs to it.
    public func beginTransaction() async throws(TransactionError) {
        _ = desk.takeFailures()
        try await transact("begin of a transaction", .seconds(10)) { handle, _ in
            rd_kafka_begin_transaction(handle)
        }
    }

    /// Commits the consumer's offsets with the transaction: for each partition the offset of the next record
    /// to read. Fetch the group metadata immediately before.
    public func sendOffsets(
        _ offsets: [TopicPartition: Int64], group: GroupMetadata, deadline: Duration = .seconds(30)
    ) async throws(TransactionError) {
        try await sendOffsets(offsets.mapValues { CommittedOffset(offset: $0) }, group: group, deadline: deadline)
    }

    /// Commits the consumer's offsets, each with a note, with the transaction.
    public func sendOffsets(
        _ offsets: [TopicPartition: CommittedOffset], group: GroupMetadata, deadline: Duration = .seconds(30)
    ) async throws(TransactionError) {
        guard !offsets.isEmpty else { return }
        try await transact("sending offsets to the transaction", deadline) { handle, end in
            let list = PartitionList(capacity: offsets.count)
            for (partition, committed) in offsets {
                list.add(partition, offset: committed.offset, metadata: committed.metadata)
            }
            return list.withPointer {
                rd_kafka_send_offsets_to_transaction(handle, $0, group.pointer, end.millisecondsLeft)
            }
        }
    }

    /// Waits for what was produced and makes it, with the offsets sent, visible at once.
    public func commitTransaction(deadline: Duration = .seconds(60)) async throws(TransactionError) {
        try await transact("commit of the transaction", deadline) { handle, end in
            rd_kafka_commit_transaction(handle, end.millisecondsLeft)
        }
    }

    /// Throws away what was produced since the transaction began; its delivery failures are forgotten with it.
    public func abortTransaction(deadline: Duration = .seconds(60)) async throws(TransactionError) {
        try await transact("abort of the transaction", deadline) { handle, end in
            rd_kafka_abort_transaction(handle, end.millisecondsLeft)
        }
        _ = await settleAll(deadline: .seconds(5))
        _ = desk.takeFailures()
    }

    private func transact(
        _ what: String, _ deadline: Duration,
        _ call: @escaping @Sendable (_ handle: OpaquePointer, _ end: Deadline) -> OpaquePointer?
    ) async throws(TransactionError) {
        let end = Deadline(after: deadline)
        let failure: KafkaError?
        do throws(KafkaError) {
            // Some calls were seen to ignore their timeout: the caller is let go a little after it.
            failure = try await work.run(what, deadline: deadline + .seconds(2)) { client in
                Self.repeating(until: end) { call(client.handle, end) }
            }
        } catch {
            throw .fatal(error)
        }
        guard var failure else { return }
        failure.message = "\(what): \(failure.message)"
        throw TransactionError(failure)
    }

    private static func repeating(until end: Deadline, _ call: () -> OpaquePointer?) -> KafkaError? {
        let pause = Monitor()
        var failure = KafkaError(taking: call())
        while let error = failure, error.isRetriable, !end.hasPassed {
            pause.locked { pause.wait(milliseconds: min(Int(end.millisecondsLeft), 50)) }
            failure = KafkaError(taking: call())
        }
        return failure
    }
}
