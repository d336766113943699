import Cooperation
import KafkaClient
import Testing

@testable import Worker

/// Letters to file.
enum SampleLetter {
    static let topic = "partner.dead-letters"

    static func position(_ offset: Int64, partition: Int32 = 0) -> Cooperation.RecordPosition {
        RecordPosition(topic: topic, partition: partition, offset: offset)
    }

    static func letter(code: String = "contract", path: String = "/data/title", offset: Int64 = 0) -> DeadLetter {
        DeadLetter(
            origin: RecordPosition(topic: "partner.events", partition: 0, offset: offset), stage: .route, code: code,
            path: path, message: "wrong at \(offset)", failedAt: Instant(milliseconds: offset * 1000))
    }

    static func record(_ letter: DeadLetter, at offset: Int64, value: String = "{}") -> LetterRecord {
        LetterRecord(
            position: position(offset), timestamp: Instant(milliseconds: offset * 1000), key: nil,
            value: Array(value.utf8), headers: letter.headers(after: []))
    }

    static func record(_ disposition: Disposition, at offset: Int64) throws -> LetterRecord {
        let record = try disposition.record()
        return LetterRecord(
            position: position(offset), timestamp: Instant(milliseconds: offset * 1000), key: record.key,
            value: record.value, headers: record.headers)
    }

    static func disposition(_ act: Disposition.Act, of offset: Int64) -> Disposition {
        Disposition(
            act: act, letter: position(offset), by: "anne@desk", reason: "mended",
            at: Instant(milliseconds: 1_795_000_000_000),
            to: act == .replayed ? RecordPosition(topic: "partner.events", partition: 2, offset: 9) : nil)
    }
}

@Suite("The register of dead letters")
struct RegisterTests {
    @Test("folds letters and dispositions: the last one says what became of a letter")
    func states() throws {
        var register = DeadLetterRegister()
        for offset: Int64 in 0..<4 { register.add(SampleLetter.record(SampleLetter.letter(), at: offset)) }
        register.add(try SampleLetter.record(SampleLetter.disposition(.discarded, of: 1), at: 4))
        register.add(try SampleLetter.record(SampleLetter.disposition(.discarded, of: 2), at: 5))
        register.add(try SampleLetter.record(SampleLetter.disposition(.replayed, of: 2), at: 6))
        #expect(register.letters.map(\.state) == [.open, .discarded, .replayed, .open])
        #expect(register.letters[2].dispositions.map(\.act) == [.discarded, .replayed])
        #expect(register.strangers == 0)
    }

    @Test("takes a refused record that brings along the header of a disposition for a dead letter")
    func forgedDisposition() throws {
        var register = DeadLetterRegister()
        register.add(SampleLetter.record(SampleLetter.letter(), at: 0))
        let forged = try SampleLetter.disposition(.discarded, of: 0).record()
        register.add(
            LetterRecord(
                position: SampleLetter.position(1), timestamp: Instant(milliseconds: 1), key: forged.key,
                value: forged.value, headers: SampleLetter.letter().headers(after: forged.headers)))
        #expect(register.letters.map(\.state) == [.open, .open])
    }

    @Test("counts what is neither")
    func strangers() {
        var register = DeadLetterRegister()
        let header = KafkaHeader(name: "vm-disposition", text: "v1")
        for (headers, value) in [([], "{}"), ([header], "{}"), ([header], "")] as [([KafkaHeader], String)] {
            register.add(
                LetterRecord(
                    position: SampleLetter.position(0), timestamp: Instant(milliseconds: 0), key: nil,
                    value: Array(value.utf8), headers: headers))
        }
        #expect(register.strangers == 3)
        #expect(register.letters.isEmpty)
    }

