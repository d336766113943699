import Cooperation
import KafkaClient

/// Reads records of the emails topic, in the light of what the ledger knows of them.
struct DeliveryIntake {
    /// What a record is.
    enum Reading {
        /// A mail to be handed on, at once or not before its time.
        case mail(QueuedMail, notBefore: Instant?)
        /// One that was dealt with before.
        case known
        /// None.
        case refused(OutgoingMail.Refusal)
    }

    let ledger: DeliveryLedger
    let context: StageContext

    func read(_ record: ConsumerRecord, of batch: RecordBatch, schedule: RetrySchedule) -> Reading {
        let kept = KeptRecord(
            key: batch.key(of: record), value: batch.value(of: record), headers: batch.headers(of: record))
        do {
            let outgoing = try OutgoingMail(kept)
            let mail = QueuedMail(
                position: MailPosition(partition: record.partition, offset: record.offset),
                messageID: outgoing.messageID, digest: outgoing.digest, recipient: outgoing.recipient, record: kept)
            return Self.judge(mail, ledger.entry(of: mail.messageID, partition: record.partition), schedule)
        } catch {
            return .refused(error)
        }
    }

    static func judge(_ mail: QueuedMail, _ entry: DeliveryLedger.Entry?, _ schedule: RetrySchedule) -> Reading {
        switch entry {
        case nil: return .mail(mail, notBefore: nil)
        case .delivered: return .known
        // One that comes back from the dead letters is another record, and gets another chance.
        case .refused(let offset): return offset == mail.position.offset ? .known : .mail(mail, notBefore: nil)
        case .open(let delivery):
            guard delivery.offset == mail.position.offset else { return .mail(mail, notBefore: nil) }
            return .mail(mail.resumed(delivery), notBefore: delivery.time(under: schedule))
        }
    }
}

extension QueuedMail {
    /// The mail, with what a predecessor tried.
    fileprivate func resumed(_ delivery: Delivery) -> QueuedMail {
        var mail = self
        mail.attempts = delivery.attempts
        mail.firstAttemptAt = delivery.firstAttemptAt
        mail.isInDoubt = delivery.state == .sending
        return mail
    }
}

extension Delivery {
    /// When it is to be tried again; nil for at once.
    fileprivate func time(under schedule: RetrySchedule) -> Instant? {
        guard state == .deferred, attempts > 0 else { return nil }
        return at.adding(milliseconds: schedule.delayMilliseconds(after: attempts, of: messageID))
    }
}
