import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("The digest state machine")
struct EngineTests {
    /// A shell reduced to its answers.
    struct Shell {
        var engine: DigestEngine
        /// What was read, to be read again when the engine seeks.
        private var log: [Notice] = []

        init(_ subscriptions: [Subscription], announces: Bool = false) {
            let settings = DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: announces)
            engine = DigestEngine(subscriptions: subscriptions, settings: settings)
            _ = engine.handle(.assigned(partition: 0, cuts: []))
        }

        mutating func read(_ offset: Int64, _ time: Instant, id: String? = nil, urgent: Bool = false) -> [Publication] {
            let event = Make.event(id ?? "e\(offset)", "s\(offset)", .confirmed)
            let notice = Make.notice(offset, event, appendedAt: time, isUrgent: urgent)
            log.append(notice)
            return publications(engine.handle(.notice(partition: 0, notice)))
        }

        /// Ticks, and answers a sample with `end`.
        mutating func tick(_ now: Instant, end: Int64) -> [Publication] {
            let actions = engine.handle(.tick(now))
            guard actions.contains(.sampleEnd(partition: 0)) else { return publications(actions) }
            return publications(actions + engine.handle(.endSampled(partition: 0, end: end, at: now)))
        }

        /// Commits a publication and every one that follows.
        mutating func commitAll(_ publications: [Publication]) -> [Digest] {
            guard let first = publications.first else { return [] }
            return [first.digest] + commitAll(self.publications(follow(engine.handle(.committed(first.cut)))))
        }

        /// Reads again what the engine seeks.
        private mutating func follow(_ actions: [EngineAction]) -> [EngineAction] {
            guard case .seek(_, let offset) = actions.last else { return actions }
            let again = log.filter { $0.offset >= offset }
            return again.reduce(actions) { $0 + engine.handle(.notice(partition: 0, $1)) }
        }