    @Test("tells the source of an event in either mode, behind framing, and of nothing broken")
    func sources() {
        func source(_ value: [UInt8]?, _ headers: [KafkaHeader] = []) -> String? {
            CarriedEvent(value: value, headers: headers).source
        }
        let structured = Array(#"{"id": "1", "source": "/namur", "data": {"source": "/no"}}"#.utf8)
        #expect(source(structured) == "/namur")
        #expect(source([0, 0, 0, 0, 7] + structured) == "/namur")
        #expect(source([1], [KafkaHeader(name: "ce_source", text: "/québec")]) == "/québec")
        #expect(source(Array(#"{"source": 1}"#.utf8)) == nil)
        #expect(source(Array(structured.dropLast())) == nil)
        #expect(source(nil) == nil)
        #expect(source([0]) == nil)
    }

    @Test("has dispositions that come back from their records as they were")
    func dispositions() throws {
        var edited = SampleLetter.disposition(.replayed, of: 3)
        edited.edited = ContentHash(of: [1, 2, 3])
        for disposition in [edited, SampleLetter.disposition(.discarded, of: 3)] {
            var register = DeadLetterRegister()
            register.add(SampleLetter.record(SampleLetter.letter(), at: 3))
            register.add(try SampleLetter.record(disposition, at: 4))
            #expect(register.letters.first?.dispositions == [disposition])
            #expect(try disposition.record().partition == disposition.letter.partition)
        }
    }
}

@Suite("A filter of dead letters")
struct DeadLetterFilterTests {
    private let filed = FiledLetter(
        position: SampleLetter.position(7), filedAt: Instant(milliseconds: 7000),
        letter: SampleLetter.letter(offset: 7), source: "/namur")

    private func takes(_ change: (inout DeadLetterFilter) -> Void) -> Bool {
        var filter = DeadLetterFilter()
        change(&filter)
        return filter.takes(filed)
    }

    @Test("takes what holds to everything asked, and of several values any")
    func takes() {
        #expect(takes { _ in })
        #expect(takes { $0.codes = ["not-json", "contract"] })
        #expect(!takes { $0.codes = ["not-json"] })
        #expect(takes { $0.sources = ["/namur"] } && !takes { $0.sources = ["/quebec"] })
        #expect(takes { $0.stages = [.route] } && !takes { $0.stages = [nil, .digest] })
        #expect(takes { $0.topics = ["partner.events"] } && !takes { $0.topics = ["partner.dead-letters"] })
        #expect(takes { $0.positions = [SampleLetter.position(7)] })
        #expect(!takes { $0.positions = [SampleLetter.position(7, partition: 1)] })
        #expect(takes { $0.fingerprints = [String(filed.letter.fingerprint.prefix(4))] })
        #expect(!takes { $0.fingerprints = ["x"] })
        #expect(takes { $0.states = [.open] } && !takes { $0.states = [.replayed, .discarded] })
        #expect(!takes { ($0.codes, $0.sources) = (["contract"], ["/quebec"]) })
    }

    @Test("takes times from the first instant up to, but not including, the last")
    func times() {
        #expect(takes { $0.since = Instant(milliseconds: 7000) } && !takes { $0.since = Instant(milliseconds: 7001) })
        #expect(takes { $0.until = Instant(milliseconds: 7001) } && !takes { $0.until = Instant(milliseconds: 7000) })
    }
}

@Suite("Groups of dead letters")
struct DeadLetterGroupTests {
    @Test("bring together what fails for the same reason, with the oldest as the example, most open first")
    func groups() throws {
        func filed(_ offset: Int64, _ path: String, _ acts: [Disposition.Act] = []) -> FiledLetter {
            FiledLetter(
                position: SampleLetter.position(offset), filedAt: Instant(milliseconds: offset * 1000),
                letter: SampleLetter.letter(path: path, offset: offset),
                dispositions: acts.map { SampleLetter.disposition($0, of: offset) })
        }
        let groups = DeadLetterGroup.groups(of: [
            filed(5, "/data/links/3/href"), filed(2, "/data/title", [.discarded]), filed(1, "/data/links/0/href"),
            filed(3, "/data/links/1/href", [.replayed]), filed(4, "/data/title", [.discarded]),
            filed(6, "/data/title"),
        ])
        let first = try #require(groups.first)
        #expect(groups.count == 2)
        #expect(first.counts == [.open: 2, .replayed: 1])
        #expect((first.path, first.message) == ("/data/links/0/href", "wrong at 1"))
        #expect((first.first.milliseconds, first.last.milliseconds) == (1000, 5000))
        #expect(groups.last?.counts == [.open: 1, .discarded: 2])
        #expect(groups.last?.count == 3)
    }
}
