import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Logging
import Testing

@testable import Worker

@Suite("Composing")
struct ComposeTransformTests {
    @Test("a repeat of a digest is composed once, but a digest whose transaction was undone is composed again")
    func undone() async throws {
        let brokers = try Brokers()
        let batch = try await brokers.batch(of: try digest())
        let context = try brokers.context()
        let producer = try KafkaProducer(properties: brokers.properties, logger: context.logger)
        let writer = StageWriter(producer: producer, guarantee: .atLeastOnce)
        let compose = try ComposeTransform(context: context)

        #expect(try await compose.transform(batch, to: writer).written == 1)
        #expect(try await compose.transform(batch, to: writer).written == 0, "a repeat")
        compose.undone()
        #expect(try await compose.transform(batch, to: writer).written == 1, "nothing of it stands")

        await writer.close()
        await brokers.embedded.stop()
    }

    @Test("a digest that comes back from the dead letters is composed, though later ones were composed meanwhile")
    func returning() async throws {
        let brokers = try Brokers()
        let value = try digest()
        let context = try brokers.context()
        let producer = try KafkaProducer(properties: brokers.properties, logger: context.logger)
        let writer = StageWriter(producer: producer, guarantee: .atLeastOnce)
        let compose = try ComposeTransform(context: context)
        let letter = DeadLetter(
            origin: Cooperation.RecordPosition(topic: "partner.digests", partition: 0, offset: 0), stage: .compose,
            code: "unknown-subscription", path: "", message: "", failedAt: context.clock.now())
        let place = Cooperation.RecordPosition(topic: "partner.dead-letters", partition: 0, offset: 4)

        let batch = try await brokers.batch(of: value)
        #expect(try await compose.transform(batch, to: writer).written == 1)
        let returning = try await brokers.batch(of: value, headers: ReturningRecord(of: letter, at: place).headers)
        #expect(try await compose.transform(returning, to: writer).written == 1)
        #expect(try await compose.transform(batch, to: writer).written == 0, "a repeat of its own accord")

        await writer.close()
        await brokers.embedded.stop()
    }

    @Test("what a recipient chose while a digest waited counts for it, and choices of nobody known stop composing")
    func preferences() async throws {
        let brokers = try Brokers()
        try brokers.embedded.createTopic("partner.preferences", partitions: 3)
        let batch = try await brokers.batch(of: try digest())
        let signer = LinkSigner(secrets: [String(repeating: "s", count: 32)])
        let context = try brokers.context(signer: signer)
        let producer = try KafkaProducer(properties: brokers.properties, logger: context.logger)
        let writer = StageWriter(producer: producer, guarantee: .atLeastOnce)
        let compose = try ComposeTransform(context: context)
        func choose(_ choice: Preference.Choice, _ second: Int64, by signer: LinkSigner) async throws {
            let preference = Preference(
                subscription: "culture-weekly", recipient: signer.ids(of: "culture@example.org", in: "culture")[0],
                secret: signer.secretNames[0], choice: choice, chosenAt: Instant(milliseconds: second * 1000),
                via: .page)
            _ = try await producer.send(try PreferenceRecords.record(preference, topic: "partner.preferences"))
        }

        #expect(try await compose.transform(batch, to: writer).written == 1)
        try await choose(.unsubscribed, 1, by: signer)
        compose.undone()
        #expect(try await compose.transform(batch, to: writer).written == 0)
        try await choose(.subscribed, 2, by: signer)
        compose.undone()
        #expect(try await compose.transform(batch, to: writer).written == 1)
        try await choose(.unsubscribed, 3, by: LinkSigner(secrets: [String(repeating: "x", count: 32)]))
        compose.undone()
        await #expect(throws: OrphanedPreferences.self) { try await compose.transform(batch, to: writer) }

        await compose.close()
        await writer.close()
        await brokers.embedded.stop()
    }

    /// An example of the schema, for the subscription of the small configuration.
    private func digest() throws -> [UInt8] {
        Array(
            try Data(
                contentsOf: PackageRoot.url.appending(path: "schemas/examples/digest.v1/valid/changed-and-triage.json"))
        )
    }
}

/// An embedded broker, and what a transform is given by a stage that works on it.
private struct Brokers {
    let embedded: EmbeddedBroker
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        embedded = try EmbeddedBroker.start()
    }

    var properties: KafkaProperties {
        KafkaProperties.embeddedBroker.merging(KafkaProperties(bootstrapServers: embedded.bootstrapServers))
    }

    func context(signer: LinkSigner? = nil) throws -> StageContext {
        var configuration = try SmallConfiguration.load()
        configuration.settings.preferences.baseURL = "https://digests.example.org"
        return StageContext(
            configuration: configuration, clock: SystemClock(), progress: ProgressBoard(), kafka: properties,
            instance: "test", signer: signer, logger: logger)
    }

    /// One record as a consumer hands it over.
    func batch(of value: [UInt8], headers: [KafkaHeader] = []) async throws -> RecordBatch {
        let place = TopicPartition(topic: headers.isEmpty ? "partner.digests" : "partner.digests.again", partition: 0)
        try embedded.createTopic(place.topic, partitions: 1)
        let producer = try KafkaProducer(properties: properties, logger: logger)
        _ = try await producer.send(ProducerRecord(topic: place.topic, partition: 0, value: value, headers: headers))
        try await producer.close()
        let consumer = try KafkaConsumer(properties: properties, group: nil, logger: logger)
        try await consumer.assign([place: .beginning])
        var found: RecordBatch?
        while found == nil {
            for case .records(let batch) in try await consumer.poll(timeoutMilliseconds: 500) { found = batch }
        }
        try await consumer.close()
        return try #require(found)
    }
}
