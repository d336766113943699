public import Cooperation
public import KafkaClient
public import Logging
public import Worker

/// Replays and discards dead letters, and writes down what was done.
///
/// *Exactly once*, a replayed record and its disposition are one transaction. All desks of a configuration use one
/// transactional id: whoever comes later ends what an earlier one left open, and then sees all that stands. So of two
/// operators at once the second finds done what the first did, or the first is fenced off and nothing of its step
/// stands; no letter is replayed twice.
///
/// *At least once*, a record is replayed and acknowledged before its disposition is written: a crash between the two
/// leaves the letter open, and it may be replayed again, which the digest stage recognises by `source` and `id`. The
/// other order could lose it.
public struct DispositionDesk: Sendable {
    /// What is to be done about one letter.
    public struct Order: Sendable {
        /// The letter, as it was when this was decided.
        public var letter: FiledLetter
        /// What goes back to its stage; nil for a letter that is discarded.
        public var replay: ProducerRecord?
        /// The hash of the value that goes back, where it or a header is another than the letter's.
        public var edited: ContentHash?

        /// An order that discards a letter.
        public init(discarding letter: FiledLetter) {
            self.letter = letter
        }

        /// An order that replays a letter to the topic it came from.
        public init(replaying known: LetterCase) {
            letter = known.letter
            replay = known.record.replayed(
                known.letter.letter, to: known.letter.letter.origin.topic, value: known.value,
                headers: known.ownHeaders)
            edited = known.edit.map { _ in ContentHash(of: known.value ?? []) }
        }
    }

    /// What was done, and what was not.
    public struct Receipt: Sendable {
        /// What stands in the log now.
        public var dispositions: [Disposition] = []
        /// Letters that somebody else dealt with meanwhile: nothing was done about them.
        public var overtaken: [Cooperation.RecordPosition] = []

        /// Nothing yet.
        public init() {}
    }

    private let configuration: WorkerConfiguration
    private let kafka: KafkaProperties
    private let clock: any WorkerClock
    private let logger: Logger

    /// A desk for this configuration.
    public init(
        configuration: WorkerConfiguration, kafka: KafkaProperties, clock: any WorkerClock, logger: Logger
    ) {
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        var kafka = kafka
        kafka["acks"] = "all"
        self.kafka = kafka
    }

    private var isTransactional: Bool { configuration.settings.guarantee == .exactlyOnce }

    /// Carries out the orders, in order, at most so many records a second.
    ///
    /// - Throws: ``InterruptedDispositions`` with what stands, when the brokers refuse something underway.
    public func carryOut(
        _ orders: [Order], by: String, reason: String, ratePerSecond: Int? = nil
    ) async throws -> Receipt {
        let producer = try KafkaProducer(
            properties: kafka,
            transactionalID: isTransactional ? "\(configuration.settings.groupPrefix)-dead-letters" : nil,
            logger: logger)
        do {
            if isTransactional { try await producer.initTransactions() }
            let step = DispositionStep(
                producer: producer, isTransactional: isTransactional, by: by, reason: reason, clock: clock)
            let receipt = try await carryOut(try await stillDue(orders), step, ReplayPace(perSecond: ratePerSecond))
            try await producer.close(deadline: .seconds(10))
            return receipt
        } catch {
            try? await producer.close(deadline: .seconds(1))
            throw error
        }
    }

    /// The orders whose letters are as they were when it was decided about them.
    private func stillDue(_ orders: [Order]) async throws -> (due: [Order], overtaken: [Order]) {
        let log = DeadLetterLog(configuration: configuration, kafka: kafka, logger: logger)
        let now = Dictionary(
            try await log.register().letters.map { ($0.position, $0.dispositions) }
        ) { first, _ in first }
        let due = orders.filter { now[$0.letter.position] == $0.letter.dispositions }
        let overtaken = orders.filter { now[$0.letter.position] != $0.letter.dispositions }
        return (due, overtaken)
    }

    private func carryOut(
        _ orders: (due: [Order], overtaken: [Order]), _ step: DispositionStep, _ pace: ReplayPace
    ) async throws -> Receipt {
        var receipt = Receipt()
        receipt.overtaken = orders.overtaken.map(\.letter.position)
        var pace = pace
        var rest = orders.due[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(pace.stepRecords))
            rest = rest.dropFirst(part.count)
            await pace.wait(for: part.count)
            do {
                receipt.dispositions += try await step.carryOut(part)
            } catch let interruption as DispositionStep.Interruption {
                receipt.dispositions += interruption.done
                throw InterruptedDispositions(receipt: receipt, open: orders.due.count, cause: interruption.cause)
            }
        }
        return receipt
    }
}

/// A run that ended before it was done: what stands, and what to do.
public struct InterruptedDispositions: Error, CustomStringConvertible {
    /// What was done before.
    public var receipt: DispositionDesk.Receipt
    /// How many letters there were to do something about.
    var open: Int
    /// What the brokers said.
    var cause: any Error

    /// What stands, and what to do.
    public var description: String {
        """
        interrupted after \(receipt.dispositions.count) of \(open) letters: \(reason). What was done is written down; \
        give the same command again for the rest
        """
    }

    private var reason: String {
        let fencing: [KafkaError.Code] = [.fenced, .producerFenced, .invalidProducerEpoch]
        guard let failure = cause as? TransactionError, fencing.contains(failure.underlying.code) else {
            return "\(cause)"
        }
        return "somebody else began to deal with dead letters"
    }
}
