import Cooperation
import Foundation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("The shape of a digest")
struct DigestShapeTests {
    @Test("sections are domains in alphabetical order, triage last")
    func sections() {
        let unknown = UnknownName(field: .domain, name: "smart-city")
        let digest = FoldingTests.digest([
            Make.notice(10, Make.event("a", "a", domains: ["smart-city"]), unknown: [unknown]),
            Make.notice(11, Make.event("b", "b", domains: ["smart-city", "municipal-management"]), unknown: [unknown]),
            Make.notice(12, Make.event("c", "c", domains: ["culture"])),
            Make.notice(13, Make.event("d", "d", domains: ["culture"]), rules: ["triage"]),
        ])
        expectSame(digest.sections.map(\.id), ["culture", "municipal-management", "triage"])
        expectSame(digest.sections.map { $0.lines.map(\.state.subject) }, [["c"], ["b"], ["a", "d"]])
    }

    @Test("a line says what an unknown name looks like, and nothing where it looks like none")
    func misspelt() throws {
        let unknown = [
            UnknownName(field: .domain, name: "cultur", nearest: "culture"),
            UnknownName(field: .domain, name: "smart-city"),
        ]
        let digest = FoldingTests.digest([
            Make.notice(10, Make.event("a", "a", domains: ["cultur", "smart-city"]), unknown: unknown)
        ])
        expectSame(digest.sections.first?.lines.first?.unknown, unknown)
        let text = String(decoding: digest.canonicalBytes(), as: UTF8.self)
        #expect(
            text.contains(
                #"[{"field":"domain","name":"cultur","nearest":"culture"},{"field":"domain","name":"smart-city"}]"#))
    }

    @Test("lines stand with cancellations first, then moves, then updates, then the rest by date")
    func lineOrder() {
        let told = [
            Make.notice(1, Make.event("1", "moved", .confirmed, starts: march(20))),
            Make.notice(2, Make.event("2", "updated", .confirmed)),
        ]
        let noon = Moment.instant(at(2019, 3, 5, 12))
        let digest = FoldingTests.digest(
            [
                Make.notice(10, Make.event("a", "undated")),
                Make.notice(11, Make.event("b", "day-6", starts: march(6))),
                Make.notice(12, Make.event("c", "noon-5", starts: noon)),
                Make.notice(13, Make.event("d", "day-5", starts: march(5))),
                Make.notice(14, Make.event("e", "updated", .updated)),
                Make.notice(15, Make.event("f", "moved", .updated, starts: march(25))),
                Make.notice(16, Make.event("g", "cancelled", .cancelled, starts: march(30))),
            ], told: told
        )
        let order = ["cancelled", "moved", "updated", "day-5", "noon-5", "day-6", "undated"]
        expectSame(digest.sections.first?.lines.map(\.state.subject), order)
    }

    @Test("what overturns plans stands first; the rest stands by theme, in each updates before news, then by date")
    func themes() {
        func event(_ id: String, _ action: Action = .confirmed, themes: [String], starts: Moment?) -> CooperationEvent {
            var event = Make.event(id, id, action, starts: starts)
            event.themes = themes
            return event
        }
        let digest = FoldingTests.digest(
            [
                Make.notice(10, event("none", themes: [], starts: march(1))),
                Make.notice(11, event("music-9", themes: ["music"], starts: march(9))),
                Make.notice(
                    12, event("cinema-8", themes: ["drones", "cinema"], starts: march(8)),
                    unknown: [UnknownName(field: .theme, name: "drones")]),
                Make.notice(13, event("music-3", themes: ["music"], starts: march(3))),
                Make.notice(14, event("music-update", .updated, themes: ["music"], starts: march(30))),
                Make.notice(15, event("cancelled", .cancelled, themes: ["music"], starts: march(30))),
            ])
        let lines = digest.sections.flatMap(\.lines)
        expectSame(
            lines.map(\.state.subject), ["cancelled", "cinema-8", "music-update", "music-3", "music-9", "none"])
        expectSame(lines.map(\.theme), ["music", "cinema", "music", "music", "music", nil])
    }

    @Test("lines are counted by axis, those that did not fit too; one may serve several or none")
    func axes() {
        func event(_ id: String, _ axes: [Axis]) -> CooperationEvent {
            var event = Make.event(id, id)
            event.axes = axes
            return event
        }
        var policies = DigestPolicies()
        policies.maxItems = 1
        let digest = FoldingTests.digest(
            [
                Make.notice(10, event("a", [.rayonner, .attirer])), Make.notice(11, event("b", [.rayonner])),
                Make.notice(12, event("c", [])),
            ], subscription: Make.subscription(policies: policies))
        expectSame(digest.axes, AxisCounts(rayonner: 2, apprendre: 0, attirer: 1, none: 1))
    }

    @Test("the balance is told by partner and by section too; what was taken back is in none")
    func balance() {
        var both = Make.event("a", "both", direction: .mutual)
        both.partners = ["namur", "bordeaux", "atlantis"]
        let told = [Make.notice(3, Make.event("t", "gone"))]
        let unknown = UnknownName(field: .partner, name: "atlantis")
        let entries: [LogEntry] = [
            .notice(Make.notice(10, both, unknown: [unknown])),
            .notice(Make.notice(11, Make.event("b", "b", domains: ["zoo"]))), Make.withdrawal(12, "gone"),
        ]
        let digest = FoldingTests.digest(entries, told: told.map(LogEntry.notice))
        expectSame(digest.sections.first?.lines.first?.change, .withdrawn)
        expectSame(
            digest.balance,
            Balance(
                incoming: 1, outgoing: 0, mutual: 1,
                partners: [
                    NamedBalance(id: "bordeaux", mutual: 1), NamedBalance(id: "namur", incoming: 1, mutual: 1),
                ],
                domains: [NamedBalance(id: "culture", mutual: 1), NamedBalance(id: "zoo", incoming: 1)]))
    }

    @Test("a digest is worth sending when it tells something, or when its subscription wants to hear of nothing")
    func worthSending() {
        let silent = DigestPolicies()
        var heartbeat = DigestPolicies()
        heartbeat.empty = .heartbeat
        func entries(_ events: CooperationEvent...) -> [LogEntry] {
            events.enumerated().map { .notice(Make.notice(10 + Int64($0.offset), $0.element)) }
        }
        let news = FoldingTests.digest(entries(Make.event("a")))
        let cameAndWent = FoldingTests.digest(entries(Make.event("a"), Make.event("b", "visit", .cancelled)))
        let takenBack = FoldingTests.digest(entries(Make.event("a")) + [Make.withdrawal(20)])
        let told = FoldingTests.digest([Make.withdrawal(20)], told: [.notice(Make.notice(3, Make.event("a")))])
        expectSame(takenBack.counts.retracted, 1)
        for (digest, isWorth) in [(news, true), (cameAndWent, true), (takenBack, false), (told, true)] {
            expectSame(digest.isWorthSending(under: silent), isWorth)
            expectSame(digest.isWorthSending(under: heartbeat), true)
        }
        var policies = DigestPolicies()
        policies.maxItems = 0
        let omitted = FoldingTests.digest(
            entries(Make.event("a")), subscription: Make.subscription(policies: policies))
        expectSame(omitted.isWorthSending(under: silent), true)
    }

    @Test("what exceeds the item cap is counted by section, the least important first")
    func itemCap() {
        var policies = DigestPolicies()
        policies.maxItems = 2
        let digest = FoldingTests.digest(
            [
                Make.notice(10, Make.event("a", "normal", starts: march(1))),
                Make.notice(11, Make.event("b", "strategic", starts: march(9), priority: .strategic)),
                Make.notice(12, Make.event("c", "cancelled", .cancelled)),
                Make.notice(13, Make.event("d", "elsewhere", domains: ["zoo"])),
                Make.notice(14, Make.event("e", "elsewhere", .updated, domains: ["zoo"])),
            ], subscription: Make.subscription(policies: policies)
        )
        expectSame(digest.sections.map { $0.lines.map(\.state.subject) }, [["cancelled", "strategic"], []])
        expectSame(digest.sections.map(\.omitted), [1, 1])
        expectSame(digest.counts.omitted, 2)
        expectSame(digest.counts.omittedNotices, 3)
        expectSame(digest.balance.incoming, 4)
    }

    @Test("the record never exceeds the byte budget, and fills it as far as lines go")
    func byteBudget() {
        let notices = (10..<90).map { number in
            Make.notice(
                Int64(number), Make.event("e\(number)", "s\(number)", title: String(repeating: "é\n", count: number)))
        }
        for maxBytes in [4_096, 9_000, 20_000, 31_337] {
            var policies = DigestPolicies()
            policies.maxBytes = maxBytes
            let digest = FoldingTests.digest(notices, subscription: Make.subscription(policies: policies)).sealed()
            #expect(digest.canonicalBytes().count <= maxBytes)
            #expect(digest.canonicalBytes().count > maxBytes - 1_400)
            #expect(digest.counts.lines + digest.counts.omitted == 80)
        }
    }

    @Test("the bound told without encoding holds for a line with every field filled")
    func sizeBound() {
        var event = Make.event("a\u{1}", "s\u{2}", title: String(repeating: "\u{3}", count: 500))
        let text = LocalizedText(["fr": "\u{4}", "en-CA": "é"])
        let place = Place(name: "\u{5}", city: "Namur", timeZone: "Europe/Brussels")
        (event.summary, event.note, event.place) = (text, text, place)
        (event.starts, event.ends, event.respondBy) = (march(1), .instant(at(2019, 3, 1, 1, 1, 1)), march(3))
        event.axes = Axis.allCases
        event.themes = ["\u{6}"]
        event.participants = .max
        event.organisations = [Organisation(name: "\u{7}", partner: "namur")]
        event.programme = [ProgrammeStep(starts: march(1), title: text, place: place)]
        event.links = [Link(href: "https://example.org", title: text)]
        let told = [Make.notice(1, Make.event("z", "s\u{2}", .confirmed, title: "Z", starts: march(9)))]
        let unknown = [UnknownName(field: .theme, name: "\u{6}")]
        let digest = FoldingTests.digest([Make.notice(10, event, unknown: unknown)], told: told)
        for line in digest.sections.flatMap(\.lines) {
            let bound = SizeBound.bytes(of: [line])
            #expect(CanonicalJSON.bytes(of: line).count + 1 <= bound)
        }
    }

    @Test("a digest's identifier is derived from its slice and readable")
    func identifier() {
        let slice = LogSlice(topic: "partner.notices", partition: 3, contextFrom: 0, from: 10, to: 20)
        let id = Digest.id(subscription: "culture-weekly", sequence: 7, slice: slice)
        #expect(id.hasPrefix("culture-weekly-0007-"))
        #expect(id.count == "culture-weekly-0007-".count + 16)
        var longer = slice
        longer.to = 21
        #expect(Digest.id(subscription: "culture-weekly", sequence: 7, slice: longer) != id)
        var deeper = slice
        deeper.contextFrom = 5
        #expect(Digest.id(subscription: "culture-weekly", sequence: 7, slice: deeper) == id)
    }

    @Test("canonical bytes have plain key order, no escaped slashes, and short escapes")
    func canonical() {
        let texts = [
            "fr-CA": "a/b", "fr": "\u{1f}\n\"\\", "en": "é\u{7f}€", "FR": "1", "fr-BE": "2", "z10": "3", "z9": "4",
        ]
        let bytes = CanonicalJSON.bytes(of: LocalizedText(texts))
        let expected = #"{"FR":"1","en":"é\#u{7f}€","fr":"\u001f\n\"\\","fr-BE":"2","fr-CA":"a/b","z10":"3","z9":"4"}"#
        expectSame(String(decoding: bytes, as: UTF8.self), expected)
    }

    @Test("a digest read from its record is the same digest")
    func roundTrip() throws {
        let digest = FoldingTests.digest([Make.notice(10, Make.event("a", starts: march(3)))])
        let read = try JSONDecoder().decode(Digest.self, from: Data(digest.canonicalBytes()))
        expectSame(read, digest)
        expectSame(read.contentHash(), digest.contentHash())
    }

    @Test("who receives a digest does not change its version")
    func recipients() {
        var subscription = Make.subscription()
        let version = DigestRecipe(subscription, among: []).version
        subscription.recipients = [Recipient(address: "culture@example.org", language: "fr-CA")]
        expectSame(DigestRecipe(subscription, among: []).version, version)
        subscription.timeZone = "Europe/Brussels"
        #expect(DigestRecipe(subscription, among: []).version != version)
    }
}