        func publications(_ actions: [EngineAction]) -> [Publication] {
            actions.compactMap { if case .publish(let publication) = $0 { publication } else { nil } }
        }
    }

    private static func daily(_ policies: (inout DigestPolicies) -> Void = { _ in }) -> Subscription {
        var chosen = DigestPolicies()
        policies(&chosen)
        return Make.subscription(
            "d", cadence: .daily(at: [LocalTime(hour: 8, minute: 0)]), zone: "UTC", policies: chosen)
    }

    @Test("a flush ends the last window only: messages that wait one by one before it lose nothing")
    func flushBehindSingles() {
        var shell = Shell([Make.subscription("d", cadence: .immediate(gapSeconds: 0), zone: "UTC")])
        let time = at(2019, 3, 4, 12)
        let first = shell.read(0, time)
        for offset in 1...3 { expectSame(shell.read(Int64(offset), time), []) }
        let flush = DigestCommand(
            .flush, subscription: nil, audience: "culture", offset: 4, appendedAt: time, id: "f", by: "bureau")
        _ = shell.engine.handle(.command(partition: 0, flush))
        let digests = shell.commitAll(first)
        expectSame(digests.map(\.counts.notices), [1, 1, 1, 1])
        expectSame(digests.map(\.slice.to), [1, 2, 3, 4])
        expectSame(digests.map(\.flush), [nil, nil, nil, nil])
    }

    @Test("a window closes when its end and the grace have passed and the sampled end is read, not before")
    func closing() {
        var shell = Shell([Self.daily()])
        #expect(shell.read(0, at(2019, 3, 4, 12)).isEmpty)
        #expect(shell.engine.nextWake == at(2019, 3, 5, 8, 1))
        #expect(shell.engine.handle(.tick(at(2019, 3, 5, 8, 0, 59))).isEmpty)
        expectSame(shell.engine.handle(.tick(at(2019, 3, 5, 8, 1))), [.sampleEnd(partition: 0)])
        #expect(shell.engine.handle(.endSampled(partition: 0, end: 3, at: at(2019, 3, 5, 8, 1))).isEmpty)
        #expect(shell.read(1, at(2019, 3, 5, 7)).isEmpty)
        let published = shell.publications(shell.engine.handle(.passed(partition: 0, position: 3)))
        expectSame(published.first?.digest.slice.to, 2)
        expectSame(published.first?.cut.from, 2)
        expectSame(published.first?.cut.boundary, at(2019, 3, 5, 8))
    }

    @Test("a sample taken before the window was due does not close it")
    func earlySample() {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.engine.handle(.tick(at(2019, 3, 5, 8, 1)))
        #expect(shell.engine.handle(.endSampled(partition: 0, end: 1, at: at(2019, 3, 5, 8))).isEmpty)
        #expect(shell.tick(at(2019, 3, 5, 8, 2), end: 1).count == 1)
    }

    @Test("a sample by a clock that was set back since is forgotten")
    func clockSetBack() {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.engine.handle(.tick(at(2019, 3, 9)))
        _ = shell.engine.handle(.endSampled(partition: 0, end: 2, at: at(2019, 3, 9)))
        _ = shell.engine.handle(.tick(at(2019, 3, 4, 13)))
        #expect(shell.read(1, at(2019, 3, 4, 13)).isEmpty)
        expectSame(shell.engine.handle(.tick(at(2019, 3, 5, 8, 1))), [.sampleEnd(partition: 0)])
    }

    @Test("what comes after the end, or late behind it, goes into the next digest")
    func late() {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        _ = shell.read(1, at(2019, 3, 5, 9))
        _ = shell.read(2, at(2019, 3, 5, 7))
        let published = shell.tick(at(2019, 3, 5, 10), end: 3)
        expectSame(published.map(\.digest.slice.to), [1])
        expectSame(shell.commitAll(published).count, 1)
        let next = shell.tick(at(2019, 3, 6, 9), end: 3).first?.digest
        expectSame(next?.counts.notices, 2)
        expectSame(next?.window.from, at(2019, 3, 5, 8))
    }

    @Test("missed windows merge into one digest that counts them")
    func merge() {
        var shell = Shell([Self.daily()])
        for day in [4, 6] { _ = shell.read(Int64(day), at(2019, 3, day, 12)) }
        let digests = shell.tick(at(2019, 3, 20), end: 7).map(\.digest)
        expectSame(digests.map(\.window.merged), [3])
        expectSame(digests.map(\.window.from), [at(2019, 3, 4, 8)])
        expectSame(digests.map(\.window.to), [at(2019, 3, 7, 8)])
    }

    @Test("missed windows come one by one where the policy says each; empty ones are not missed")
    func each() {
        var shell = Shell([Self.daily { $0.catchUp = .each }])
        for day in [4, 6] { _ = shell.read(Int64(day), at(2019, 3, day, 12)) }
        let digests = shell.commitAll(shell.tick(at(2019, 3, 20), end: 7))
        expectSame(digests.map(\.window.to), [at(2019, 3, 5, 8), at(2019, 3, 7, 8)])
        expectSame(digests.map(\.window.merged), [1, 1])
    }

    @Test("with heartbeats every window after the first cut is told, with ids of their own")
    func heartbeat() {
        var shell = Shell([Self.daily { ($0.empty, $0.catchUp) = (.heartbeat, .each) }])
        #expect(shell.tick(at(2019, 3, 3, 9), end: 0).isEmpty)
        _ = shell.read(0, at(2019, 3, 4, 12))
        let digests = shell.commitAll(shell.tick(at(2019, 3, 7, 9), end: 1))
        expectSame(digests.map(\.counts.notices), [1, 0, 0])
        expectSame(digests.map(\.slice.to), [1, 1, 1])
        #expect(Set(digests.map(\.id)).count == 3)
    }

    @Test("repeats alone are no news; the next digest accounts for them")
    func repeatsOnly() {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12), id: "a")
        _ = shell.commitAll(shell.tick(at(2019, 3, 5, 9), end: 1))
        _ = shell.read(1, at(2019, 3, 5, 12), id: "a")
        #expect(shell.tick(at(2019, 3, 6, 9), end: 2).isEmpty)
        _ = shell.read(2, at(2019, 3, 6, 12), id: "b")
        let counts = shell.tick(at(2019, 3, 7, 9), end: 3).first?.digest.counts
        expectSame(counts?.notices, 2)
        expectSame(counts?.duplicates, 1)
    }

    @Test("a repeat whose original falls out of the look-back is news")
    func repeatOfTheForgotten() {
        var shell = Shell([Self.daily { $0.lookBackDays = 0 }])
        _ = shell.read(0, at(2019, 3, 4, 12), id: "a")
        _ = shell.commitAll(shell.tick(at(2019, 3, 5, 9), end: 1))
        _ = shell.read(1, at(2019, 3, 5, 12), id: "b")
        _ = shell.read(2, at(2019, 3, 6, 12), id: "a")
        expectSame(shell.commitAll(shell.tick(at(2019, 3, 6, 13), end: 3)).map(\.slice.to), [2])
        let counts = shell.tick(at(2019, 3, 7, 9), end: 3).first?.digest.counts
        expectSame(counts?.lines, 1)
        expectSame(counts?.duplicates, 0)
    }

    @Test("a merged window ends with the last window that has news, repeats not counting")
    func mergeWithRepeats() {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12), id: "a")
        _ = shell.read(1, at(2019, 3, 8, 12), id: "a")
        let digests = shell.tick(at(2019, 3, 20), end: 2).map(\.digest)
        expectSame(digests.map(\.window.to), [at(2019, 3, 5, 8)])
        expectSame(digests.map(\.counts.notices), [1])
    }

    @Test("an urgent notice is published as it is read, one digest each, one at a time")
    func oneByOne() {
        var shell = Shell([Make.subscription("u", cadence: .immediate(gapSeconds: 0))])
        let first = shell.read(0, at(2019, 3, 4, 12))
        expectSame(first.map(\.digest.slice.to), [1])
        #expect(shell.read(1, at(2019, 3, 4, 12)).isEmpty)
        expectSame(shell.commitAll(first).map(\.slice.to), [1, 2])
    }

    @Test("a burst becomes one message")
    func burst() {
        var shell = Shell([Make.subscription("b", cadence: .immediate(gapSeconds: 300))])
        for second in [0, 100, 299, 300] {
            _ = shell.read(Int64(second), at(2019, 3, 4, 12).adding(seconds: Int64(second)))
        }
        let digests = shell.tick(at(2019, 3, 4, 13), end: 301).map(\.digest)
        expectSame(digests.map(\.counts.notices), [3])
        expectSame(digests.map(\.window.to), [at(2019, 3, 4, 12, 5)])
    }

    @Test("an aborted publication is offered again at the next tick, unchanged")
    func aborted() {
        var shell = Shell([Self.daily()], announces: true)
        _ = shell.read(0, at(2019, 3, 4, 12))
        let first = shell.tick(at(2019, 3, 5, 9), end: 1)
        #expect(first.count == 1)
        #expect(shell.engine.handle(.aborted(partition: 0, subscription: "d")).isEmpty)
        _ = shell.read(1, at(2019, 3, 5, 7))
        expectSame(shell.tick(at(2019, 3, 9), end: 2), first)
    }

    @Test("an announced slice is published again after a restart, whatever the clock says, with the same bytes")
    func announced() {
        var shell = Shell([Self.daily()], announces: true)
        _ = shell.read(0, at(2019, 3, 4, 12))
        let first = shell.tick(at(2019, 3, 5, 9), end: 1).first
        var restarted = Shell([Self.daily()], announces: true)
        let cuts = first?.announcement.map { [$0] } ?? []
        expectSame(
            restarted.engine.handle(.assigned(partition: 0, cuts: cuts)), [.seek(partition: 0, offset: 0)]
        )
        let again = restarted.read(0, at(2019, 3, 4, 12))
        expectSame(again.first?.digest.canonicalBytes(), first?.digest.canonicalBytes())
        expectSame(again.first?.cut, first?.cut)
    }

    @Test("after a revocation nothing is left, and a late answer changes nothing")
    func revoked() throws {
        var shell = Shell([Self.daily()])
        _ = shell.read(0, at(2019, 3, 4, 12))
        let publication = try #require(shell.tick(at(2019, 3, 5, 9), end: 1).first)
        #expect(shell.engine.handle(.revoked(partition: 0)).isEmpty)
        #expect(shell.engine.handle(.committed(publication.cut)).isEmpty)
        #expect(shell.engine.handle(.aborted(partition: 0, subscription: "d")).isEmpty)
        #expect(shell.engine.statuses.isEmpty && shell.engine.nextWake == nil)
    }

    @Test("reading begins at the oldest look-back, and at the beginning for whoever may lie here without a cut")
    func seek() {
        let told = ToldSlice(digest: "x", sequence: 1, from: 40, to: 90, windowEnd: at(2019, 3, 4, 8))
        let cut = Cut(
            subscription: "d", audience: "culture", partition: 0, from: 90, boundary: at(2019, 3, 4, 8), sequence: 1,
            history: [told]
        )
        let elsewhere = Make.subscription("e", audience: "economy")
        var settings = DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: false)
        for (placement, expected) in [([:], Int64(0)), (["economy": Int32(1)], 40), (["economy": 0], 0)] {
            settings.placement = placement
            var engine = DigestEngine(subscriptions: [Self.daily(), elsewhere], settings: settings)
            let actions = engine.handle(.assigned(partition: 0, cuts: [cut]))
            expectSame(actions, [.seek(partition: 0, offset: expected)])
            #expect(engine.position(of: 0) == expected)
        }
    }

    @Test("a cut keeps the digests of the look-back, and lets go of the notices before it")
    func lookBack() {
        var shell = Shell([Self.daily { $0.lookBackDays = 2 }])
        var last: Publication?
        for day in 1...9 {
            _ = shell.read(Int64(day), at(2019, 3, day, 12))
            last = shell.tick(at(2019, 3, day + 1, 9), end: Int64(day) + 1).first
            _ = shell.commitAll(last.map { [$0] } ?? [])
        }
        expectSame(last?.cut.history.map(\.sequence), [7, 8, 9])
        expectSame(last?.digest.slice.contextFrom, 6)
        expectSame(shell.engine.statuses.first?.retained, 3)
    }

    @Test("a record with a senseless timestamp harms nobody")
    func senselessTimes() {
        var shell = Shell([Self.daily(), Make.subscription("b", cadence: .immediate(gapSeconds: 300))])
        for (offset, time) in [Int64.min, -1, 0, .max].enumerated() {
            _ = shell.read(Int64(offset), Instant(milliseconds: time))
        }
        #expect(shell.tick(at(2019, 3, 5), end: 4).count == 2)
    }
}
