public import Cooperation
public import DigestEngine
import KafkaClient

/// What stands in the log of one command, carried out or not.
public struct CommandTrace: Sendable {
    /// What the digest stage makes of it.
    public enum Outcome: Sendable {
        /// It is carried out in its turn.
        case taken(DigestCommand)
        /// It is for an audience or a subscription that the configuration does not know: the reason.
        case passedOver(DigestCommand, String)
        /// It cannot be read, and goes to the dead letters.
        case refused(CommandRejection)
    }

    /// Where it stands.
    public var position: Cooperation.RecordPosition
    /// When it was appended.
    public var appendedAt: Instant
    /// What the digest stage makes of it.
    public var outcome: Outcome

    init(_ reading: LogIntake.Reading, of record: ConsumerRecord) {
        position = Cooperation.RecordPosition(
            topic: record.topic, partition: record.partition, offset: record.offset)
        appendedAt = record.appendedAt
        switch reading {
        case .entry(.command(let command)): outcome = .taken(command)
        case .passedOver(let command, let problem): outcome = .passedOver(command, problem)
        case .refusedCommand(let rejection): outcome = .refused(rejection)
        case .entry(.notice), .refusedNotice: preconditionFailure("a notice was taken for a command")
        }
    }
}
