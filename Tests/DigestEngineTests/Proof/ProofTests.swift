import Cooperation
import Foundation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("What was changed since a digest was published is found and named")
struct ProofTests {
    private let subscription = Make.subscription()
    private let provenance = Provenance(configuration: "c0ffee000001", templates: "7e3b1a7e0001", timeZones: "2025b")
    private var log = RawLog()
    private var digests: [Digest] = []
    private var bytes: [UInt8]

    /// Two digests: offsets 3 to 6, then 10 to 14 with a command among them.
    init() {
        log.append(3, "a", subject: "visit", title: "Visite", starts: "2019-03-12")
        log.append(5, "b", subject: "concert", title: "Concert", starts: "2019-03-20")
        log.append(10, "c", subject: "visit", action: "updated", title: "Visite", starts: "2019-03-13")
        log.append(12, "d", subject: "visit", action: "updated", title: "Visite", starts: "2019-03-14")
        log.append(14, "e", subject: "choir", title: "Chorale", starts: "2019-03-30")
        log.commands = [
            DigestCommand(
                .withdraw(source: "urn:test", subject: "concert"), subscription: nil, audience: "culture", offset: 13,
                appendedAt: at(2019, 3, 4, 14), id: "w", by: "operator", recordHash: ContentHash(of: "w".utf8))
        ]
        let builder = DigestBuilder(recipe: DigestRecipe(subscription, among: []), provenance: provenance)
        let (before, own) = (DigestWindow(from: at(2019, 2, 25, 13), to: at(2019, 3, 4, 13)), Make.window)
        var slice = LogSlice(topic: "partner.notices", partition: 4, contextFrom: 0, from: 0, to: 6)
        let first = builder.build(slice: slice, window: before, sequence: 1, entries: log.entries, history: [])
        slice = LogSlice(
            topic: "partner.notices", partition: 4, contextFrom: 0, from: 6, to: 15, hashBefore: first.slice.hash)
        let second = builder.build(
            slice: slice, window: own, sequence: 2, entries: log.entries, history: [ToldSlice(of: first)])
        digests = [first, second]
        bytes = second.sealed().canonicalBytes()
    }

    private func findings(
        _ subscription: Subscription? = nil, _ provenance: Provenance? = nil, keptFrom: Int64 = 0
    ) -> [ProofFinding] {
        let proof = DigestProof(
            recipe: DigestRecipe(subscription ?? self.subscription, among: []),
            provenance: provenance ?? self.provenance)
        guard let published = try? JSONDecoder().decode(Digest.self, from: Data(bytes)) else { return [] }
        return proof.judge(
            published, bytes: bytes, entries: log.entries, keptFrom: keptFrom, earlier: [digests[0]],
            terms: TermLedger()
        ).findings
    }

