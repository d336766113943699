import Cooperation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("Operators' commands")
struct CommandTests {
    /// One daily subscription, its log, and a worker that reads it.
    struct Desk {
        var engine: DigestEngine
        private var end: Int64 = 0
        private var cuts: [Cut] = []
        private var log: [LogEntry] = []
        private let subscription: Subscription

        init(_ policies: (inout DigestPolicies) -> Void = { _ in }) {
            var chosen = DigestPolicies()
            policies(&chosen)
            subscription = Make.subscription(
                "d", cadence: .daily(at: [LocalTime(hour: 8, minute: 0)]), zone: "UTC", policies: chosen)
            engine = DigestEngine(
                subscriptions: [subscription],
                settings: DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: false))
            _ = engine.handle(.assigned(partition: 0, cuts: []))
        }

        /// A notice is appended and read.
        mutating func notice(_ subject: String, _ time: Instant, _ action: Action = .confirmed) -> [Digest] {
            let event = Make.event("e\(end)", subject, action)
            return read(.notice(Make.notice(end, event, appendedAt: time)))
        }

        /// A command is appended and read.
        mutating func command(_ order: DigestCommand.Order, _ time: Instant, for audience: Bool = false) -> [Digest] {
            read(
                .command(
                    DigestCommand(
                        order, subscription: audience ? nil : "d", audience: "culture", offset: end, appendedAt: time,
                        id: "c\(end)", by: "marie", reason: "erreur")))
        }

        mutating func tick(_ now: Instant) -> [Digest] {
            carryOut(engine.handle(.tick(now)), at: now)
        }

        /// The worker is gone; another reads the log from the cut.
        mutating func restart() {
            engine = DigestEngine(subscriptions: [subscription], settings: engine.settings)
            let actions = engine.handle(.assigned(partition: 0, cuts: cuts))
            guard case .seek(_, let offset) = actions.first else { return }
            for entry in log where entry.offset >= offset { _ = engine.handle(entry.input(partition: 0)) }
        }

        private mutating func read(_ entry: LogEntry) -> [Digest] {
            log.append(entry)
            end += 1
            return carryOut(engine.handle(entry.input(partition: 0)), at: entry.appendedAt)
        }

