import Cooperation
import Foundation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("The balance over a protocol's term")
struct TermTests {
    private typealias Ways = [Int]

    private static func ways(_ digest: Digest, _ id: String = "quebec-namur") -> [Int]? {
        digest.balance.terms.first { $0.protocol == id }.map { [$0.incoming, $0.outgoing, $0.mutual] }
    }

    @Test("a subject counts once however often it is told, and moves when its direction does")
    func once() {
        var chain = DigestChain(protocols: [Make.agreement()])
        expectSame(Self.ways(chain.tell(.event(Make.event("a")), .event(Make.event("b", "other")))), [2, 0, 0])
        expectSame(Self.ways(chain.tell(.event(Make.event("c", "visit", .confirmed)))), [2, 0, 0])
        let turned = chain.tell(.event(Make.event("d", "visit", .updated, direction: .outgoing)))
        expectSame(Self.ways(turned), [1, 1, 0])
        expectSame(turned.balance.outgoing, 1)
        expectSame(turned.balance.incoming, 0)
    }

    @Test("what is cancelled or taken back counts no longer, and counts again when it is taken up again")
    func struck() {
        var chain = DigestChain(protocols: [Make.agreement()])
        _ = chain.tell(.event(Make.event("a")), .event(Make.event("b", "other")), .event(Make.event("c", "third")))
        expectSame(Self.ways(chain.tell(.event(Make.event("d", "visit", .cancelled)))), [2, 0, 0])
        expectSame(Self.ways(chain.tell(.withdrawal("other"))), [1, 0, 0])
        expectSame(Self.ways(chain.tell(.event(Make.event("e", "visit", .confirmed)))), [2, 0, 0])
        expectSame(Self.ways(chain.tell(.event(Make.event("f", "third", .completed)))), [2, 0, 0])
    }

    @Test("what readers were told before the look-back is taken back all the same")
    func beyondLookBack() {
        var book = TermBook(
            TermLedger(), protocols: [Make.agreement()], on: CalendarDate(year: 2019, month: 3, day: 11))
        book.enter(Make.notice(0, Make.event("a")), wasCounted: false)
        let before = book.close().ledger
        let builder = DigestBuilder(
            recipe: DigestRecipe(Make.subscription(), among: [], protocols: [Make.agreement()]))
        let slice = LogSlice(topic: "partner.notices", partition: 0, contextFrom: 10, from: 10, to: 12)
        let digest = builder.build(
            slice: slice, window: Make.window, sequence: 9,
            entries: [Make.withdrawal(10), .notice(Make.notice(11, Make.event("b", "other")))], history: [],
            terms: before
        ).digest
        expectSame(digest.withdrawals, [])
        expectSame(Self.ways(digest), [1, 0, 0])
        expectSame(digest.balance.terms.first?.domains, [NamedBalance(id: "culture", incoming: 1)])
    }

    @Test("a subject of two partners counts with both, and with the first domain that the protocol covers")
    func byName() {
        var event = Make.event("a", domains: ["zoo", "municipal-management", "culture"])
        event.partners = ["namur", "quebec", "bordeaux"]
        var foreign = Make.event("b", "foreign")
        foreign.partners = ["bordeaux"]
        var chain = DigestChain(protocols: [Make.agreement()])
        let digest = chain.tell(.event(event), .event(foreign), .event(Make.event("c", "zoo", domains: ["zoo"])))
        expectSame(
            digest.balance.terms,
            [
                TermBalance(
                    protocol: "quebec-namur", from: CalendarDate(year: 2017, month: 1, day: 1),
                    until: CalendarDate(year: 2019, month: 12, day: 31), incoming: 1, outgoing: 0, mutual: 0,
                    partners: [NamedBalance(id: "namur", incoming: 1), NamedBalance(id: "quebec", incoming: 1)],
                    domains: [NamedBalance(id: "municipal-management", incoming: 1)])
            ])
    }

    @Test("the day of the window's end decides, in the subscription's zone: a term that ended is let go")
    func term() {
        let ended = Make.agreement("ended", until: CalendarDate(year: 2019, month: 3, day: 11))
        let begins = Make.agreement("begins", from: CalendarDate(year: 2019, month: 3, day: 18))
        var chain = DigestChain(protocols: [ended, begins])
        expectSame(chain.tell(.event(Make.event("a"))).balance.terms.map(\.protocol), ["ended"])
        expectSame(chain.tell(.event(Make.event("b", "other"))).balance.terms.map(\.protocol), ["begins"])
        expectSame(chain.terms.accounts.map(\.protocol), ["begins"])
        expectSame(Self.ways(chain.tell(.event(Make.event("c", "visit", .updated))), "begins"), [2, 0, 0])
    }

    @Test("lines that did not fit count too; an immediate subscription keeps no account")
    func omitted() {
        var policies = DigestPolicies()
        policies.maxItems = 1
        var chain = DigestChain(Make.subscription(policies: policies), protocols: [Make.agreement()])
        let digest = chain.tell(.event(Make.event("a")), .event(Make.event("b", "other")))
        expectSame(digest.counts.omitted, 1)
        expectSame(Self.ways(digest), [2, 0, 0])
        var immediate = DigestChain(
            Make.subscription(cadence: .immediate(gapSeconds: 0)), protocols: [Make.agreement()])
        expectSame(immediate.tell(.event(Make.event("a"))).balance.terms, [])
        expectSame(immediate.terms, TermLedger())
    }

