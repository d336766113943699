import Cooperation
import EmailRendering
import Foundation
import KafkaClient
import Logging

/// Emails → files. At least once by nature: a mail cannot be taken back when a transaction is.
struct DeliverStage {
    let context: StageContext

    func run(until stop: StopSignal) async throws {
        guard context.configuration.settings.deliver.mode != .off else {
            context.logger.info("mails stay in their topic: deliver.mode is off")
            context.progress.update(.deliver) { $0.state = .running }
            return await stop.wait()
        }
        let runtime = StageRuntime(
            stage: .deliver, context: context, topics: [context.topics.emails], guarantee: .atLeastOnce)
        try await runtime.run(DeliverTransform(context: context), until: stop)
    }
}

/// Hands each mail on once: what the ledger knows is passed over.
final class DeliverTransform: RecordTransform {
    private let context: StageContext
    private let directory: MailDirectory
    private let ledger: DeliveryLedger
    private let deadLetters: DeadLetterWriter

    init(context: StageContext) {
        self.context = context
        directory = MailDirectory(path: context.configuration.settings.deliver.directory)
        ledger = DeliveryLedger(
            topic: context.topics.deliveries, reader: LogReader(kafka: context.kafka, logger: context.logger))
        deadLetters = DeadLetterWriter(
            topic: context.topics.deadLetters, stage: .deliver, clock: context.clock, logger: context.logger)
    }

    func assigned(_ partitions: [TopicPartition]) async throws {
        try await ledger.load(partitions.map(\.partition))
    }

    func revoked(_ partitions: [TopicPartition]) {
        ledger.forget(partitions.map(\.partition))
    }

    func transform(_ batch: RecordBatch, to writer: StageWriter) async throws -> TransformCounts {
        var counts = TransformCounts()
        for record in batch.records {
            let email: EmailPayload
            do {
                email = try EmailPayload(json: Data(batch.value(of: record) ?? []))
            } catch {
                counts.deadLetters += 1
                try await deadLetters.write(
                    record, of: batch, code: "contract", path: "",
                    message: "expected an email payload (schemas/email.v1.json): \(error)", to: writer.producer)
                continue
            }
            guard !ledger.contains(email.messageIdentifier, partition: record.partition) else { continue }
            try await deliver(email, partition: record.partition, to: writer)
            counts.written += 1
        }
        counts.processed = batch.records.count
        return counts
    }

    private func deliver(_ email: EmailPayload, partition: Int32, to writer: StageWriter) async throws {
        try await directory.write(Array(MIMEMessage(email).bytes), name: email.fileName)
        let delivery = Delivery(
            messageID: email.messageIdentifier, digest: email.vaguemestre.digest, recipient: email.recipientAddress,
            deliveredAt: context.clock.now(), via: "directory")
        try await writer.producer.produce(try ledger.note(delivery, partition: partition))
    }
}
