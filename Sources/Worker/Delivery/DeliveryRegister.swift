import Cooperation
import KafkaClient
import Logging

/// Writes down what became of each mail: in the deliveries, the dead letters, the metrics and the log.
struct DeliveryRegister {
    let ledger: DeliveryLedger
    let context: StageContext
    let via: String
    /// How whoever takes the mails is called.
    let server: String
    let producer: KafkaProducer
    let metrics = DeliveryMetrics()

    private var deadLetters: DeadLetterWriter {
        DeadLetterWriter(
            topic: context.topics.deadLetters, stage: .deliver, clock: context.clock, logger: context.logger)
    }

    /// The note of an attempt that is about to be made.
    func sending(_ mail: QueuedMail) throws -> ProducerRecord {
        try ledger.note(
            Delivery(mail, .sending, at: context.clock.now(), via: via), partition: mail.position.partition)
    }

    /// What the log says of a mail that may come to be there twice, before it goes again.
    func tellOfDoubt(_ mail: QueuedMail) {
        guard mail.isInDoubt else { return }
        context.logger.notice(
            "a mail is sent again that may have been taken already: it may arrive twice, with the same Message-ID",
            metadata: details(mail))
    }

    /// A record that is no mail goes to the dead letters.
    func setAside(_ record: ConsumerRecord, of batch: RecordBatch, _ refusal: OutgoingMail.Refusal) async throws {
        try await deadLetters.write(
            record, of: batch, code: "contract", path: "", message: refusal.description, to: producer)
    }

    /// Notes what was decided about a mail.
    func note(_ verdict: Outbox.Verdict) async throws {
        metrics.count(verdict)
        switch verdict {
        case .delivered(let mail, let words):
            try await write(mail, .delivered, words)
        case .deferred(let mail, let time, let words):
            context.logger.info("a mail waits", metadata: details(mail, words, until: time))
            try await write(mail, .deferred, words)
        case .inDoubt(let mail, let time, let words):
            // The note of the attempt stays: whoever comes after a crash is in the same doubt.
            context.logger.info(
                "nobody said whether a mail was taken; it waits", metadata: details(mail, words, until: time))
        case .held(let mail, let words):
            context.logger.warning(
                "the mail server cannot be reached; mails wait",
                metadata: ["server": "\(server)", "answer": "\(words)"])
            try await write(mail, .deferred, words)
        case .dead(let mail, let dead):
            let (code, message) = letter(mail, dead)
            try await deadLetters.write(
                mail.record,
                from: Cooperation.RecordPosition(
                    topic: context.topics.emails, partition: mail.position.partition, offset: mail.position.offset),
                code: code, path: "", message: message, to: producer)
            try await write(mail, .refused, dead.words)
        }
    }

    private func write(_ mail: QueuedMail, _ state: Delivery.State, _ words: String) async throws {
        let delivery = Delivery(mail, state, at: context.clock.now(), via: via, answer: words)
        try await producer.produce(try ledger.note(delivery, partition: mail.position.partition))
    }

    private func letter(_ mail: QueuedMail, _ dead: Outbox.DeadMail) -> (code: String, message: String) {
        switch dead {
        case .refused(let words): return ("mail-refused", "\(server) refused the mail to \(mail.recipient): \(words)")
        case .undeliverable(let words):
            let since = mail.firstAttemptAt.map { " since \($0)" } ?? ""
            return (
                "mail-undeliverable",
                "given up after \(mail.attempts) attempts\(since) to hand the mail to \(mail.recipient) to \(server); "
                    + "the last word: \(words)"
            )
        }
    }

    private func details(_ mail: QueuedMail, _ words: String? = nil, until time: Instant? = nil) -> Logger.Metadata {
        var details: Logger.Metadata = [
            "message_id": "\(mail.messageID)", "recipient": "\(mail.recipient)", "attempt": "\(mail.attempts)",
        ]
        details["answer"] = words.map { "\($0)" }
        details["until"] = time.map { "\($0)" }
        return details
    }
}

extension Outbox.DeadMail {
    /// The last that was said.
    var words: String {
        switch self {
        case .refused(let words), .undeliverable(let words): words
        }
    }
}
