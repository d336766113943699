import TestSupport
import Testing

@testable import Cooperation

@Suite("Notices")
struct NoticeTests {
    static let position = RecordPosition(topic: "partner.events", partition: 3, offset: 120)
    let reader = NoticeReader()
    let router = Router(table: ExampleTable.standard)

    func headers(_ decision: RoutingDecision, _ route: Route) -> [RecordHeader] {
        NoticeWriter(routesVersion: router.version).headers(of: route, in: decision, from: Self.position)
    }

    func read(_ value: [UInt8]?, _ headers: [RecordHeader], key: String? = "culture") -> Result<Notice, Rejection> {
        reader.read(
            key: key.map { Array($0.utf8) }, value: value, headers: headers, offset: 7, appendedAt: RouterTests.now)
    }

    @Test("a notice written is the notice read, in both modes", arguments: [true, false])
    func roundTrip(_ isBinary: Bool) throws {
        let example = ExampleEvents.delegation.setting(
            "/data/domains", to: ["culture", "ville intelligente", "cultur, =%"])
        let (attributes, data) = ExampleEvents.binary(example)
        let own = isBinary ? attributes.map { RecordHeader($0.0, $0.1) } : [RecordHeader("traceparent", "00-ab")]
        let value = (isBinary ? data : example).bytes
        let event = try EventReader().decode(value: value, headers: own).get()
        let decision = router.decide(event, recordedAt: RouterTests.now)
        for route in decision.routes {
            let notice = try read(value, own + headers(decision, route), key: route.audience).get()
            expectSame(
                notice,
                Notice(
                    offset: 7, appendedAt: RouterTests.now, audience: route.audience, event: event,
                    origin: Self.position,
                    rules: route.rules, routesVersion: router.version, unknown: decision.unknown,
                    isUrgent: route.isUrgent,
                    recordHash: .ofRecord(
                        key: Array(route.audience.utf8), value: value, headers: own + headers(decision, route),
                        offset: 7, appendedAt: RouterTests.now)))
        }
    }

    @Test("headers are as the contract writes them")
    func headerText() throws {
        let event = RouterTests.event {
            $0.domains = ["culture", "ville intelligente"]
            $0.themes = ["x"]
            $0.action = .cancelled
            $0.starts = .instant(RouterTests.now)
        }
        let decision = router.decide(event, recordedAt: RouterTests.now)
        let texts = headers(decision, decision.routes[0]).map {
            "\($0.name): \(String(decoding: $0.value ?? [], as: UTF8.self))"
        }
        expectSame(
            texts,
            [
                "vm-origin: partner.events/3@120", "vm-rules: culture-service", "vm-routes: \(router.version)",
                "vm-unknown: domain=ville%20intelligente,theme=x", "vm-urgent: culture-service",
            ])
    }

    @Test(
        "hostile names come back as they were",
        arguments: [
            "a,b", "domain=x", "100%", "a\nvm-urgent: x", "\r\n", "\u{0}", "é🎵", "%2C", "", " ",
            String(repeating: "ß", count: 100),
        ])
    func hostileNames(_ name: String) throws {
        let unknown = [UnknownName(field: .domain, name: name), UnknownName(field: .partner, name: "b")]
        let route = Route(audience: "bureau", rules: ["a,b=%\n", "triage"], urgentRule: nil)
        let decision = RoutingDecision(routes: [route], unknown: unknown, cooperationProtocol: nil)
        let notice = try read(ExampleEvents.event.bytes, headers(decision, route), key: "bureau").get()
        expectSame(notice.unknown, unknown)
        #expect(notice.rules == route.rules)
    }

    @Test("names without bound do not make headers without bound")
    func boundedHeaders() throws {
        let names = (0..<90).map { UnknownName(field: .theme, name: String(repeating: "\n", count: 100) + "\($0)") }
        let huge = UnknownName(field: .domain, name: String(repeating: "x", count: 20_000))
        let route = Route(audience: "bureau", rules: ["triage"], urgentRule: nil)
        let decision = RoutingDecision(routes: [route], unknown: [huge] + names, cooperationProtocol: nil)
        let headers = headers(decision, route)
        #expect(headers.allSatisfy { ($0.value?.count ?? 0) <= NoticeWriter.maxUnknownBytes })
        let notice = try read(ExampleEvents.event.bytes, headers, key: "bureau").get()
        #expect(notice.unknown.count > 40)
        #expect(notice.unknown.elementsEqual(names.prefix(notice.unknown.count)))
        let onlyHuge = RoutingDecision(routes: [route], unknown: [huge], cooperationProtocol: nil)
        #expect(try read(ExampleEvents.event.bytes, self.headers(onlyHuge, route)).get().unknown.isEmpty)
    }

    @Test("what an event says in our headers does not count")
    func reservedHeaders() throws {
        let event = RouterTests.event { _ in }
        let decision = router.decide(event, recordedAt: RouterTests.now)
        let forged = [RecordHeader("vm-rules", "forged"), RecordHeader("vm-origin", "x/0@0")]
        let notice = try read(ExampleEvents.event.bytes, forged + headers(decision, decision.routes[0])).get()
        #expect(notice.rules == ["culture-service"])
        #expect(notice.origin == Self.position)
        let reserved = ["vm-rules", "vm-", "vm-anything", "vm-command"]
        #expect(reserved.allSatisfy { $0.withRawUTF8(NoticeHeader.isReserved) })
        #expect(!["vm", "VM-rules", "ce_id", ""].contains { $0.withRawUTF8(NoticeHeader.isReserved) })
    }

