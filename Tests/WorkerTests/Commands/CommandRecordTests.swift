import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Testing
import Worker

@Suite("A command's record")
struct CommandRecordTests {
    private static let id = "8c5f3a52-0d5e-4f0b-9c2b-3b1f6f1f5a77"
    private static let audience = "culture"

    private static func command(_ order: DigestCommand.Order, _ subscription: String? = nil) throws -> CommandRecord {
        CommandRecord(
            id: id, order: order, audience: audience, subscription: subscription, by: "m.tremblay@bureau",
            reason: "l’annonce est pour lundi", at: try #require(Instant("2026-11-27T15:04:05.250Z")))
    }

    private static let orders: [DigestCommand.Order] = [
        .flush, .hold(until: nil), .hold(until: Instant(milliseconds: 1_796_130_000_000)), .release,
        .withdraw(source: "/namur/agenda", subject: "exchange/résidence"),
    ]

    @Test("comes back as it was written", arguments: orders)
    func roundTrip(_ order: DigestCommand.Order) throws {
        for subscription in [nil, "culture-weekly"] {
            let command = try Self.command(order, subscription)
            let record = try command.record(topic: "partner.notices", partition: 3)
            let header = try #require(record.headers.first { $0.name == "vm-command" })
            #expect(record.partition == 3)
            #expect(record.timestampMilliseconds == nil, "the log says when it was appended")
            let back = try CommandReader().read(
                key: record.key, version: String(decoding: header.value ?? [], as: UTF8.self), value: record.value
            ).get()
            #expect(back == command)
        }
    }

    @Test("leaves out what an order does not have")
    func absentFields() throws {
        var command = try Self.command(.release)
        command.reason = nil
        let document = try JSONSerialization.jsonObject(with: Data(try command.document())) as? [String: String]
        #expect(Set(try #require(document).keys) == ["id", "order", "audience", "by", "at"])
    }

    @Test("its identifier is one and the same in capitals")
    func identifierInCapitals() throws {
        #expect(try read { $0["id"] = Self.id.uppercased() }.get().id == Self.id)
    }

    @Test("becomes a command at its place in the log")
    func place() throws {
        let record = try Self.command(.hold(until: nil), "culture-weekly")
        let command = DigestCommand(record, offset: 42, appendedAt: Instant(milliseconds: 7))
        let expected = DigestCommand(
            .hold(until: nil), subscription: "culture-weekly", audience: "culture", offset: 42,
            appendedAt: Instant(milliseconds: 7), id: Self.id, by: "m.tremblay@bureau",
            reason: "l’annonce est pour lundi")
        #expect(command == expected)
    }

    // MARK: Faults

    /// A document, a thing done to it, and what is said of it.
    struct Spoilt: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fault: String
        var spoil: @Sendable (inout [String: any Sendable]) -> Void

        init(_ name: String, _ fault: String, _ spoil: @escaping @Sendable (inout [String: any Sendable]) -> Void) {
            testDescription = name
            self.fault = fault
            self.spoil = spoil
        }
    }