    private mutating func rewrite(_ old: String, _ new: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(old))
        bytes = Array(text.replacing(old, with: new).utf8)
    }

    @Test("nothing, where nothing was")
    func nothing() {
        expectSame(findings(), [])
        #expect(digests[1].withdrawals.count == 1)
        #expect(digests[1].slice.hashBefore == digests[0].slice.hash)
        #expect(digests[1].slice.hash != digests[0].slice.hash)
    }

    // MARK: The log

    @Test("a byte of a title: the log, with the offset, what it was and what it is")
    mutating func title() {
        log.records[4].replace("Chorale", with: "Choral3")
        let findings = findings()
        expectSame(findings.map(\.cause), [.log])
        expectSame(
            findings.first?.message, "the log was changed in partner.notices/4@[6, 15): offset 14, about `choir`")
        expectSame(
            findings.first?.differences,
            [
                ProofDifference(
                    pointer: "/sections/0/lines/2/state/title/fr", published: #""Chorale""#, rebuilt: #""Choral3""#)
            ])
    }

    @Test("a byte that a later event overtook is found too, though no line shows it")
    mutating func overtaken() {
        log.records[2].replace("2019-03-13", with: "2019-03-11")
        let findings = findings()
        expectSame(findings.map(\.cause), [.log])
        #expect(findings.first?.message.contains("no line shows which record") ?? false)
    }

    @Test("a byte of white space: the log")
    mutating func whiteSpace() {
        log.records[4].replace(",\n", with: ", ")
        expectSame(findings().map(\.cause), [.log])
    }

    @Test("any byte of a record of the slice: key, value, headers or time", arguments: 0..<40)
    mutating func anyByte(_ draw: Int) {
        var random = SeededGenerator(seed: SeededGenerator.seed &+ UInt64(draw))
        let place = Int(random.number(2...4))
        let bit = UInt8(1) << UInt8(random.number(0...7))
        let flip = { (bytes: inout [UInt8]) in bytes[Int(random.number(0...Int64(bytes.count - 1)))] ^= bit }
        switch draw % 4 {
        case 0: flip(&log.records[place].key)
        case 1: flip(&log.records[place].value)
        case 2:
            var value = log.records[place].headers[1].value ?? []
            flip(&value)
            log.records[place].headers[1].value = value
        default: log.records[place].appendedAt = log.records[place].appendedAt.adding(seconds: 1)
        }
        expectSame(findings().map(\.cause), [.log], "seed \(SeededGenerator.seed)")
    }

    @Test("a header that no line shows: the log")
    mutating func header() {
        log.records[3].headers[0].value?.append(UInt8(ascii: ";"))
        expectSame(findings().map(\.cause), [.log])
    }

    @Test("a header with a rule's name: the log, with the line")
    mutating func ruleHeader() {
        log.records[4].headers[2].value = Array("culture-servicf".utf8)
        let findings = findings()
        expectSame(findings.map(\.cause), [.log])
        expectSame(findings.first?.differences.map(\.pointer), ["/sections/0/lines/2/because/0"])
    }

    @Test("a notice that is gone: the log, with its offset and event")
    mutating func dropped() {
        log.records.remove(at: 4)
        let findings = findings()
        expectSame(findings.map(\.cause), [.log])
        #expect(findings.first?.message.hasSuffix("offset 14: event `e` of urn:test is gone") ?? false)
    }

    @Test("a command that is gone: the log")
    mutating func droppedCommand() {
        log.commands = []
        expectSame(findings().map(\.cause), [.log])
    }

    @Test("two records that changed places: the log")
    mutating func swapped() {
        (log.records[2].value, log.records[3].value) = (log.records[3].value, log.records[2].value)
        expectSame(findings().map(\.cause), [.log])
    }

    @Test("a byte of what it looks back on: its content, as its own records are the same")
    mutating func lookBack() {
        log.records[0].replace("2019-03-12", with: "2019-03-02")
        let findings = findings()
        expectSame(findings.map(\.cause), [.content])
        #expect(findings.first?.message.contains("partner.notices/4@[0, 6)") ?? false)
    }

    @Test("records that retention removed are no change")
    func retention() {
        expectSame(findings(keptFrom: 0), [])
        var short = self
        short.log.records.removeFirst(3)
        expectSame(short.findings(keptFrom: 11).map(\.cause), [.retention])
        short = self
        short.log.records.removeFirst(2)
        expectSame(short.findings(keptFrom: 6).map(\.cause), [.retention])
    }

    // MARK: The record

    @Test("a byte of the digest: its record, with both texts, and that the log still gives the one it was")
    mutating func record() {
        rewrite("Chorale", "Choral3")
        let findings = findings()
        expectSame(findings.map(\.cause), [.record])
        #expect(findings.first?.message.hasSuffix("which is the hash of what the log gives") ?? false)
        expectSame(findings.first?.differences.map(\.published), [#""Choral3""#])
    }

    @Test(
        "its record, wherever the byte lies",
        arguments: [
            (#""templates":"7e3b1a7e0001""#, #""templates":"7e3b1a7e0002""#),
            (#""configuration":"c0ffee"#, #""configuration":"c0ffef"#),
            (#""sequence":2"#, #""sequence":3"#), (#""duplicates":0"#, #""duplicates":1"#),
            (#""timeZone":"America/Toronto""#, #""timeZone":"America/Toronta""#),
        ])
    mutating func anywhere(_ old: String, _ new: String) {
        rewrite(old, new)
        #expect(findings().map(\.cause).contains(.record))
        #expect(!findings().map(\.cause).contains(.log))
    }

    @Test("another spelling of the same, or a member that no digest has: its record")
    mutating func spelling() {
        let canonical = bytes
        rewrite(#""sequence":2"#, #""sequence": 2"#)
        expectSame(findings().map(\.cause), [.record])
        bytes = canonical
        rewrite(#""sequence":2"#, #""sequence":2,"sequencf":2"#)
        expectSame(findings().map(\.cause), [.record])
    }

    @Test("a digest changed and hashed anew: its content")
    mutating func hashedAnew() {
        var digest = digests[1]
        digest.sections[0].lines[0].announcedAtOnce = true
        bytes = digest.sealed().canonicalBytes()
        let findings = findings()
        expectSame(findings.map(\.cause), [.content])
        expectSame(findings.first?.differences.map(\.pointer), ["/sections/0/lines/0/announcedAtOnce"])
    }

    @Test("a digest that does not follow the one before: the sequence")
    mutating func sequence() {
        var digest = digests[1]
        digest.slice.hashBefore = ContentHash(of: "x".utf8)
        let builder = DigestBuilder(recipe: DigestRecipe(subscription, among: []), provenance: provenance)
        let other = builder.build(
            slice: digest.slice, window: digest.window, sequence: 2, entries: log.entries,
            history: [ToldSlice(of: digests[0])])
        bytes = other.sealed().canonicalBytes()
        expectSame(findings().map(\.cause), [.sequence])
        let late = builder.build(
            slice: digest.slice, window: digest.window, sequence: 4, entries: log.entries,
            history: [ToldSlice(of: digests[0])])
        bytes = late.sealed().canonicalBytes()
        let missing = findings()
        expectSame(missing.map(\.cause), [.sequence])
        #expect(missing.first?.message.hasPrefix("digests 2 to 3 are missing") ?? false)
    }

    // MARK: The configuration

    @Test("its filter, title or policies: the configuration, with both hashes, and what it says now")
    func configuration() {
        let changes: [(inout Subscription) -> Void] = [
            { $0.filter.priorities = [.strategic] }, { $0.title = LocalizedText(["fr": "La Culture"]) },
            { $0.policies.maxItems = 1 },
        ]
        for change in changes {
            var other = subscription
            change(&other)
            let findings = findings(other)
            expectSame(Set(findings.map(\.cause)), [.configuration])
            let (then, now) = (
                DigestRecipe(subscription, among: []).version, DigestRecipe(other, among: []).version
            )
            expectSame(
                findings.first?.message,
                "made with another configuration of the subscription: \(then) then, \(now) now")
            #expect(findings.contains { !$0.differences.isEmpty })
        }
    }

    @Test("the whole configuration, a template or the time zones: each by name, and nothing else")
    func provenances() {
        var other = provenance
        other.configuration = "c0ffee000002"
        expectSame(
            findings(nil, other).map(\.message),
            ["made with another configuration: c0ffee000001 then, c0ffee000002 now"])
        other = provenance
        other.templates = "7e3b1a7e0002"
        expectSame(
            findings(nil, other).map(\.message),
            ["made with another set of templates: 7e3b1a7e0001 then, 7e3b1a7e0002 now"])
        other = provenance
        other.timeZones = "2026a"
        expectSame(findings(nil, other).map(\.message), ["made with another time zone database: 2025b then, 2026a now"])
    }

    @Test("the log and the configuration: both")
    mutating func both() {
        log.records[4].replace("Chorale", with: "Choral3")
        var other = provenance
        other.templates = "7e3b1a7e0002"
        expectSame(findings(nil, other).map(\.cause), [.configuration, .log])
    }
}

extension DigestWindow {
    fileprivate init(from: Instant, to: Instant) {
        self.init(from: from, to: to, timeZone: "America/Toronto", cadence: "weekly", merged: 1)
    }
}
