import Testing

@testable import Cooperation

@Suite("Refusing a record")
struct RejectionTests {
    static let valid = ExampleEvents.event
    static func headers(_ pairs: (String, String)...) -> [RecordHeader] { pairs.map { RecordHeader($0.0, $0.1) } }

    func code(_ value: [UInt8]?, _ headers: [RecordHeader] = [], limits: EventLimits = EventLimits()) -> RejectionCode?
    {
        verdict(of: EventReader(limits: limits).decode(value: value, headers: headers))
    }

    func code(_ text: String) -> RejectionCode? { code(Array(text.utf8)) }

    @Test("nothing at all is a tombstone or empty")
    func nothing() {
        #expect(code(nil) == .tombstone)
        #expect(code([]) == .empty)
        #expect(code(" \n\t\r ") == .empty)
    }

    @Test("size and depth count up to the limit and not beyond")
    func limits() {
        let bytes = Self.valid.bytes
        #expect(code(bytes, limits: EventLimits(maxBytes: bytes.count)) == nil)
        #expect(code(bytes, limits: EventLimits(maxBytes: bytes.count - 1)) == .tooLarge)
        let nested = { (levels: Int) in
            let deep = (1..<levels).reduce(JSONValue.array([])) { inner, _ in .array([inner]) }
            return Self.valid.setting("/extra", to: deep).bytes
        }
        #expect(code(nested(63)) == nil)
        #expect(code(nested(64)) == .tooDeep)
        #expect(code(String(repeating: "[", count: 100_000)) == .tooDeep)
    }

    @Test("a fault in the bytes is named with its offset")
    func offsets() {
        let reader = EventReader()
        let broken = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        #expect(reader.validate(value: broken).first?.code == .notUTF8)
        #expect(reader.validate(value: broken).first?.message.contains("offset 6") == true)
        #expect(reader.validate(value: [0, 0, 0, 0, 1] + broken).first?.message.contains("offset 11") == true)
        let fault = reader.validate(value: Array("{\"a\":1,}".utf8)).first
        #expect(fault?.code == .notJSON)
        #expect(fault?.message.contains("offset 7") == true)
    }

