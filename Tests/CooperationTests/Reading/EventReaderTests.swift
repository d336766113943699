import TestSupport
import Testing

@testable import Cooperation

@Suite("Reading an event")
struct EventReaderTests {
    let reader = EventReader()

    @Test("a delegation is decoded with every field of its kind")
    func delegation() throws {
        let event = try reader.decode(value: ExampleEvents.delegation.bytes).get()
        var expected = CooperationEvent(
            id: "d-2019-014", source: "https://ville.quebec.example/delegations",
            type: "ca.quebec.ville.delegation.confirmed.v1", kind: .delegation, action: .confirmed,
            subject: "delegations/2019-014",
            title: LocalizedText([
                "fr": "Délégation de Namur sur la relève musicale", "en": "Namur delegation on emerging music",
            ]), domains: ["culture", "economic-development"], partners: ["namur"], direction: .incoming)
        expected.time = Instant("2019-10-01T13:30:00Z")
        expected.summary = LocalizedText(["fr": "Trois jours de rencontres avec les diffuseurs."])
        expected.note = LocalizedText(["fr": "Confirmée par les deux villes."])
        expected.themes = ["emerging-music", "new-markets"]
        expected.axes = [.rayonner, .apprendre]
        expected.priority = .high
        expected.starts = Moment("2019-11-04")
        expected.ends = Moment("2019-11-06")
        expected.respondBy = Moment("2019-10-20T21:00:00Z")
        expected.place = Place(name: "Palais Montcalm", city: "Québec", timeZone: "America/Toronto")
        expected.organisations = [
            Organisation(name: "Ville de Namur", partner: "namur"), Organisation(name: "Palais Montcalm"),
        ]
        expected.participants = 12
        expected.programme = [
            ProgrammeStep(
                starts: .instant(Instant(milliseconds: 1_572_876_000_000)), title: LocalizedText(["fr": "Accueil"]),
                place: Place(name: "Hôtel de ville", city: "Québec")),
            ProgrammeStep(
                starts: .day(CalendarDate(year: 2019, month: 11, day: 5)),
                title: LocalizedText(["fr": "Visite des salles", "fr-BE": "Visite des salles"])),
        ]
        expected.links = [
            Link(href: "https://example.org/delegations/2019-014", title: LocalizedText(["fr": "Le programme"]))
        ]
        expectSame(event, expected)
    }

    @Test("both modes give the same event", arguments: ExampleEvents.all)
    func modesAgree(_ example: JSONValue) throws {
        let (headers, value) = ExampleEvents.binary(example)
        let structured = try reader.decode(value: example.bytes).get()
        let binary = try reader.decode(value: value.bytes, headers: headers.map { RecordHeader($0, $1) }).get()
        expectSame(binary, structured)
    }

    @Test("the hot path sees what the whole event holds", arguments: ExampleEvents.all)
    func hotPathAgrees(_ example: JSONValue) throws {
        let whole = try reader.decode(value: example.bytes).get()
        try example.bytes.withUnsafeBytes { bytes in
            try reader.read(value: bytes, headers: []) { event in
                #expect(String(decoding: event.id, as: UTF8.self) == whole.id)
                #expect(String(decoding: event.source, as: UTF8.self) == whole.source)
                #expect(String(decoding: event.subject, as: UTF8.self) == whole.subject)
                #expect(event.kind == whole.kind)
                #expect(event.action == whole.action)
                #expect(event.time == whole.time)
                #expect(event.starts == whole.starts)
                #expect(event.direction == whole.direction)
                #expect(event.priority == whole.priority)
                #expect(event.timeZone == whole.place?.timeZone)
            }.get()
        }
    }

    @Test("escapes in names and texts are undone")
    func escapes() throws {
        let text = #"""
            {"specversion":"1.0","id":"\u0061\ud83c\udfb5","source":"\/s","type":"x.event.proposed.v1","subject":"s",
            "\u0064ata":{"title":{"fr":"\"Fête\"\n\u0000"},"domains":["cult\u0075re"],"partners":["namur"],
            "direction":"m\u0075tual","starts":"2019-01-0\u0031"}}
            """#
        let event = try reader.decode(line: Array(text.utf8)).get()
        #expect(event.id == "a🎵")
        #expect(event.source == "/s")
        #expect(event.title.texts == ["fr": "\"Fête\"\n\0"])
        #expect(event.domains == ["culture"])
        #expect(event.direction == .mutual)
        #expect(event.starts == .day(CalendarDate(year: 2019, month: 1, day: 1)))
    }

    @Test(
        "a byte order mark and a schema registry's framing are passed over",
        arguments: [[0xEF, 0xBB, 0xBF], [0, 0, 0, 0, 9]])
    func prefixes(_ prefix: [UInt8]) throws {
        let plain = try reader.decode(value: ExampleEvents.event.bytes).get()
        #expect(try reader.decode(value: prefix + ExampleEvents.event.bytes).get() == plain)
    }

    @Test("fields that belong to another kind are extras, not judged")
    func extrasOfOtherKinds() throws {
        let odd = ExampleEvents.event.setting("/data/participants", to: "many").setting("/data/programme", to: 7)
        let event = try reader.decode(value: odd.bytes).get()
        #expect(event.participants == nil)
        #expect(event.programme.isEmpty)
    }

    @Test(
        "whole numbers are taken however they are written",
        arguments: [
            ("0", 0), ("12.0", 12), ("1e2", 100), ("-0", 0), ("99999999999999999999", Int.max), ("1e300", Int.max),
        ])
    func participants(_ text: String, _ expected: Int) throws {
        let example = ExampleEvents.delegation.setting("/data/participants", to: .number(text))
        #expect(try reader.decode(value: example.bytes).get().participants == expected)
    }

    @Test("a reader gives the right event after a refused one and after a larger one")
    func reuse() throws {
        let first = try reader.decode(value: ExampleEvents.event.bytes).get()
        #expect(throws: Rejection.self) { try reader.decode(value: Array("{\"a\":[1,".utf8)).get() }
        let large = ExampleEvents.event.setting("/data/extra", to: .repeated("\u{1F3B5}\n", 20_000))
        #expect(try reader.decode(value: large.bytes).get() == first)
        #expect(try reader.decode(value: ExampleEvents.event.bytes).get() == first)
    }
}