    @Test("a command is told from a notice by its header, whose last value counts")
    func commandHeader() {
        func version(_ headers: [RecordHeader]) -> String? {
            headers.withViews { NoticeHeader.commandVersion(in: $0) }
        }
        #expect(version([RecordHeader("vm-rules", "triage"), RecordHeader("vm-commands", "v1")]) == nil)
        #expect(version([RecordHeader("vm-command", "v1")]) == "v1")
        #expect(version([RecordHeader("vm-command", "v1"), RecordHeader("vm-command", "v2")]) == "v2")
        #expect(version([RecordHeader(name: "vm-command", value: nil)]) == "")
    }

    @Test(
        "a wrong header is refused by name, with what was expected",
        arguments: [
            ("vm-origin", "partner.events/3", "header:vm-origin"), ("vm-origin", "/3@1", "header:vm-origin"),
            ("vm-origin", "t/-1@1", "header:vm-origin"), ("vm-origin", "t/1@x", "header:vm-origin"),
            ("vm-rules", "", "header:vm-rules"), ("vm-rules", "a,,b", "header:vm-rules"),
            ("vm-rules", "a b", "header:vm-rules"),
            ("vm-routes", "ABCDEF012345", "header:vm-routes"), ("vm-routes", "abc", "header:vm-routes"),
            ("vm-unknown", "domain", "header:vm-unknown"), ("vm-unknown", "colour=x", "header:vm-unknown"),
            ("vm-unknown", "domain=%zz", "header:vm-unknown"), ("vm-unknown", "domain=%C3", "header:vm-unknown"),
            ("vm-urgent", "", "header:vm-urgent"), ("vm-schema-id", "", "header:vm-schema-id"),
            ("vm-schema-id", "+7", "header:vm-schema-id"), ("vm-schema-id", "4294967296", "header:vm-schema-id"),
            ("vm-schema-id", "٧", "header:vm-schema-id"),
        ])
    func wrongHeader(_ name: String, _ value: String, _ pointer: String) throws {
        let decision = router.decide(RouterTests.event { _ in }, recordedAt: RouterTests.now)
        let good = headers(decision, decision.routes[0])
        let result = read(ExampleEvents.event.bytes, good + [RecordHeader(name, value)])
        guard case .failure(let rejection) = result else {
            Issue.record("taken: \(name): \(value)")
            return
        }
        #expect(rejection.faults.map(\.pointer) == [pointer])
        #expect(rejection.faults[0].message.contains("expected"))
    }

    @Test(
        "the number of a schema registry's framing stands in a header, up to the largest",
        arguments: [("00000000", "0"), ("00000009", "9"), ("000186CA", "100042"), ("FFFFFFFF", "4294967295")])
    func schemaID(_ hex: String, _ expected: String) throws {
        let framed = [0] + (UInt32(hex, radix: 16) ?? 0).bytes + ExampleEvents.event.bytes
        let guid = RecordHeader(name: "__value_schema_id", value: [1] + (0..<16).map { UInt8($0 * 16) })
        let event = try EventReader().decode(value: framed, headers: [guid]).get()
        let decision = router.decide(event, recordedAt: RouterTests.now)
        let schemaID = framed.withUnsafeBytes { SchemaFraming.schemaID(of: $0) }
        let headers = NoticeWriter(routesVersion: router.version).headers(
            of: decision.routes[0], in: decision, from: Self.position, schemaID: schemaID)
        #expect(headers.last == RecordHeader("vm-schema-id", expected))
        let notice = try read(framed, [guid] + headers).get()
        expectSame(notice.event, event)
        #expect(headers.withViews { NoticeParts(key: nil, headers: $0).schemaID } == schemaID)
    }

    @Test(
        "a value without framing has no schema's number", arguments: [nil, [], [0, 0, 0, 0, 1], Array("{}   ".utf8)])
    func noSchemaID(_ value: [UInt8]?) {
        #expect(value.withViews { SchemaFraming.schemaID(of: $0) } == nil)
        let decision = router.decide(RouterTests.event { _ in }, recordedAt: RouterTests.now)
        #expect(!headers(decision, decision.routes[0]).contains { $0.name == "vm-schema-id" })
    }

    @Test("a record without our headers, without a key or with a broken event is refused")
    func notANotice() {
        let decision = router.decide(RouterTests.event { _ in }, recordedAt: RouterTests.now)
        let good = headers(decision, decision.routes[0])
        func pointers(_ result: Result<Notice, Rejection>) -> [String] {
            if case .failure(let rejection) = result { rejection.faults.map(\.pointer) } else { [] }
        }
        #expect(
            pointers(read(ExampleEvents.event.bytes, [])) == [
                "header:vm-origin", "header:vm-rules", "header:vm-routes",
            ])
        #expect(pointers(read(ExampleEvents.event.bytes, good, key: nil)) == ["key"])
        #expect(pointers(read(ExampleEvents.event.bytes, good, key: "")) == ["key"])
        #expect(verdict(of: read(nil, good)) == .tombstone)
        #expect(
            pointers(read(ExampleEvents.event.setting("/data/direction", to: nil).bytes, good)) == ["/data/direction"])
    }

    @Test("a position's text may hold any topic", arguments: ["a/1@2", "a/b/0@9223372036854775807", "a@b/1@0"])
    func positions(_ text: String) {
        #expect(RecordPosition(text)?.description == text)
    }
}

extension UInt32 {
    /// Its bytes, the highest first.
    fileprivate var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
