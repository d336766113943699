import Foundation
import TestSupport
import Testing

@testable import Cooperation

@Suite("How a record is encoded")
struct EncodingTests {
    static let event = ExampleEvents.event
    static let binary: (headers: [RecordHeader], value: [UInt8]) = {
        let (attributes, data) = ExampleEvents.binary(event)
        return (attributes.map { RecordHeader($0.0, $0.1) }, data.bytes)
    }()

    static func headers(_ pairs: (String, String)...) -> [RecordHeader] { pairs.map { RecordHeader($0.0, $0.1) } }

    func faults(_ value: [UInt8], _ headers: [RecordHeader]) -> [Fault] {
        EventReader().validate(value: value, headers: headers)
    }

    @Test(
        "a mark and a framing are passed over in both modes, alone and together",
        arguments: [[0xEF, 0xBB, 0xBF], [0, 0, 0, 0, 9], [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xEF, 0xBB, 0xBF]])
    func prefixes(_ prefix: [UInt8]) throws {
        let plain = try EventReader().decode(value: Self.event.bytes).get()
        expectSame(try EventReader().decode(value: prefix + Self.event.bytes).get(), plain)
        expectSame(
            try EventReader().decode(value: prefix + Self.binary.value, headers: Self.binary.headers).get(), plain)
    }

    @Test("a mark is taken once, and nowhere but first", arguments: [[0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]])
    func twoMarks(_ marks: [UInt8]) {
        #expect(faults(marks + Self.event.bytes, []).map(\.code) == [.notJSON])
        #expect(faults([0x20] + marks.prefix(3) + Self.event.bytes, []).map(\.code) == [.notJSON])
        #expect(faults(marks.prefix(3) + [0, 0, 0, 0, 9] + Self.event.bytes, []).map(\.code) == [.notJSON])
    }

    @Test("attributes that the contract does not know change nothing, in either mode")
    func extensions() throws {
        let plain = try EventReader().decode(value: Self.event.bytes).get()
        let extended = Self.event.setting("/traceparent", to: "00-ab").setting("/sequence", to: 7)
            .setting("/partitionkey", to: "namur").setting("/dataschema", to: "urn:x")
        expectSame(try EventReader().decode(value: extended.bytes).get(), plain)
        let more = [RecordHeader("ce_traceparent", "00-ab"), RecordHeader(name: "ce_bytes", value: [0xFF, 0])]
        let other = [RecordHeader("x-team", "a"), RecordHeader(name: "ce_nothing", value: nil)]
        expectSame(
            try EventReader().decode(value: Self.binary.value, headers: more + Self.binary.headers + other).get(), plain
        )
    }

    @Test("a structured event that is labelled as plain JSON is told by its attributes")
    func plainJSON() throws {
        let label = Self.headers(("content-type", "application/json; charset=utf-8"))
        #expect(faults(Self.event.bytes, label) == [])
        #expect(faults(Array("{}".utf8), label).first?.pointer == "/specversion")
    }

    @Test(
        "a value that says it is coded is refused by name, in both modes",
        arguments: [
            ("content-encoding", "gzip"), ("Content-Encoding", "GZIP"), ("content-encoding", " identity , br"),
            ("ce_content-encoding", "zstd"), ("CONTENT-ENCODING", "x-unknown"),
        ])
    func contentCoding(_ name: String, _ value: String) {
        let coding = RecordHeader(name, value)
        for (bytes, own) in [(Self.event.bytes, []), (Self.binary.value, Self.binary.headers)] {
            let faults = faults(bytes, own + [coding])
            #expect(faults.map(\.code) == [.unsupportedContent])
            #expect(faults.map(\.pointer) == ["header:" + name.lowercased()])
            #expect(faults.allSatisfy { $0.message.contains("compression.type") })
        }
        let both = faults(Self.binary.value, Self.headers(("content-type", "text/xml")) + [coding])
        #expect(Set(both.map(\.pointer)) == ["header:content-type", "header:" + name.lowercased()])
    }

    @Test(
        "a value that says it is not coded is taken",
        arguments: ["", " ", "identity", "Identity", "identity, identity"])
    func identityCoding(_ value: String) {
        #expect(faults(Self.event.bytes, Self.headers(("content-encoding", value))) == [])
        #expect(faults(Self.event.bytes, [RecordHeader(name: "content-encoding", value: nil)]) == [])
    }

    @Test("headers in HTTP's spelling are named", arguments: ["ce-id", "CE_ID", "Ce-Id"])
    func otherSpelling(_ name: String) {
        let json = RecordHeader("content-type", "application/json")
        for headers in [[RecordHeader(name, "1")], [json, RecordHeader(name, "1")]] {
            let fault = faults(Self.binary.value, headers).first
            #expect(fault?.pointer == "/specversion")
            #expect(fault?.message.contains("found a header \"\(name)\"") == true, "\(fault?.message ?? "")")
        }
        let mixed = Self.binary.headers.filter { $0.name != "ce_id" } + [RecordHeader(name, "1")]
        let fault = faults(Self.binary.value, mixed).first
        #expect(fault?.pointer == "header:ce_id")
        #expect(fault?.message.hasSuffix("found a header \"\(name)\": did you mean \"ce_id\"?") == true)
    }

    /// A record as `Tests/tools/make_cloudevents.py` writes it.
    private struct ForeignRecord: Decodable {
        let name: String
        let headers: [[String]]
        let value: Data
    }

    @Test("what CloudEvents' own library for Python writes is read, in both modes of both its interfaces")
    func pythonLibrary() async throws {
        let records = try await PythonTool.answers(of: "make_cloudevents.py").map {
            try JSONDecoder().decode(ForeignRecord.self, from: Data($0.utf8))
        }
        #expect(records.count == 60)
        var expected = CooperationEvent(
            id: "py-1", source: "https://namur.example/f%C3%AAtes", type: "be.namur.event.confirmed.v1", kind: .event,
            action: .confirmed, subject: "events/fêtes de Wallonie",
            title: LocalizedText(["fr": "Fêtes de Wallonie « 2019 » 🎵", "en": "Walloon \"feasts\"\n"]),
            domains: ["culture", "ville intelligente"], partners: ["namur", "quebec"], direction: .mutual)
        expected.time = Instant("2019-05-01T12:00:00.250Z")
        expected.starts = Moment("2019-09-13T18:00:00+02:00")
        expected.place = Place(name: nil, city: "Namur", timeZone: "Europe/Brussels")
        for record in records {
            let headers = record.headers.map {
                RecordHeader(name: $0[0], value: Data(base64Encoded: $0[1]).map(Array.init))
            }
            switch EventReader().decode(value: Array(record.value), headers: headers) {
            case .success(let event): expectSame(event, expected)
            case .failure(let rejection): Issue.record("\(record.name): \(rejection)")
            }
        }
    }
}
