import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("Folding events into lines")
struct FoldingTests {
    /// A digest of a slice beginning at offset 10, with notices before it told by digest 1.
    static func digest(
        _ notices: [Notice], told: [Notice] = [], subscription: Subscription = Make.subscription(),
        among all: [Subscription] = []
    ) -> Digest {
        digest(notices.map(LogEntry.notice), told: told.map(LogEntry.notice), subscription: subscription, among: all)
    }

    /// The same of any records.
    static func digest(
        _ entries: [LogEntry], told: [LogEntry] = [], subscription: Subscription = Make.subscription(),
        among all: [Subscription] = []
    ) -> Digest {
        let history = [
            ToldSlice(digest: "culture-weekly-0001-x", sequence: 1, from: 0, to: 10, windowEnd: at(2019, 3, 4, 13))
        ]
        let slice = LogSlice(topic: "partner.notices", partition: 0, contextFrom: 0, from: 10, to: 100)
        return DigestBuilder(recipe: DigestRecipe(subscription, among: all)).build(
            slice: slice, window: Make.window, sequence: 2, entries: told + entries,
            history: history
        )
    }

    private func line(_ notices: [Notice], told: [Notice] = []) -> DigestLine? {
        Self.digest(notices, told: told).sections.first?.lines.first
    }

    @Test("a visit moved from 12 to 15 March by three updates is one line that says so")
    func moved() {
        let told = [Make.notice(3, Make.event("a", "visit", .confirmed, starts: march(12)))]
        let notices = [13, 14, 15].map { day in
            Make.notice(Int64(day), Make.event("u\(day)", "visit", .updated, starts: march(day)))
        }
        let line = line(notices, told: told)
        var before = SubjectBefore()
        before.starts = march(12)
        expectSame(line?.change, .rescheduled)
        expectSame(line?.before, before)
        expectSame(line?.updates, 3)
        expectSame(line?.state.starts, march(15))
        expectSame(line?.events.map(\.offset), [13, 14, 15])
    }

    @Test("a cancelled line says in which digest it stood, and what it was")
    func cancelled() {
        let told = [Make.notice(3, Make.event("a", "visit", .confirmed, starts: march(12)))]
        let line = line([Make.notice(12, Make.event("c", "visit", .cancelled, starts: march(12)))], told: told)
        expectSame(line?.change, .cancelled)
        expectSame(line?.before?.action, .confirmed)
        expectSame(line?.before?.starts, nil)
        expectSame(
            line?.previously,
            DigestReference(digest: "culture-weekly-0001-x", sequence: 1, windowEnd: at(2019, 3, 4, 13))
        )
    }

    @Test("proposed and cancelled within one window is counted, not told")
    func withdrawn() {
        let digest = Self.digest([
            Make.notice(10, Make.event("p")), Make.notice(11, Make.event("c", "visit", .cancelled)),
        ])
        expectSame(digest.sections, [])
        expectSame(digest.counts.withdrawn, 1)
        expectSame(digest.counts.withdrawnNotices, 2)
        expectSame(digest.counts.notices, 2)
    }

    @Test("what was withdrawn before anybody was told is told as new when it comes back")
    func withdrawnIsNotTold() {
        let told = [Make.notice(1, Make.event("p")), Make.notice(2, Make.event("c", "visit", .cancelled))]
        let line = line([Make.notice(12, Make.event("again"))], told: told)
        expectSame(line?.change, .proposed)
        expectSame(line?.previously, nil)
    }

    @Test("a cancellation of something never seen is a line")
    func unheardOf() {
        let line = line([Make.notice(12, Make.event("c", "visit", .cancelled))])
        expectSame(line?.change, .cancelled)
        expectSame(line?.before, nil)
    }

    @Test("proposed and confirmed within one window is told as confirmed")
    func confirmedAtOnce() {
        let line = line([Make.notice(10, Make.event("p")), Make.notice(11, Make.event("k", "visit", .confirmed))])
        expectSame(line?.change, .confirmed)
        expectSame(line?.before?.action, .proposed)
    }

