import Cooperation
import DigestEngine
import KafkaClient
import Logging

/// What the digest stage does about a record besides telling the engine: sets aside what cannot be read, and logs what
/// operators asked for.
struct IntakeOutcomes {
    let deadLetters: DeadLetterWriter
    let logger: Logger

    /// Returns how many dead letters were written; they are part of the writer's open step.
    func report(
        _ reading: LogIntake.Reading, of record: ConsumerRecord, in batch: RecordBatch, to writer: StageWriter
    ) async throws -> Int {
        switch reading {
        case .entry(.notice):
            return 0
        case .entry(.command(let command)):
            logger.notice("an operator's command was read", metadata: metadata(of: command, record))
            return 0
        case .passedOver(let command, let problem):
            var metadata = metadata(of: command, record)
            metadata["problem"] = "\(problem)"
            logger.warning("an operator's command is for nobody and was passed over", metadata: metadata)
            return 0
        case .refusedNotice(let rejection):
            try await writer.begin()
            try await deadLetters.write(record, of: batch, rejection: rejection, to: writer.producer)
            return 1
        case .refusedCommand(let rejection):
            try await writer.begin()
            try await deadLetters.write(
                record, of: batch, code: rejection.first.code.rawValue, path: rejection.first.pointer,
                message: rejection.message, to: writer.producer)
            return 1
        }
    }

    private func metadata(of command: DigestCommand, _ record: ConsumerRecord) -> Logger.Metadata {
        [
            "order": "\(command.order.name)", "for": "\(command.subscription ?? command.audience)",
            "by": "\(command.by)", "command": "\(command.id)",
            "record": "\(record.topic)/\(record.partition)@\(record.offset)",
        ]
    }
}
