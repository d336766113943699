import Testing

@testable import Cooperation

@Suite("Faults that teach")
struct TeachingTests {
    static func faults(_ event: JSONValue) -> [Fault] { EventReader().validate(value: event.bytes) }

    /// What follows the last semicolon of each message.
    static func hints(_ event: JSONValue) -> [String] {
        faults(event).map { $0.message.split(separator: "; ").last.map(String.init) ?? "" }
    }

    @Test(
        "a word in French, in other English or in another case is told in the contract's",
        arguments: [
            ("/data/direction", "entrant", "incoming"), ("/data/direction", "Sortante", "outgoing"),
            ("/data/direction", "réciproque", "mutual"), ("/data/direction", "INCOMING", "incoming"),
            ("/data/direction", "inbound", "incoming"), ("/data/direction", "mutuelle", "mutual"),
            ("/data/priority", "élevée", "high"), ("/data/priority", "stratégique", "strategic"),
            ("/data/priority", "Normale", "normal"), ("/data/axes/0", "rayonnement", "rayonner"),
            ("/type", "ca.quebec.délégation.confirmed.v1", "delegation"),
            ("/type", "ca.quebec.échange.confirmed.v1", "exchange"),
            ("/type", "ca.quebec.événement.confirmed.v1", "event"),
            ("/type", "ca.quebec.delegation.confirmée.v1", "confirmed"),
            ("/type", "ca.quebec.delegation.proposé.v1", "proposed"),
            ("/type", "ca.quebec.delegation.annulée.v1", "cancelled"),
            ("/type", "ca.quebec.delegation.mise-a-jour.v1", "updated"),
            ("/type", "ca.quebec.delegation.reportée.v1", "updated"),
            ("/type", "ca.quebec.delegation.terminée.v1", "completed"),
            ("/type", "ca.quebec.delegation.Confirmed.v1", "confirmed"),
        ])
    func words(_ pointer: String, _ found: String, _ expected: String) {
        let faults = Self.faults(ExampleEvents.delegation.setting(pointer, to: .string(found)))
        #expect(faults.map(\.pointer) == [pointer])
        #expect(faults.first?.message.hasSuffix("did you mean \"\(expected)\"?") == true, "\(faults)")
    }

    @Test(
        "no word is guessed where none is near",
        arguments: [
            ("/data/direction", "sideways"), ("/data/direction", ""), ("/data/direction", "12"),
            ("/data/priority", "urgent"), ("/data/axes/0", "briller"), ("/type", "a.visit.confirmed.v1"),
            ("/type", "a.delegation.approved.v1"),
        ])
    func noGuess(_ pointer: String, _ found: String) {
        let faults = Self.faults(ExampleEvents.delegation.setting(pointer, to: .string(found)))
        #expect(faults.count == 1)
        #expect(faults.allSatisfy { !$0.message.contains("did you mean") }, "\(faults)")
    }

