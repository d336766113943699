import Cooperation
import Foundation
import KafkaClient
import Logging
import Operations
import Testing

@testable import Worker

@Suite("The desk that deals with dead letters")
struct DispositionDeskTests {
    private static let logger = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }

    @Test("replays with key, headers and bytes, in the order of each key, and writes down who, why and where to")
    func replay() async throws {
        try await withLetters(count: 12) { place in
            var cases = try await place.cases()
            let edit = Array(#"{"edited": true}"#.utf8)
            cases[3].edit = ReplayEdit(value: edit)
            cases[4].edit = ReplayEdit(headers: ["trace": .some("mended"), "new": .some("1")])
            let receipt = try await place.desk.carryOut(
                cases.map(DispositionDesk.Order.init(replaying:)), by: "anne@desk", reason: "mended")
            #expect(receipt.dispositions.count == 12 && receipt.overtaken.isEmpty)

            let register = try await place.log.register()
            #expect(register.letters.allSatisfy { $0.state == .replayed })
            #expect(register.strangers == 0)
            let replayed = try await place.read("partner.events")
            for filed in register.letters {
                let disposition = try #require(filed.dispositions.first)
                let known = try #require(cases.first { $0.letter.position == filed.position })
                let record = try #require(replayed.first { $0.position == disposition.to })
                #expect(record.value == known.value)
                #expect(record.key == known.record.key)
                #expect(record.headers.starts(with: known.ownHeaders))
                #expect(ReturningRecord(headers: record.headers)?.letter == filed.position)
                #expect(disposition.edited == known.edit.map { _ in ContentHash(of: known.value ?? []) })
                #expect((disposition.by, disposition.reason) == ("anne@desk", "mended"))
            }
            for records in Dictionary(grouping: replayed, by: \.key).values {
                let order = records.compactMap { ReturningRecord(headers: $0.headers)?.letter.offset }
                #expect(order == order.sorted() && order.count == 4, "the order of one key")
            }
        }
    }

    @Test("writes what the contract says")
    func contract() async throws {
        let disposition = try DocumentJudge(schema: PackageFiles.schema("disposition.v1"))
        let line = try DocumentJudge(schema: PackageFiles.schema("dead-letter.v1"))
        try await withLetters(count: 2) { place in
            let cases = try await place.cases()
            _ = try await place.desk.carryOut(
                [.init(discarding: cases[0].letter), .init(replaying: cases[1])], by: "anne", reason: "why")
            let written = try await place.read("partner.dead-letters").filter { record in
                record.headers.contains { $0.name == "vm-disposition" }
            }
            #expect(written.count == 2)
            for record in written {
                #expect(disposition.faults(in: record.value ?? []).isEmpty)
                #expect(record.position.partition == cases[0].letter.position.partition)
            }
            for known in try await place.cases() {
                let json = try JSONEncoder().encode(DeadLetterEntry(known))
                #expect(line.faults(in: Array(json)).isEmpty, "\(String(decoding: json, as: UTF8.self))")
            }
        }
    }

    @Test("leaves alone what somebody else dealt with meanwhile")
    func overtaken() async throws {
        try await withLetters(count: 3) { place in
            let orders = try await place.cases().map(DispositionDesk.Order.init(replaying:))
            _ = try await place.desk.carryOut([orders[1]], by: "anne", reason: "first")
            let receipt = try await place.desk.carryOut(orders, by: "bruno", reason: "second")
            #expect(receipt.overtaken == [orders[1].letter.position])
            #expect(receipt.dispositions.count == 2)
            #expect(try await place.read("partner.events").count == 3)
        }
    }

    @Test("finds the dead letter of a record that somebody names by where it came from")
    func finder() async throws {
        try await withLetters(count: 2) { place in
            let finder = DeadLetterFinder(try await place.log.register().letters)
            var filter = DeadLetterFilter()
            filter.positions = [RecordPosition(topic: "partner.events", partition: 0, offset: 101)]
            let unknown = try #require(throws: UnknownLetter.self) { try finder.find(filter) }
            #expect(unknown.description.contains("its dead letter lies at partner.dead-letters/0@1"))
            #expect(try finder.find(DeadLetterFilter(), limit: 1).map(\.position.offset) == [0])
        }
    }

    // MARK: The place

    private struct Place {
        let kafka: KafkaProperties
        let configuration: WorkerConfiguration

        var desk: DispositionDesk {
            DispositionDesk(configuration: configuration, kafka: kafka, clock: SystemClock(), logger: logger)
        }
        var log: DeadLetterLog { DeadLetterLog(configuration: configuration, kafka: kafka, logger: logger) }

        func cases() async throws -> [LetterCase] { try await log.cases(of: try await log.register().letters) }

        func read(_ topic: String) async throws -> [LetterRecord] {
            var records: [LetterRecord] = []
            try await LogReader(kafka: kafka, logger: logger).read(topic: topic) {
                records.append(LetterRecord($0, of: $1))
            }
            return records
        }
    }

    /// Brokers with so many dead letters of three keys, in one partition.
    private func withLetters(count: Int, _ body: (Place) async throws -> Void) async throws {
        let broker = try EmbeddedBroker.start(topics: ["partner.events": 4, "partner.dead-letters": 2])
        let kafka = KafkaProperties.embeddedBroker.merging(
            KafkaProperties(bootstrapServers: broker.bootstrapServers))
        do {
            let configuration = try ConfigurationLoader(commandLine: ["guarantee": "at-least-once"]).load(
                contentsOf: PackageFiles.root.appending(path: "deploy/vaguemestre.yaml"))
            let place = Place(kafka: kafka, configuration: configuration)
            try await write(count, kafka)
            try await body(place)
        } catch {
            await broker.stop()
            throw error
        }
        await broker.stop()
    }

    private func write(_ count: Int, _ kafka: KafkaProperties) async throws {
        let producer = try KafkaProducer(properties: kafka, logger: Self.logger)
        for index in 0..<count {
            let letter = DeadLetter(
                origin: RecordPosition(topic: "partner.events", partition: 0, offset: Int64(100 + index)),
                stage: .route, code: "contract", path: "", message: "no",
                failedAt: Instant(milliseconds: 1_795_000_000_000))
            _ = try await producer.send(
                ProducerRecord(
                    topic: "partner.dead-letters", partition: 0, key: Array("event/\(index % 3)".utf8),
                    value: Array(#"{"n": \#(index)}"#.utf8),
                    headers: letter.headers(after: [KafkaHeader(name: "trace", value: [0, 255])])))
        }
        try await producer.close()
    }
}
