import Foundation
import Testing

@testable import Cooperation

@Suite("A rejection in one message")
struct RejectionSummaryTests {
    struct Taken: Error {}

    static func rejection(_ event: JSONValue) throws -> Rejection {
        guard case .failure(let rejection) = EventReader().decode(value: event.bytes) else { throw Taken() }
        return rejection
    }

    @Test("tells one fault alone, and the others by number and place")
    func places() throws {
        let one = ExampleEvents.delegation.setting("/data/direction", to: nil)
        let two = one.setting("/id", to: nil)
        let three = two.setting("/data/title/fr", to: "")
        let expected = [
            "missing; expected one of incoming, outgoing, mutual",
            "missing, expected a string that is not empty (and 1 more fault at /data/direction)",
            "missing, expected a string that is not empty (and 2 more faults at /data/title/fr, /data/direction)",
        ]
        #expect(try [one, two, three].map { try Self.rejection($0).summary(maxBytes: 1_024) } == expected)
    }

    @Test("counts every fault, beyond those that it carries")
    func counts() throws {
        let crowd = ExampleEvents.delegation.setting("/data/organisations", to: .repeated(1, 5_000))
        let rejection = try Self.rejection(crowd)
        #expect(rejection.faults.count == Rejection.maxFaults)
        #expect(rejection.faultCount == 5_000)
        #expect(rejection.summary(maxBytes: 1_024).contains("(and 4999 more faults at /data/organisations/1,"))
        #expect(rejection.summary(maxBytes: 1_024).hasSuffix("/data/organisations/15, …)"))
        let copy = try JSONDecoder().decode(Rejection.self, from: JSONEncoder().encode(rejection))
        #expect(copy == rejection)
    }

    @Test(
        "never takes more room than it is given, and never leaves out the number", arguments: [40, 64, 100, 101, 300])
    func bounded(_ room: Int) throws {
        let crowd = ExampleEvents.delegation.setting("/data/organisations", to: .repeated("é", 50))
            .setting("/data/direction", to: "ééééééééééééééé")
        let summary = try Self.rejection(crowd).summary(maxBytes: room)
        #expect(summary.utf8.count <= room)
        #expect(summary.contains("(and 50 more faults"))
        #expect(summary.hasSuffix(")"))
    }

    @Test("the gravest fault is told though a thousand lesser ones come before it")
    func gravestFirst() throws {
        let text = String(decoding: ExampleEvents.delegation.setting("/type", to: "a.visit.x.v1").bytes, as: UTF8.self)
        let doubled = String(repeating: "\"subject\":1,", count: 1_200)
        let bytes = Array(text.replacing("{", with: "{" + doubled, maxReplacements: 1).utf8)
        let faults = EventReader().validate(value: bytes)
        #expect(faults.count == 1_000)
        #expect(faults.prefix(3).map(\.code) == [.unknownKind, .unknownAction, .contract])
        #expect(verdict(of: EventReader().decode(value: bytes)) == .unknownKind)
    }

    @Test("what stands under an endless name is shown by what holds it", arguments: [(101, ""), (100, "/")])
    func endlessNames(_ count: Int, _ slash: String) throws {
        let name = String(repeating: "é", count: count)
        let event = ExampleEvents.delegation.setting("/data/title/" + name, to: "a")
        let pointer = "/data/title" + (slash.isEmpty ? "" : slash + name)
        #expect(try Self.rejection(event).faults.map(\.pointer) == [pointer])
    }
}
