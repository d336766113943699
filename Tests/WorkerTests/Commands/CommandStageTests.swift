import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Logging
import Testing

@testable import Worker

@Suite("Commands in the notices topic")
struct CommandStageTests {
    private static let topic = "partner.notices"
    private static let partitions = 4
    /// Where the audience of the small configuration lies.
    private static let home = murmur2Partition(key: "culture".utf8, partitionCount: Int32(partitions))

    @Test("reach the engine in their turn; broken ones are set aside, those for nobody are passed over")
    func stage() async throws {
        try await withBroker { kafka in
            let recorder = LogRecorder()
            let written = try await write(Self.records(), kafka)
            try await runStage(kafka, recorder.logger, until: written.count)

            let read = recorder.lines.filter { $0.message == "an operator's command was read" }
            #expect(read.map { $0.metadata["order"] } == ["flush", "hold", "release"])
            #expect(read.allSatisfy { $0.metadata["by"] == "m.tremblay" })
            let passedOver = recorder.lines.filter { $0.level == .warning && $0.message.contains("passed over") }
            #expect(passedOver.count == 1)
            #expect(passedOver.first?.metadata["problem"]?.contains("did you mean `culture-weekly`?") == true)

            var letters: [DeadLetter] = []
            try await LogReader(kafka: kafka, logger: recorder.logger).read(topic: "partner.dead-letters") {
                letters.append(try #require(DeadLetter(headers: $1.headers(of: $0))))
            }
            let reasons = letters.sorted { $0.origin.offset < $1.origin.offset }.map { [$0.code, $0.path] }
            let expected = [
                ["command-misplaced", "key"], ["command-unknown-order", "/order"], ["command-not-json", ""],
                ["command-unsupported-version", "header:vm-command"],
            ]
            #expect(Set(reasons) == Set(expected) && reasons.count == expected.count)
            #expect(letters.allSatisfy { $0.stage == .digest })
        }
    }

    @Test("stand in the log between the notices, in order, and in the trail with what becomes of them")
    func log() async throws {
        try await withBroker { kafka in
            let logger = LogRecorder().logger
            _ = try await write(Self.records() + [Self.notice()], kafka)
            let log = NoticeLog(
                configuration: try SmallConfiguration.load(), reader: LogReader(kafka: kafka, logger: logger))
            var entries: [LogEntry] = []
            try await log.read([Self.home: LogReader.Range()]) { _, entry in entries.append(entry) }
            let kinds = entries.map { entry in
                switch entry {
                case .notice: "notice"
                case .command(let command): command.order.name
                }
            }
            #expect(kinds == ["flush", "notice", "hold", "release", "notice"])
            #expect(entries.map(\.offset) == entries.map(\.offset).sorted())

            var outcomes: [String] = []
            try await log.readCommands { trace in
                switch trace.outcome {
                case .taken(let command): outcomes.append(command.order.name)
                case .passedOver: outcomes.append("passed over")
                case .refused(let rejection): outcomes.append(rejection.first.code.rawValue)
                }
            }
            let expected = [
                "flush", "hold", "release", "passed over", "command-misplaced", "command-unknown-order",
                "command-not-json", "command-unsupported-version",
            ]
            #expect(outcomes.sorted() == expected.sorted())
        }
    }

    // MARK: The log

    private static func records() throws -> [ProducerRecord] {
        var unknownOrder = try command(.flush)
        unknownOrder.value = unknownOrder.value.map { bytes in
            Array(String(decoding: bytes, as: UTF8.self).replacing(#""flush""#, with: #""flsh""#).utf8)
        }
        var notJSON = try command(.flush)
        notJSON.value = Array("flush!".utf8)
        var version = try command(.flush)
        version.headers = [KafkaHeader(name: "vm-command", text: "v9")]
        var misplaced = try command(.flush)
        misplaced.partition = (home + 1) % Int32(partitions)
        return [
            try command(.flush), try notice(), try command(.hold(until: nil)), misplaced, unknownOrder, notJSON,
            version, try command(.release, "culture-wekly"), try command(.release),
        ]
    }

    private static func command(
        _ order: DigestCommand.Order, _ subscription: String = "culture-weekly"
    ) throws -> ProducerRecord {
        try CommandRecord(
            id: UUID().uuidString.lowercased(), order: order, audience: "culture", subscription: subscription,
            by: "m.tremblay", at: Instant(milliseconds: 1_796_130_000_000)
        ).record(topic: topic, partition: home)
    }

    private static func notice() throws -> ProducerRecord {
        let event: [String: Any] = [
            "specversion": "1.0", "id": "1", "source": "/namur", "type": "be.namur.event.confirmed.v1",
            "subject": "event/1",
            "data": [
                "title": ["fr": "Salon"], "domains": ["culture"], "partners": ["namur"], "direction": "mutual",
                "starts": "2026-12-04",
            ],
        ]
        let headers = [
            ("content-type", "application/cloudevents+json"), ("vm-origin", "partner.events/0@0"),
            ("vm-rules", "culture-service"), ("vm-routes", "0123456789ab"),
        ]
        return ProducerRecord(
            topic: topic, partition: home, key: Array("culture".utf8),
            value: Array(try JSONSerialization.data(withJSONObject: event)),
            headers: headers.map { KafkaHeader(name: $0.0, text: $0.1) })
    }

    private func write(_ records: [ProducerRecord], _ kafka: KafkaProperties) async throws -> [ProducerRecord] {
        let producer = try KafkaProducer(properties: kafka, logger: LogRecorder().logger)
        for record in records { _ = try await producer.send(record) }
        try await producer.close()
        return records
    }

    // MARK: The stage

    private func withBroker(_ body: (KafkaProperties) async throws -> Void) async throws {
        let topics = [Self.topic, "partner.cuts", "partner.digests", "partner.dead-letters"]
        let broker = try EmbeddedBroker.start(
            topics: Dictionary(uniqueKeysWithValues: topics.map { ($0, Self.partitions) }))
        do {
            try await body(
                KafkaProperties.embeddedBroker.merging(KafkaProperties(bootstrapServers: broker.bootstrapServers)))
        } catch {
            await broker.stop()
            throw error
        }
        await broker.stop()
    }

    /// Runs the digest stage until it has read so many records.
    private func runStage(_ kafka: KafkaProperties, _ logger: Logger, until count: Int) async throws {
        let board = ProgressBoard()
        let context = StageContext(
            configuration: try SmallConfiguration.load(), clock: SystemClock(), progress: board, kafka: kafka,
            instance: "test", logger: logger)
        let stop = StopSignal()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await DigestStage.run(context: context, until: stop) }
            tasks.addTask {
                await board.wait { $0.stages[.digest]?.recordsRead ?? 0 >= count }
                stop.set()
            }
            do {
                try await tasks.waitForAll()
            } catch {
                tasks.cancelAll()
                stop.set()
                throw error
            }
        }
    }
}
