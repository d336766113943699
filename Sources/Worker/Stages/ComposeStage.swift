import Cooperation
import DigestEngine
import EmailRendering
import Foundation
import KafkaClient
import Logging

/// Digests → one email-ready payload for each recipient, in the recipient's language.
struct ComposeStage {
    let context: StageContext

    func run(until stop: StopSignal) async throws {
        let runtime = StageRuntime(
            stage: .compose, context: context, topics: [context.topics.digests],
            guarantee: context.configuration.settings.guarantee)
        let transform = try ComposeTransform(context: context)
        do {
            try await runtime.run(transform, until: stop)
        } catch {
            await transform.close()
            throw error
        }
        await transform.close()
    }
}

/// Writes the emails of each digest; a digest that was written twice is composed once.
final class ComposeTransform: RecordTransform {
    private let context: StageContext
    private let composer: EmailComposer
    private let intake: DigestIntake
    private let records: EmailRecord
    private let deadLetters: DeadLetterWriter
    private let preferences: PreferenceDesk?
    /// The number of the latest digest composed per subscription: a repeat stands right behind its original.
    private var latest: [String: Int] = [:]

    init(context: StageContext) throws {
        self.context = context
        composer = try EmailComposer(configuration: context.configuration)
        intake = DigestIntake(subscriptions: context.configuration.subscriptions)
        records = EmailRecord(topic: context.topics.emails, format: context.configuration.settings.emails.format)
        preferences = PreferenceDesk(context: context)
        deadLetters = DeadLetterWriter(
            topic: context.topics.deadLetters, stage: .compose, clock: context.clock, logger: context.logger)
    }

    func close() async { await preferences?.close() }

    func revoked(_ partitions: [TopicPartition]) {
        latest.removeAll()
    }

    /// Nothing is remembered that may not stand: the same digests come again, and must not pass for repeats.
    func undone() {
        latest.removeAll()
    }

    func transform(_ batch: RecordBatch, to writer: StageWriter) async throws -> TransformCounts {
        var counts = TransformCounts()
        // What was chosen while these digests waited counts for them.
        try await preferences?.refresh()
        for record in batch.records {
            do throws(ComposeRefusal) {
                let emails = try emails(for: record, of: batch)
                try await write(emails, to: writer, counts: &counts)
            } catch {
                counts.deadLetters += 1
                try await deadLetters.write(
                    record, of: batch, code: error.code, path: "", message: error.message, to: writer.producer)
            }
        }
        counts.processed = batch.records.count
        return counts
    }

    private func emails(for record: ConsumerRecord, of batch: RecordBatch) throws(ComposeRefusal) -> [EmailPayload] {
        let digest = try intake.digest(batch.value(of: record))
        // One that comes back from the dead letters was not composed when its turn was.
        let isReturning = ReturningRecord(headers: batch.headers(of: record)) != nil
        guard isReturning || latest[digest.subscription].map({ digest.sequence > $0 }) ?? true else { return [] }
        let subscription = try intake.subscription(of: digest)
        guard digest.isWorthSending(under: subscription.policies) else { return [] }
        do {
            let emails = try composer.compose(digest, for: subscription, preferences: preferences)
            latest[digest.subscription] = max(digest.sequence, latest[digest.subscription] ?? 0)
            return emails
        } catch {
            throw ComposeRefusal(code: "not-rendered", message: "digest \(digest.id): \(error)")
        }
    }

    private func write(
        _ emails: [EmailPayload], to writer: StageWriter, counts: inout TransformCounts
    ) async throws(ComposeRefusal) {
        for email in emails {
            do {
                try await writer.producer.produce(
                    records.record(of: email, timestampMilliseconds: context.clock.now().milliseconds))
                counts.written += 1
            } catch {
                throw ComposeRefusal(code: "not-rendered", message: "\(error)")
            }
        }
    }
}
