import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

/// Windows end on Mondays at 8:00 in Québec, the first on 11 March 2019.
@Suite("Answers that are awaited")
struct DeadlineTests {
    private static func event(
        _ id: String, _ subject: String = "visit", _ action: Action = .confirmed, by: Moment?
    ) -> CooperationEvent {
        var event = Make.event(id, subject, action)
        event.respondBy = by
        return event
    }

    private static func subjects(_ digest: Digest) -> [String] { digest.deadlines.map(\.subject) }

    @Test("an answer due on 20 March is asked for by the digests of 11 and 18 March, not by that of 25 March")
    func untilItPasses() {
        var chain = DigestChain()
        let told = chain.tell(.event(Self.event("a", by: march(20))))
        expectSame(told.deadlines.map(\.previously), [nil])
        let week = chain.tell(.event(Make.event("b", "other")))
        expectSame(Self.subjects(week), ["visit"])
        expectSame(
            week.deadlines.first?.previously,
            DigestReference(digest: told.id, sequence: 1, windowEnd: told.window.to))
        expectSame(Self.subjects(chain.tell(.event(Make.event("c", "other", .updated)))), [])
    }

    @Test(
        "the days that count are those of the subscription's zone, the last of 21 included",
        arguments: [
            (Moment.day(CalendarDate(year: 2019, month: 3, day: 10)), false),
            (march(11), true),  // the day the window ends on is not over
            (.instant(at(2019, 3, 11, 12)), false),  // the window's end itself
            (.instant(at(2019, 3, 11, 12, 0, 1)), true),
            (.day(CalendarDate(year: 2019, month: 4, day: 1)), true),
            (.instant(at(2019, 4, 2, 3, 59, 59)), true),  // 23:59:59 on 1 April in Québec
            (.instant(at(2019, 4, 2, 4)), false),
            (.day(CalendarDate(year: 2019, month: 4, day: 2)), false),
        ])
    func bounds(_ by: Moment, _ isAsked: Bool) {
        var chain = DigestChain()
        expectSame(chain.tell(.event(Self.event("a", by: by))).deadlines.count, isAsked ? 1 : 0)
    }

    @Test(
        "what is cancelled, completed or taken back since awaits no answer",
        arguments: [Action.cancelled, .completed])
    func settled(_ action: Action) {
        var chain = DigestChain()
        _ = chain.tell(.event(Self.event("a", by: march(30))), .event(Self.event("b", "kept", by: march(30))))
        expectSame(Self.subjects(chain.tell(.event(Self.event("c", "visit", action, by: march(30))))), ["kept"])
        expectSame(Self.subjects(chain.tell(.withdrawal("kept"))), [])
        expectSame(Self.subjects(chain.tell(.event(Self.event("d", "visit", .updated, by: march(30))))), [])
    }

    @Test("a deadline that moved is told where it lies now, and once")
    func moved() {
        var chain = DigestChain()
        _ = chain.tell(.event(Self.event("a", by: march(15))))
        expectSame(
            chain.tell(.event(Self.event("b", "visit", .updated, by: march(25)))).deadlines.map(\.respondBy),
            [march(25)])
        expectSame(chain.tell(.event(Self.event("c", "visit", .updated, by: nil))).deadlines, [])
    }

    @Test("the soonest come first, a whole day after its hours; beyond twenty they are counted")
    func order() {
        let events = (0..<23).map { Self.event("e\($0)", "s\($0)", by: march(31)) }
        let hour = Self.event("h", "hour", by: .instant(at(2019, 3, 31, 20)))
        let soon = Self.event("s", "soon", by: march(12))
        let notices = (events + [hour, soon]).enumerated().map { Make.notice(Int64($0.offset) + 10, $0.element) }
        let digest = FoldingTests.digest(notices)
        expectSame(digest.deadlines.count, 20)
        expectSame(Array(Self.subjects(digest).prefix(3)), ["soon", "hour", "s0"])
        expectSame(digest.counts.omittedDeadlines, 5)
    }

    @Test("titles of any length leave three quarters of the record to its lines")
    func bytes() {
        var policies = DigestPolicies()
        policies.maxBytes = 10_000
        let notices = (0..<20).map { number in
            var event = Make.event("e\(number)", "s\(number)", title: String(repeating: "é\n", count: 300))
            event.respondBy = march(20)
            return Make.notice(Int64(number) + 10, event)
        }
        let digest = FoldingTests.digest(notices, subscription: Make.subscription(policies: policies))
        #expect(digest.deadlines.count > 0)
        #expect(CanonicalJSON.bytes(of: digest.deadlines).count <= 2_502)
        expectSame(digest.deadlines.count + digest.counts.omittedDeadlines, 20)
        #expect(digest.canonicalBytes().count <= 10_000)
    }

    @Test("an immediate digest asks for its own answers only; days of 0 ask for none")
    func policy() {
        let told = [Make.notice(3, Self.event("a", "old", by: march(20)))]
        let news = [Make.notice(10, Self.event("b", "new", by: march(20)))]
        let immediate = Make.subscription(cadence: .immediate(gapSeconds: 300))
        expectSame(Self.subjects(FoldingTests.digest(news, told: told, subscription: immediate)), ["new"])
        expectSame(Self.subjects(FoldingTests.digest(news, told: told)), ["new", "old"])
        var policies = DigestPolicies()
        policies.deadlineDays = 0
        let silent = Make.subscription(policies: policies)
        expectSame(Self.subjects(FoldingTests.digest(news, told: told, subscription: silent)), [])
    }
}
