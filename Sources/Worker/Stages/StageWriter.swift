import KafkaClient
import Logging

/// What went wrong while writing, as far as the stage has to decide something.
enum WriteFailure: Error {
    /// The transaction is gone and was aborted: read again from the committed offsets.
    case aborted(KafkaError)
    /// At least once: what was written stands, but the group would not take the offsets, as in the midst of a
    /// rebalance. Commit again later, or let the next owner repeat the step.
    case notCommitted(KafkaError)
}

/// How many steps in a row may be undone before the stage is built anew, after a pause: some causes stay (a right that
/// is lacking), and each attempt leaves aborted records in the log.
let undoneStepLimit = 5

/// Writes what a stage made of what it read, as one step, under either guarantee: a transaction, or flush then commit.
final class StageWriter {
    let producer: KafkaProducer
    let guarantee: Guarantee
    private(set) var isOpen = false
    private let deadline = Duration.seconds(60)

    init(producer: KafkaProducer, guarantee: Guarantee) {
        self.producer = producer
        self.guarantee = guarantee
    }

    /// Makes a producer for the stage, and claims its transactional id from whoever held it.
    static func open(stage: StageName, context: StageContext, guarantee: Guarantee) async throws -> StageWriter {
        let isTransactional = guarantee == .exactlyOnce
        let producer = try KafkaProducer(
            properties: context.kafka,
            transactionalID: isTransactional
                ? "\(stage.group(context.configuration.settings))-\(context.instance)" : nil,
            logger: context.logger)
        if isTransactional { try await producer.initTransactions(deadline: .seconds(60)) }
        return StageWriter(producer: producer, guarantee: guarantee)
    }

    /// Opens a step, unless one is open.
    func begin() async throws {
        guard !isOpen else { return }
        if guarantee == .exactlyOnce { try await producer.beginTransaction() }
        isOpen = true
    }

    /// Ends the step: what was written stands, and the consumer's group has passed `offsets`.
    ///
    /// - Throws: ``WriteFailure`` when the step is undone and can be tried again; anything else asks for a new
    ///   producer.
    func commit(_ offsets: [TopicPartition: Int64], of consumer: KafkaConsumer) async throws {
        guard guarantee == .exactlyOnce else {
            try await producer.flush(deadline: deadline)
            isOpen = false
            return try await consumer.commitStep(offsets)
        }
        do {
            if !offsets.isEmpty {
                try await producer.sendOffsets(offsets, group: try await consumer.groupMetadata())
            }
            try await producer.commitTransaction(deadline: deadline)
            isOpen = false
        } catch TransactionError.abortable(let cause) {
            try await abort()
            throw WriteFailure.aborted(cause)
        }
    }

    /// At least once: ends the step in the background, while the next one is written. Its task returns when all records
    /// written so far were acknowledged and the group has passed `offsets`, and throws as `commit` does.
    func settle(_ offsets: [TopicPartition: Int64], of consumer: KafkaConsumer) -> Task<Void, any Error> {
        precondition(guarantee == .atLeastOnce, "a transaction is ended by `commit`")
        isOpen = false
        return Task { [producer, deadline] in
            try await producer.flush(deadline: deadline, lingering: true)
            try await consumer.commitStep(offsets)
        }
    }

    /// Undoes the open step; under at least once there is nothing to undo.
    func abort() async throws {
        guard isOpen else { return }
        isOpen = false
        if guarantee == .exactlyOnce { try await producer.abortTransaction(deadline: deadline) }
    }

    /// Gives up a step that is still open: left to the brokers, it would block its readers until it times out.
    func close() async {
        if isOpen, guarantee == .exactlyOnce { try? await producer.abortTransaction(deadline: .seconds(5)) }
        try? await producer.close(deadline: .seconds(10))
    }
}

extension KafkaConsumer {
    fileprivate func commitStep(_ offsets: [TopicPartition: Int64]) async throws {
        guard !offsets.isEmpty else { return }
        do {
            try await commit(offsets)
        } catch {
            if error.isFatal { throw error }
            throw WriteFailure.notCommitted(error)
        }
    }
}
