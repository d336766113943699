import Cooperation
import KafkaClient
import Logging

/// Sets records aside: their bytes and headers untouched, the reason in headers of its own.
struct DeadLetterWriter {
    let topic: String
    let stage: StageName
    let clock: any WorkerClock
    let logger: Logger

    /// Writes a record that the contract refuses: its first fault, and how many more there are and where.
    func write(
        _ record: ConsumerRecord, of batch: RecordBatch, rejection: Rejection, to producer: KafkaProducer
    ) async throws {
        try await write(
            record, of: batch, code: rejection.code.rawValue, path: rejection.faults[0].pointer,
            message: rejection.summary(maxBytes: DeadLetter.maxMessageBytes), to: producer)
    }

    /// Writes the record of `batch` to the dead letters.
    func write(
        _ record: ConsumerRecord, of batch: RecordBatch, code: String, path: String, message: String,
        to producer: KafkaProducer
    ) async throws {
        try await write(
            KeptRecord(key: batch.key(of: record), value: batch.value(of: record), headers: batch.headers(of: record)),
            from: RecordPosition(topic: record.topic, partition: record.partition, offset: record.offset), code: code,
            path: path, message: message, to: producer)
    }

    /// Writes a record that was kept to the dead letters.
    func write(
        _ record: KeptRecord, from origin: RecordPosition, code: String, path: String, message: String,
        to producer: KafkaProducer
    ) async throws {
        let letter = DeadLetter(
            origin: origin, stage: stage, code: code, path: path, message: message, failedAt: clock.now(),
            returning: ReturningRecord(headers: record.headers))
        logger.notice(
            "record set aside in the dead letters",
            metadata: [
                "origin": "\(letter.origin)", "code": "\(code)", "path": "\(path)", "reason": "\(letter.message)",
                "attempts": "\(letter.attempts)",
            ])
        try await producer.produce(
            ProducerRecord(
                topic: topic, partition: nil, key: record.key, value: record.value,
                headers: letter.headers(after: record.headers), timestampMilliseconds: clock.now().milliseconds))
    }
}