    static let spoilt: [Spoilt] = [
        Spoilt("no order", "command-contract at /order: missing") { $0["order"] = nil },
        Spoilt("unknown order", #"command-unknown-order at /order: found "flsh", expected one of"#) {
            $0["order"] = "flsh"
        },
        Spoilt("order is no text", "command-contract at /order: expected a text") { $0["order"] = 1 },
        Spoilt("no id", "command-contract at /id: missing") { $0["id"] = nil },
        Spoilt("id is no UUID", #"command-contract at /id: found "42", expected a UUID"#) { $0["id"] = "42" },
        Spoilt("id in braces", "command-contract at /id: found") { $0["id"] = "{\(id)}" },
        Spoilt("empty audience", #"command-contract at /audience: found """#) { $0["audience"] = "" },
        Spoilt("another audience than the key", #"command-contract at key: found "culture""#) {
            $0["audience"] = "bureau"
        },
        Spoilt("subscription null", "command-contract at /subscription: expected a text") {
            $0["subscription"] = NSNull()
        },
        Spoilt("subscription in words", "command-contract at /subscription: found") { $0["subscription"] = "A b" },
        Spoilt("nobody gives it", "command-contract at /by: missing") { $0["by"] = nil },
        Spoilt("by of two lines", "command-contract at /by: found") { $0["by"] = "a\nb" },
        Spoilt("by of 201 characters", "command-contract at /by: found") {
            $0["by"] = String(repeating: "é", count: 201)
        },
        Spoilt("reason of 1,001 characters", "command-contract at /reason: found") {
            $0["reason"] = String(repeating: "x", count: 1001)
        },
        Spoilt("time without offset", "command-contract at /at: found") { $0["at"] = "2026-11-27T15:04:05" },
        Spoilt("an end of a flush", "command-contract at /until: does not belong to this order") {
            $0["until"] = "2026-12-01T08:00:00Z"
        },
        Spoilt("a misspelt end", #"command-contract at /untill: no field of a command has this name; did you"#) {
            ($0["order"], $0["untill"]) = ("hold", "2026-12-01T08:00:00Z")
        },
        Spoilt("a day as end", "command-contract at /until: found") {
            ($0["order"], $0["until"]) = ("hold", "2026-12-01")
        },
        Spoilt("withdraw of nothing", "command-contract at /source: missing") { $0["order"] = "withdraw" },
        Spoilt("withdraw of a source with a space", "command-contract at /source: found") {
            ($0["order"], $0["source"], $0["subject"]) = ("withdraw", "a b", "s")
        },
        Spoilt("an odd name", "command-contract at /a~1b~0c: no field") { $0["a/b~c"] = 1 },
    ]

    @Test("with a fault is refused, and the fault named", arguments: spoilt)
    func faults(_ spoilt: Spoilt) throws {
        #expect(throws: Never.self) { try read { _ in }.get() }
        guard case .failure(let rejection) = try read(spoilt.spoil) else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.description.hasPrefix(spoilt.fault), "\(rejection)")
    }

    @Test("with several faults tells them all, the gravest first")
    func severalFaults() throws {
        let outcome = try read { document in
            document["id"] = "42"
            document["order"] = "pause"
            document["until"] = "whenever"
        }
        guard case .failure(let rejection) = outcome else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.faults.map(\.pointer) == ["/order", "/id"])
        #expect(rejection.message.hasSuffix("(and 1 more fault)"))
    }

    @Test(
        "that is no JSON object, or of another version, is refused with a code that says so",
        arguments: [
            ("v1", nil, "command-empty"), ("v1", "", "command-empty"), ("v1", "{", "command-not-json"),
            ("v1", "[]", "command-not-json"), ("v1", "\u{FF}", "command-not-json"),
            ("v1", #"{"id": {"id": {"id": {"id": {"id": {"id": {"id": {"id": 1}}}}}}}}}"#, "command-not-json"),
            ("v2", "{}", "command-unsupported-version"), ("", "{}", "command-unsupported-version"),
        ] as [(String, String?, String)])
    func unreadable(version: String, text: String?, code: String) throws {
        let outcome = CommandReader().read(
            key: Array(Self.audience.utf8), version: version, value: text.map { Array($0.utf8) })
        guard case .failure(let rejection) = outcome else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.first.code.rawValue == code, "\(rejection)")
    }

    @Test("that names a field twice is refused: which of them counts would be chance")
    func repeatedName() throws {
        let text = String(decoding: try Self.command(.flush).document(), as: UTF8.self)
        let twice = text.replacing(#""order":"flush""#, with: #""order":"hold","order":"flush""#)
        try #require(twice != text)
        let outcome = CommandReader().read(key: Array(Self.audience.utf8), version: "v1", value: Array(twice.utf8))
        guard case .failure(let rejection) = outcome else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.first.pointer == "/order")
    }

    @Test("larger than any command is refused unread")
    func tooLarge() throws {
        let outcome = try read { $0["reason"] = String(repeating: "x", count: 70_000) }
        guard case .failure(let rejection) = outcome else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.first.code == .notJSON)
    }

    /// Reads a good flush after something was done to it.
    private func read(
        _ spoil: (inout [String: any Sendable]) -> Void
    ) throws -> Result<CommandRecord, CommandRejection> {
        var document: [String: any Sendable] = [
            "id": Self.id, "order": "flush", "audience": Self.audience, "by": "m.tremblay",
            "at": "2026-11-27T15:04:05Z",
        ]
        spoil(&document)
        let value = try JSONSerialization.data(withJSONObject: document)
        return CommandReader().read(key: Array(Self.audience.utf8), version: "v1", value: Array(value))
    }
}