    @Test(
        "a missing field names the one that stands there in its stead",
        arguments: [
            ("/data/title", "tittle"), ("/data/title", "Title"), ("/data/title", "titre"),
            ("/data/domains", "domain"), ("/data/domains", "domaines"), ("/data/partners", "partner"),
            ("/data/partners", "partenaires"), ("/data/direction", "dirction"), ("/data/direction", "sens"),
            ("/id", "ID"), ("/id", "identifiant"), ("/source", "Source"), ("/subject", "sujet"), ("/type", "Type"),
            ("/data", "donnees"), ("/specversion", "spec_version"), ("/specversion", "specVersion"),
            ("/data/programme/1/starts", "start"), ("/data/programme/0/title", "titre"),
            ("/data/links/0/href", "url"), ("/data/organisations/0/name", "nom"),
        ])
    func misspeltFields(_ pointer: String, _ found: String) {
        let name = pointer.split(separator: "/").last.map(String.init) ?? ""
        let place = String(pointer.dropLast(name.count))
        let event = ExampleEvents.delegation.setting(pointer, to: nil).setting(place + found, to: 1)
        let faults = Self.faults(event)
        #expect(faults.map(\.pointer) == [pointer])
        #expect(
            faults.first?.message.hasSuffix("found \"\(found)\": did you mean \"\(name)\"?") == true, "\(faults)")
    }

    @Test("a missing field does not claim an extra that only resembles it", arguments: ["subtitle", "tile-set", "t"])
    func honestExtras(_ extra: String) {
        let event = ExampleEvents.delegation.setting("/data/title", to: nil).setting("/data/" + extra, to: 1)
        #expect(Self.faults(event).allSatisfy { !$0.message.contains("did you mean") })
    }

    @Test("no field of the contract passes for another")
    func distinctFields() {
        let objects: [[String]] = [
            EnvelopeField.allCases.map(\.name), DataField.allCases.map { "\($0)" },
            PlaceField.allCases.map { "\($0)" }, OrganisationField.allCases.map { "\($0)" },
            StepField.allCases.map { "\($0)" }, LinkField.allCases.map { "\($0)" },
        ]
        for names in objects {
            for (name, other) in names.flatMap({ name in names.map { (name, $0) } }) {
                #expect(!SpokenWord.isMeant(name, by: other), "\(other) passes for \(name)")
            }
        }
    }

    @Test("data beside the attributes are shown where they stand")
    func misplaced() {
        let moved = ExampleEvents.delegation.setting("/data/title", to: nil).setting("/title", to: ["fr": "a"])
        #expect(Self.hints(moved) == ["found \"title\" beside the attributes: it belongs into data"])
        let flat = ExampleEvents.delegation.setting("/data", to: nil).setting("/direction", to: "incoming")
        #expect(Self.hints(flat) == ["found \"direction\" beside the attributes: it belongs into data"])
    }

    @Test("JSON within a string is recognised, as the value and as data")
    func jsonInString() {
        let within = JSONValue.string("{\"title\":{}}")
        let hint = "it looks like JSON within a string: send the object itself"
        #expect(Self.hints(ExampleEvents.delegation.setting("/data", to: within)) == [hint])
        #expect(Self.hints(within) == [hint])
    }

    @Test(
        "bytes of another kind are called by their name",
        arguments: [
            ([0x1F, 0x8B, 0x08, 0x00, 0x01], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD, 0x01], "Zstandard"),
            ([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], "UTF-16"), ([0x7B, 0x00, 0x22, 0x00, 0x61, 0x00], "UTF-16"),
            (Array("<?xml version='1.0'?>".utf8), "XML"),
            (Array("{\"a\":\"Qu".utf8) + [0xE9, 0x62], "\"é\" in ISO 8859-1"),
        ])
    func foreignBytes(_ bytes: [UInt8], _ name: String) {
        let message = EventReader().validate(value: bytes).first?.message ?? ""
        #expect(message.contains("it looks like \(name)"), "\(message)")
    }

    @Test(
        "what cannot be seen, or turns the writing round, is shown by its number",
        arguments: [
            ("\u{7}", "\\u{07}"), ("\u{85}", "\\u{85}"), ("\u{202E}", "\\u{202E}"), ("\u{2028}", "\\u{2028}"),
            ("\u{200B}", "\\u{200B}"), ("\n", "\\n"), ("\"", "\\\""), ("é", "é"), ("🎵", "🎵"),
        ])
    func invisible(_ found: String, _ shown: String) {
        let faults = Self.faults(ExampleEvents.delegation.setting("/data/direction", to: .string("a" + found)))
        #expect(faults.first?.message.hasPrefix("found \"a\(shown)\", expected") == true, "\(faults)")
    }

    @Test("a list of the wrong length is told beside what is wrong with its entries")
    func wrongLengthAndEntries() {
        let names = JSONValue.array((0..<21).map { $0 == 3 ? 1 : .string("name-\($0 % 20)") })
        let faults = Self.faults(ExampleEvents.delegation.setting("/data/domains", to: names))
        #expect(faults.map(\.pointer) == ["/data/domains", "/data/domains/3", "/data/domains/20"])
        let many = JSONValue.array((0..<60).map { .string("name-\($0 % 59)") })
        #expect(
            Self.faults(ExampleEvents.delegation.setting("/data/themes", to: many)).map(\.pointer) == [
                "/data/themes", "/data/themes/59",
            ])
    }

    @Test("an unknown kind does not hide what is wrong with the version or the action")
    func wholeType() {
        func codes(_ type: String) -> [RejectionCode] {
            Self.faults(ExampleEvents.delegation.setting("/type", to: .string(type))).map(\.code)
        }
        #expect(codes("a.visit.approved.v1") == [.unknownKind, .unknownAction])
        #expect(codes("a.visit.confirmed.v2") == [.unknownKind, .unsupportedVersion])
        #expect(codes("a.delegation.approved.v2") == [.unsupportedVersion])
    }
}