    @Test("headers that name no mode are refused")
    func modes() {
        let structured = Self.valid.bytes
        let (attributes, data) = ExampleEvents.binary(Self.valid)
        let binary = attributes.map { RecordHeader($0.0, $0.1) }
        #expect(code(structured, Self.headers(("content-type", "application/cloudevents+json; charset=UTF-8"))) == nil)
        #expect(code(structured, Self.headers(("Content-Type", "APPLICATION/CLOUDEVENTS+JSON"))) == nil)
        #expect(code(structured, Self.headers(("content-type", "application/cloudevents+json"), ("ce_id", "1"))) == nil)
        #expect(code(structured, Self.headers(("content-type", "application/json"))) == nil)
        #expect(code(data.bytes, Self.headers(("content-type", "application/json"))) == .notACloudEvent)
        #expect(
            code(structured, Self.headers(("content-type", "application/cloudevents-batch+json")))
                == .unsupportedContent)
        #expect(code(structured, Self.headers(("content-type", "application/cloudevents+avro"))) == .unsupportedContent)
        #expect(code(structured, Self.headers(("content-type", "text/plain"))) == .unsupportedContent)
        #expect(code(structured, [RecordHeader(name: "content-type", value: nil)]) == nil)
        #expect(code(data.bytes, binary) == nil)
        #expect(code(data.bytes, binary + Self.headers(("content-type", "application/xml"))) == .unsupportedContent)
        #expect(code(data.bytes, binary + Self.headers(("content-type", "application/json"))) == nil)
        #expect(code(data.bytes) == .notACloudEvent)
        #expect(code("[1]") == .notACloudEvent)
        #expect(code("\"text\"") == .notACloudEvent)
    }

    @Test("attributes in headers are judged like those in the document, and named as headers")
    func binaryAttributes() {
        let (attributes, data) = ExampleEvents.binary(Self.valid)
        let headers = attributes.map { RecordHeader($0.0, $0.1) }
        let reader = EventReader()
        func first(_ edit: ([RecordHeader]) -> [RecordHeader]) -> Fault? {
            reader.validate(value: data.bytes, headers: edit(headers)).first
        }
        func without(_ name: String) -> Fault? { first { $0.filter { $0.name != name } } }
        #expect(
            without("ce_specversion").map { [$0.code.rawValue, $0.pointer] } == [
                "not-a-cloudevent", "header:ce_specversion",
            ])
        #expect(without("ce_subject").map { [$0.code.rawValue, $0.pointer] } == ["contract", "header:ce_subject"])
        #expect(without("ce_time") == nil)
        let twice = first { $0 + Self.headers(("ce_id", "2")) }
        #expect(twice?.pointer == "header:ce_id")
        let notText = first { $0.filter { $0.name != "ce_id" } + [RecordHeader(name: "ce_id", value: [0xFF])] }
        #expect(notText?.message == "found bytes that are not UTF-8, expected a string that is not empty")
        let badData = reader.validate(value: data.setting("/direction", to: "sideways").bytes, headers: headers)
        #expect(badData.first?.pointer == "/direction")
        #expect(reader.validate(value: [0x5B, 0x5D], headers: headers).first?.pointer == "")
    }

    @Test("a known member given twice is refused, an unknown one is not")
    func duplicates() {
        let reader = EventReader()
        func pointers(_ text: String, _ twice: String) -> [String] {
            let whole = String(decoding: Self.valid.bytes, as: UTF8.self)
            return reader.validate(value: Array(whole.replacing(text, with: twice + text, maxReplacements: 1).utf8))
                .map(\.pointer)
        }
        #expect(pointers("\"subject\":", "\"subject\":\"a\",") == ["/subject"])
        #expect(pointers("\"direction\":", "\"direction\":\"mutual\",") == ["/data/direction"])
        #expect(pointers("\"city\":", "\"city\":\"a\",") == ["/data/place/city"])
        #expect(pointers("\"nl-BE\":", "\"nl-BE\":\"a\",") == ["/data/title/nl-BE"])
        #expect(pointers("\"direction\":", "\"x\":1,\"x\":2,") == [])
    }

    @Test("every fault is found, the gravest first")
    func everyFault() {
        let broken = Self.valid.setting("/type", to: "be.namur.visit.updated.v1").setting("/id", to: nil)
            .setting("/data/direction", to: "sideways").setting("/data/title", to: ["fr": "", "en": 1])
        let faults = EventReader().validate(value: broken.bytes)
        #expect(faults.map(\.pointer) == ["/type", "/id", "/data/title/en", "/data/title/fr", "/data/direction"])
        #expect(code(broken.bytes) == .unknownKind)
    }

    @Test(
        "the nearest allowed word is offered for a misspelt one",
        arguments: [
            ("/data/direction", "incomming", "incoming"), ("/data/priority", "Strategc", "strategic"),
            ("/data/axes/0", "rayoner", "rayonner"), ("/type", "a.delegatoin.confirmed.v1", "delegation"),
            ("/type", "a.delegation.canceled.v1", "cancelled"),
        ])
    func nearest(_ pointer: String, _ found: String, _ expected: String) {
        let event = ExampleEvents.delegation.setting(pointer, to: .string(found))
        let message = EventReader().validate(value: event.bytes).first?.message ?? ""
        #expect(message.hasSuffix("did you mean \"\(expected)\"?"), "\(message)")
    }

    @Test("messages stay short whatever was sent")
    func boundedMessages() {
        let long = JSONValue.string(String(repeating: "\u{1}", count: 10_000))
        let event = Self.valid.setting("/data/direction", to: long).setting("/data/domains", to: .repeated(long, 900))
            .setting("/data/extra", to: long)
        let rejection = EventReader().decode(value: event.bytes)
        guard case .failure(let rejection) = rejection else {
            Issue.record("the event was taken")
            return
        }
        #expect(rejection.faults.allSatisfy { $0.message.utf8.count < 1_000 })
        let crowd = Self.valid.setting("/data/organisations", to: .repeated(1, 5_000))
        #expect(EventReader().validate(value: crowd.bytes).count == 1_000)
    }
}