    @Test("a proposal that moves before anybody was told of it stays a proposal")
    func movedProposal() {
        let line = line([
            Make.notice(10, Make.event("p", starts: march(12))),
            Make.notice(11, Make.event("u", "visit", .updated, starts: march(15))),
        ])
        expectSame(line?.change, .proposed)
        expectSame(line?.before?.starts, march(12))
    }

    @Test("a date that becomes known is an update, not a move")
    func datedLater() {
        let told = [Make.notice(3, Make.event("a", "visit", .confirmed))]
        let line = line([Make.notice(12, Make.event("u", "visit", .updated, starts: march(12)))], told: told)
        expectSame(line?.change, .updated)
        expectSame(line?.before, nil)
    }

    @Test("a confirmed visit that is updated and confirmed again is an update")
    func confirmedAgain() {
        let told = [
            Make.notice(3, Make.event("a", "visit", .confirmed)), Make.notice(4, Make.event("b", "visit", .updated)),
        ]
        expectSame(line([Make.notice(12, Make.event("k", "visit", .confirmed))], told: told)?.change, .updated)
    }

    @Test("a cancelled visit that is confirmed after all is confirmed, and says it was cancelled")
    func revived() {
        let told = [Make.notice(3, Make.event("a", "visit", .cancelled))]
        let line = line([Make.notice(12, Make.event("k", "visit", .confirmed))], told: told)
        expectSame(line?.change, .confirmed)
        expectSame(line?.before?.action, .cancelled)
    }

    @Test("the log decides the order, not the senders' times")
    func logOrder() {
        let line = line([
            Make.notice(10, Make.event("late", "visit", .confirmed, title: "A")),
            Make.notice(11, Make.event("early", "visit", .updated, title: "B")),
        ])
        expectSame(line?.state.title.texts["fr"], "B")
        expectSame(line?.change, .confirmed)
    }

    @Test("the same event twice counts once, in the window and across windows")
    func duplicates() {
        let event = Make.event("a", "visit", .confirmed)
        let digest = Self.digest(
            [
                Make.notice(10, event), Make.notice(11, Make.event("b", "other")),
                Make.notice(12, Make.event("b", "other")),
            ],
            told: [Make.notice(3, event)]
        )
        expectSame(digest.counts.duplicates, 2)
        expectSame(digest.counts.lines, 1)
        expectSame(digest.sections.first?.lines.first?.state.subject, "other")
    }

    @Test("what went out at once as urgent says so in the next digest, not in the urgent one")
    func announcedAtOnce() {
        var urgentOnly = NoticeFilter()
        urgentOnly.urgentOnly = true
        let urgent = Make.subscription("urgent", cadence: .immediate(gapSeconds: 0), filter: urgentOnly)
        let weekly = Make.subscription()
        let notices = [Make.notice(10, Make.event("c", "visit", .cancelled), isUrgent: true)]
        for (subscription, all, expected) in [
            (weekly, [weekly, urgent], true), (weekly, [weekly], false), (urgent, [weekly, urgent], false),
        ] {
            let digest = Self.digest(notices, subscription: subscription, among: all)
            expectSame(digest.sections.first?.lines.first?.announcedAtOnce, expected)
        }
    }

    @Test("a line names its rules and events; another audience's notices are not in it")
    func provenance() {
        let digest = Self.digest([
            Make.notice(10, Make.event("a"), rules: ["one"]),
            Make.notice(11, Make.event("b", "visit", .updated), rules: ["one", "two"]),
            Make.notice(12, Make.event("x", "visit", .cancelled), audience: "economy"),
        ])
        let line = digest.sections.first?.lines.first
        expectSame(line?.because, ["one", "two"])
        expectSame(line?.events.map(\.id), ["a", "b"])
        expectSame(digest.counts.notices, 2)
    }
}