        private mutating func carryOut(_ actions: [EngineAction], at now: Instant) -> [Digest] {
            actions.flatMap { action -> [Digest] in
                switch action {
                case .seek(_, let offset):
                    return log.filter { $0.offset >= offset }.flatMap {
                        carryOut(engine.handle($0.input(partition: 0)), at: now)
                    }
                case .sampleEnd:
                    return carryOut(engine.handle(.endSampled(partition: 0, end: end, at: now)), at: now)
                case .publish(let publication):
                    cuts = [publication.cut]
                    return [publication.digest] + carryOut(engine.handle(.committed(publication.cut)), at: now)
                }
            }
        }
    }

    private let noon = at(2019, 3, 4, 12)

    @Test("a flush tells at once what came before it, and the rest of the day is a window of its own")
    func flush() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        let flushed = desk.command(.flush, noon.adding(seconds: 600))
        expectSame(flushed.map(\.counts.lines), [1])
        expectSame(flushed.first?.window.from, at(2019, 3, 4, 8))
        expectSame(flushed.first?.window.to, at(2019, 3, 4, 12, 10))
        expectSame(flushed.first?.flush?.by, "marie")
        expectSame(flushed.first?.slice.to, 2)
        _ = desk.notice("exchange", noon.adding(seconds: 1_200))
        let regular = desk.tick(at(2019, 3, 5, 9))
        expectSame(regular.first?.window.from, at(2019, 3, 4, 12, 10))
        expectSame(regular.first?.window.to, at(2019, 3, 5, 8))
        expectSame(regular.first?.flush, nil)
    }

    @Test("a flush with nothing pending publishes nothing")
    func flushOfNothing() {
        var desk = Desk()
        #expect(desk.command(.flush, noon).isEmpty)
        _ = desk.notice("visit", noon.adding(seconds: 60))
        expectSame(desk.tick(at(2019, 3, 5, 9)).map(\.flush), [nil])
    }

    @Test("on hold nothing is published; released, the windows that are due come as one")
    func holdAndRelease() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        _ = desk.command(.hold(until: nil), noon)
        #expect(desk.tick(at(2019, 3, 5, 9)).isEmpty)
        #expect(desk.engine.statuses.first?.hold?.by == "marie" && desk.engine.nextWake == nil)
        _ = desk.notice("exchange", at(2019, 3, 5, 12))
        #expect(desk.tick(at(2019, 3, 6, 9)).isEmpty)
        _ = desk.command(.release, at(2019, 3, 6, 10))
        let digests = desk.tick(at(2019, 3, 6, 10, 1))
        expectSame(digests.map(\.window.merged), [2])
        expectSame(digests.map(\.counts.lines), [2])
    }

    @Test("a hold with an end ends by itself")
    func holdUntil() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        _ = desk.command(.hold(until: at(2019, 3, 6, 12)), noon)
        #expect(desk.tick(at(2019, 3, 6, 11)).isEmpty)
        expectSame(desk.engine.nextWake, at(2019, 3, 6, 12))
        expectSame(desk.tick(at(2019, 3, 6, 12)).map(\.counts.lines), [1])
    }

    @Test("a flush on hold tells what there is, and the hold outlives it, through a restart too")
    func flushOnHold() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        _ = desk.command(.hold(until: nil), noon.adding(seconds: 60))
        expectSame(desk.command(.flush, noon.adding(seconds: 120)).map(\.counts.lines), [1])
        desk.restart()
        _ = desk.notice("exchange", noon.adding(seconds: 180))
        #expect(desk.tick(at(2019, 3, 9)).isEmpty)
        _ = desk.command(.release, at(2019, 3, 9), for: true)
        expectSame(desk.tick(at(2019, 3, 9, 1)).map(\.counts.lines), [1])
    }

    @Test("what is withdrawn before it was told is left out, counted, and said by whom")
    func withdrawPending() {
        var desk = Desk()
        _ = desk.notice("secret", noon)
        _ = desk.notice("visit", noon)
        _ = desk.command(.withdraw(source: "urn:test", subject: "secret"), noon.adding(seconds: 60))
        let digest = desk.tick(at(2019, 3, 5, 9)).first
        expectSame(digest?.sections.flatMap(\.lines).map(\.state.subject), ["visit"])
        expectSame(digest?.counts.retracted, 1)
        expectSame(digest?.counts.retractedNotices, 1)
        expectSame(digest?.withdrawals.map(\.by), ["marie"])
        expectSame(digest?.withdrawals.map(\.wasTold), [false])
    }

    @Test("what comes about a subject after its withdrawal is told as new")
    func withdrawThenNews() {
        var desk = Desk()
        _ = desk.notice("visit", noon, .proposed)
        _ = desk.command(.withdraw(source: "urn:test", subject: "visit"), noon.adding(seconds: 60))
        _ = desk.notice("visit", noon.adding(seconds: 120), .proposed)
        let digest = desk.tick(at(2019, 3, 5, 9)).first
        expectSame(digest?.sections.flatMap(\.lines).map(\.change), [.proposed])
        expectSame(digest?.sections.flatMap(\.lines).flatMap(\.events).map(\.offset), [2])
    }

    @Test("what was told and is withdrawn is a line that names the digest and repeats nothing else")
    func withdrawTold() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        let first = desk.tick(at(2019, 3, 5, 9)).first
        _ = desk.command(.withdraw(source: "urn:test", subject: "visit"), at(2019, 3, 5, 10))
        let second = desk.tick(at(2019, 3, 6, 9)).first
        let line = second?.sections.first?.lines.first
        expectSame(line?.change, .withdrawn)
        expectSame(line?.previously?.digest, first?.id)
        expectSame(line?.events, [])
        expectSame(second?.withdrawals.map(\.wasTold), [true])
        _ = desk.notice("visit", at(2019, 3, 6, 12), .proposed)
        let third = desk.tick(at(2019, 3, 7, 9)).first?.sections.first?.lines.first
        expectSame(third?.change, .proposed)
        expectSame(third?.previously?.digest, second?.id)
    }

    @Test("a withdrawal of what nobody knows says nothing")
    func withdrawUnknown() {
        var desk = Desk()
        _ = desk.command(.withdraw(source: "urn:test", subject: "visit"), noon)
        #expect(desk.tick(at(2019, 3, 6)).isEmpty)
        _ = desk.notice("exchange", at(2019, 3, 6, 12))
        expectSame(desk.tick(at(2019, 3, 7, 9)).map(\.withdrawals), [[]])
    }

    @Test("a command for another subscription of the audience changes nothing")
    func othersCommand() {
        var desk = Desk()
        _ = desk.notice("visit", noon)
        let command = DigestCommand(
            .flush, subscription: "other", audience: "culture", offset: 1, appendedAt: noon, id: "c", by: "marie")
        #expect(desk.engine.handle(.command(partition: 0, command)).isEmpty)
    }
}
