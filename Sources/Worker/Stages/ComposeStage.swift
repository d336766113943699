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
        try await runtime.run(try ComposeTransform(context: context), until: stop)
    }
}

/// Writes the emails of each digest; a digest that was written twice is composed once.
final class ComposeTransform: RecordTransform {
    private let context: StageContext
    private let composer: EmailComposer
    private let subscriptions: [String: Subscription]
    private let deadLetters: DeadLetterWriter
    /// The number of the latest digest composed per subscription: a repeat stands right behind its original.
    private var latest: [String: Int] = [:]

    init(context: StageContext) throws {
        self.context = context
        composer = try EmailComposer(configuration: context.configuration)
        subscriptions = Dictionary(uniqueKeysWithValues: context.configuration.subscriptions.map { ($0.id, $0) })
        deadLetters = DeadLetterWriter(
            topic: context.topics.deadLetters, stage: .compose, clock: context.clock, logger: context.logger)
    }

    func revoked(_ partitions: [TopicPartition]) {
        latest.removeAll()
    }

    /// Nothing is remembered that may not stand: the same digests come again, and must not pass for repeats.
    func undone() {
        latest.removeAll()
    }

    func transform(_ batch: RecordBatch, to writer: StageWriter) async throws -> TransformCounts {
        var counts = TransformCounts()
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
        let digest = try digest(record, batch)
        guard latest[digest.subscription].map({ digest.sequence > $0 }) ?? true else { return [] }
        guard let subscription = subscriptions[digest.subscription] else {
            throw ComposeRefusal(
                code: "unknown-subscription",
                message: """
                    the configuration has no subscription `\(digest.subscription)`, which digest \(digest.id) is for. \
                    Add it again, or discard the digest
                    """)
        }
        guard digest.isWorthSending(under: subscription.policies) else { return [] }
        do {
            let emails = try composer.compose(digest, for: subscription)
            latest[digest.subscription] = digest.sequence
            return emails
        } catch {
            throw ComposeRefusal(code: "not-rendered", message: "digest \(digest.id): \(error)")
        }
    }

    private func digest(_ record: ConsumerRecord, _ batch: RecordBatch) throws(ComposeRefusal) -> Digest {
        guard let value = batch.value(of: record) else {
            throw ComposeRefusal(code: "tombstone", message: "expected a digest; found a record without a value")
        }
        do {
            return try JSONDecoder().decode(Digest.self, from: Data(value))
        } catch {
            throw ComposeRefusal(code: "contract", message: "expected a digest (schemas/digest.v1.json): \(error)")
        }
    }

    private func write(
        _ emails: [EmailPayload], to writer: StageWriter, counts: inout TransformCounts
    ) async throws(ComposeRefusal) {
        for email in emails {
            do {
                try await writer.producer.produce(
                    ProducerRecord(
                        topic: context.topics.emails, partition: nil, key: Array(email.recipientAddress.utf8),
                        value: Array(try email.json),
                        headers: [
                            KafkaHeader(name: "content-type", value: Array("application/json".utf8)),
                            KafkaHeader(name: "vm-message-id", value: Array(email.messageIdentifier.utf8)),
                            KafkaHeader(name: "vm-digest", value: Array(email.vaguemestre.digest.utf8)),
                        ],
                        timestampMilliseconds: context.clock.now().milliseconds))
                counts.written += 1
            } catch {
                throw ComposeRefusal(code: "not-rendered", message: "\(error)")
            }
        }
    }
}

/// Why a digest did not become emails.
struct ComposeRefusal: Error {
    var code: String
    var message: String
}
