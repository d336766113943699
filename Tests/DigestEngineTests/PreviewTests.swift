import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("The next digest, foreseen")
struct PreviewTests {
    private typealias Shell = EngineTests.Shell

    private static let eight = LocalTime(hour: 8, minute: 0)

    private func daily(_ policies: (inout DigestPolicies) -> Void = { _ in }) -> Subscription {
        var chosen = DigestPolicies()
        policies(&chosen)
        return Make.subscription("d", cadence: .daily(at: [Self.eight]), zone: "UTC", policies: chosen)
    }

    private func command(_ order: DigestCommand.Order, _ offset: Int64, _ time: Instant) -> EngineInput {
        .command(
            partition: 0,
            DigestCommand(
                order, subscription: "d", audience: "culture", offset: offset, appendedAt: time, id: "c\(offset)",
                by: "operator"))
    }

    @Test("is, before the boundary, the very digest that is published after it")
    func sameBytes() {
        var shell = Shell([daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 4, 18))
        let foreseen = shell.engine.preview(of: "d", at: at(2019, 3, 4, 19))
        let published = shell.tick(at(2019, 3, 5, 8, 1), end: 2).map(\.digest)
        expectSame(published.count, 1)
        expectSame(foreseen?.canonicalBytes(), published.first?.canonicalBytes())
    }

    @Test("changes nothing, and is nothing where nothing waits or nobody of that name has had a notice")
    func nothing() {
        var shell = Shell([daily()])
        #expect(shell.engine.preview(of: "d", at: at(2019, 3, 4)) == nil)
        _ = shell.read(0, at(2019, 3, 4, 12))
        #expect(shell.engine.preview(of: "e", at: at(2019, 3, 4)) == nil)
        let before = shell.engine.statuses
        _ = shell.engine.preview(of: "d", at: at(2019, 3, 4, 19))
        expectSame(shell.engine.statuses, before)
        _ = shell.commitAll(shell.tick(at(2019, 3, 5, 8, 1), end: 1))
        #expect(shell.engine.preview(of: "d", at: at(2019, 3, 5, 9)) == nil)
    }

    @Test("leaves out what came after the window's end")
    func nextWindow() {
        var shell = Shell([daily { $0.catchUp = .each }])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 5, 9))
        let foreseen = shell.engine.preview(of: "d", at: at(2019, 3, 10))
        expectSame(foreseen?.window.to, at(2019, 3, 5, 8))
        expectSame(foreseen?.counts.notices, 1)
    }

    @Test("holds what a worker would merge that runs only now")
    func overdue() {
        var shell = Shell([daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 6, 12))
        let foreseen = shell.engine.preview(of: "d", at: at(2019, 3, 20))
        expectSame(foreseen?.window.merged, 3)
        expectSame(foreseen, shell.tick(at(2019, 3, 20), end: 2).first?.digest)
    }

    @Test("is shown as if it were released while it is on hold, and the hold is told")
    func hold() {
        var shell = Shell([daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.engine.handle(command(.hold(until: nil), 1, at(2019, 3, 4, 13)))
        #expect(shell.tick(at(2019, 3, 6), end: 2).isEmpty)
        expectSame(shell.engine.preview(of: "d", at: at(2019, 3, 6))?.counts.notices, 1)
        expectSame(shell.engine.statuses.first?.hold?.by, "operator")
    }

    @Test("is what a flush publishes, once one came")
    func flushed() {
        var shell = Shell([daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        let published = shell.publications(shell.engine.handle(command(.flush, 1, at(2019, 3, 4, 13))))
        expectSame(shell.engine.preview(of: "d", at: at(2019, 3, 4, 14)), published.first?.digest)
        expectSame(published.first?.digest.flush?.command, "c1")
    }

    @Test("ended before its boundary, it tells what a flush would, but for the mention of it")
    func endedEarly() {
        var shell = Shell([daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        let early = shell.engine.preview(of: "d", endingAt: at(2019, 3, 4, 13))
        let flushed = shell.publications(shell.engine.handle(command(.flush, 1, at(2019, 3, 4, 13)))).first?.digest
        expectSame(early?.window, flushed?.window)
        expectSame(early?.sections, flushed?.sections)
        expectSame(early?.flush, nil)
        expectSame(shell.engine.preview(of: "x", endingAt: at(2019, 3, 4, 13)), nil)
    }

    @Test("of a subscription that tells each notice at once, it is the one in hand")
    func oneByOne() {
        var shell = Shell([Make.subscription("d", cadence: .immediate(gapSeconds: 0), zone: "UTC")])
        let published = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 4, 13))
        expectSame(shell.engine.preview(of: "d", at: at(2019, 3, 5)), published.first?.digest)
    }

    @Test("with heartbeats, says before a silent boundary that nothing is new")
    func heartbeat() {
        var shell = Shell([daily { $0.empty = .heartbeat }])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.commitAll(shell.tick(at(2019, 3, 5, 8, 1), end: 1))
        let foreseen = shell.engine.preview(of: "d", at: at(2019, 3, 5, 12))
        expectSame(foreseen?.counts.notices, 0)
        expectSame(foreseen, shell.tick(at(2019, 3, 6, 8, 1), end: 1).first?.digest)
    }
}