    @Test("beyond its limit the ledger settles what was told longest ago: counted, and no longer corrected")
    func settled() {
        let day = CalendarDate(year: 2019, month: 3, day: 11)
        func open(_ ledger: TermLedger) -> TermBook { TermBook(ledger, protocols: [Make.agreement()], on: day) }
        var book = open(TermLedger())
        for number in 0..<5 { book.enter(Make.notice(0, Make.event("a", "s\(number)")), wasCounted: false) }
        book.enter(Make.notice(0, Make.event("o", "out", direction: .outgoing)), wasCounted: false)
        book.enter(Make.notice(0, Make.event("b", "s0")), wasCounted: true)
        let (ledger, balances) = book.close(limit: 4)
        expectSame(balances.map { [$0.incoming, $0.outgoing] }, [[5, 1]])
        expectSame(ledger.accounts.map(\.subjects.count), [3, 1])
        expectSame(ledger.settled.map(\.incoming), [2])
        var later = open(ledger)
        later.strike(SubjectKey(source: "urn:test", subject: "s1"))  // settled: stays counted
        later.strike(SubjectKey(source: "urn:test", subject: "s0"))  // told again since: known, and uncounted
        later.enter(Make.notice(0, Make.event("c", "s2")), wasCounted: true)  // settled: not counted twice
        later.enter(Make.notice(0, Make.event("d", "new")), wasCounted: false)
        expectSame(later.close(limit: 4).balances.map { [$0.incoming, $0.outgoing] }, [[5, 1]])
    }

    @Test("the cut carries the ledger, an announcement the one before, and a cut without any is read as it was")
    func cut() throws {
        let subscription = Make.subscription(cadence: .daily(at: [LocalTime(hour: 8, minute: 0)]), zone: "UTC")
        var settings = DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: true)
        settings.protocols = [Make.agreement()]
        var engine = DigestEngine(subscriptions: [subscription], settings: settings)
        _ = engine.handle(.assigned(partition: 0, cuts: []))
        func close(_ offset: Int64, _ day: Int) throws -> Publication {
            let notice = Make.notice(offset, Make.event("e\(offset)", "s\(offset)"), appendedAt: at(2019, 3, day, 12))
            _ = engine.handle(.notice(partition: 0, notice))
            let now = at(2019, 3, day + 1, 8, 1)
            let actions =
                engine.handle(.tick(now)) + engine.handle(.endSampled(partition: 0, end: offset + 1, at: now))
            return try #require(actions.compactMap { if case .publish(let each) = $0 { each } else { nil } }.first)
        }
        let first = try close(0, 4)
        expectSame(first.announcement?.terms, nil)
        expectSame(first.cut.terms?.accounts.map(\.subjects.count), [1])
        _ = engine.handle(.committed(first.cut))
        let second = try close(1, 5)
        expectSame(second.announcement?.terms, first.cut.terms)
        expectSame(Self.ways(second.digest), [2, 0, 0])
        let bytes = CanonicalJSON.bytes(of: second.cut)
        expectSame(try JSONDecoder().decode(Cut.self, from: Data(bytes)), second.cut)
        var bare = second.cut
        bare.terms = nil
        #expect(!String(decoding: CanonicalJSON.bytes(of: bare), as: UTF8.self).contains("terms"))
    }

    @Test(
        "verification follows the ledger from digest to digest; without its beginning it takes the terms as published")
    func verification() {
        var chain = DigestChain(protocols: [Make.agreement()])
        _ = chain.tell(.event(Make.event("a")))
        let terms = chain.terms
        var published = chain.tell(.event(Make.event("b", "other")))
        let entries = [Make.notice(0, Make.event("a")), Make.notice(1, Make.event("b", "other"))].map(LogEntry.notice)
        func judge(_ terms: TermLedger?) -> ProofOutcome {
            DigestProof(recipe: chain.builder.recipe, provenance: chain.builder.provenance).judge(
                published, bytes: published.canonicalBytes(), entries: entries, keptFrom: 0,
                earlier: [chain.digests[0]], terms: terms)
        }
        published = published.sealed()
        let known = judge(terms)
        expectSame(known.findings, [])
        expectSame(known.unchecked, [])
        expectSame(known.terms, chain.terms)
        let unknown = judge(nil)
        expectSame(unknown.findings, [])
        expectSame(unknown.unchecked, ["/balance/terms"])
        expectSame(unknown.terms, nil)
        published.balance.terms[0].incoming = 7
        published = published.sealed()
        let forged = judge(terms).findings.flatMap(\.differences).map(\.pointer)
        #expect(forged.contains("/balance/terms/0/incoming"))
    }

    @Test("the recipe's version covers the protocols, and not what they are called")
    func version() {
        func version(_ agreement: CooperationProtocol) -> String {
            DigestRecipe(Make.subscription(), among: [], protocols: [agreement]).version
        }
        var renamed = Make.agreement()
        renamed.name = LocalizedText(["fr": "Autre nom"])
        expectSame(version(renamed), version(Make.agreement()))
        #expect(version(Make.agreement(until: CalendarDate(year: 2020, month: 1, day: 1))) != version(renamed))
        #expect(DigestRecipe(Make.subscription(), among: []).version != version(renamed))
    }
}
