import Cooperation
import Testing

@testable import Worker

@Suite("The outbox")
struct OutboxTests {
    /// An outbox to be looked at while it changes: macros take values only as they are.
    @dynamicMemberLookup
    private final class Desk {
        private var outbox: Outbox

        init(_ outbox: Outbox) { self.outbox = outbox }

        subscript<Value>(dynamicMember path: KeyPath<Outbox, Value>) -> Value { outbox[keyPath: path] }

        func own(_ starts: [Int32: Int64?]) { outbox.own(starts) }
        func disown(_ gone: [Int32]) { outbox.disown(gone) }
        func isNew(_ position: MailPosition) -> Bool { outbox.isNew(position) }
        func take(_ mail: QueuedMail, notBefore time: Instant?) { outbox.take(mail, notBefore: time) }
        func next(at now: Instant) -> QueuedMail? { outbox.next(at: now) }
        func wakeTime(at now: Instant) -> Instant? { outbox.wakeTime(at: now) }

        func settle(_ position: MailPosition, _ outcome: CarryOutcome, at now: Instant) -> Outbox.Verdict? {
            outbox.settle(position, outcome, at: now)
        }
    }

    private let start = Instant(milliseconds: 1_600_000_000_000)

    private func outbox(connections: Int = 2, waitingBytes: Int = 1 << 20, pace: SendPace? = nil) -> Desk {
        var outbox = Outbox(
            limits: Outbox.Limits(connections: connections, readyBytes: 1 << 20, waitingBytes: waitingBytes),
            schedule: RetrySchedule(firstSeconds: 60, maxSeconds: 3_600), giveUpHours: 24, pace: pace, seed: "one")
        outbox.own([0: nil, 1: 7])
        return Desk(outbox)
    }

    private func mail(_ offset: Int64, partition: Int32 = 0, id: String? = nil, bytes: Int = 100) -> QueuedMail {
        QueuedMail(
            position: MailPosition(partition: partition, offset: offset), messageID: id ?? "m\(partition)-\(offset)@x",
            digest: "d", recipient: "r@x",
            record: KeptRecord(key: nil, value: [UInt8](repeating: 0, count: bytes), headers: []))
    }

    @Test("a mail that must wait holds back the offset, and no other mail")
    func oneWaits() throws {
        let outbox = outbox(connections: 1)
        for offset in Int64(0)..<3 { outbox.take(mail(offset), notBefore: nil) }
        let first = try #require(outbox.next(at: start))
        #expect(outbox.next(at: start) == nil, "one connection")
        guard
            case .deferred(let put, let time, _) = outbox.settle(
                first.position, .deferred("450", closesServer: false), at: start)
        else {
            Issue.record("expected it to be deferred")
            return
        }
        #expect(put.attempts == 1)
        for offset in Int64(1)..<3 {
            let next = try #require(outbox.next(at: start))
            #expect(next.position.offset == offset)
            _ = outbox.settle(next.position, .delivered("250"), at: start)
        }
        #expect(outbox.committable[0] == 0)
        #expect(outbox.next(at: time.adding(milliseconds: -1)) == nil)
        #expect(outbox.wakeTime(at: start) == time)
        let again = try #require(outbox.next(at: time))
        #expect((again.position.offset, again.attempts) == (0, 2))
        _ = outbox.settle(again.position, .delivered("250"), at: time)
        #expect(outbox.committable[0] == 3)
        #expect(outbox.wakeTime(at: time) == nil)
    }

    @Test("a mail that is put off for too long is given up, after one last attempt at the end")
    func givesUp() throws {
        let outbox = outbox()
        outbox.take(mail(0), notBefore: nil)
        var now = start
        for _ in 0..<1_000 {
            let sending = try #require(outbox.next(at: now))
            switch outbox.settle(sending.position, .deferred("451 no", closesServer: false), at: now) {
            case .deferred(_, let time, _): now = time
            case .dead(let mail, .undeliverable("451 no")):
                #expect(now == start.adding(seconds: 24 * 3_600))
                #expect(mail.attempts > 24)
                #expect(outbox.committable[0] == 1)
                return
            case let other:
                Issue.record("\(String(describing: other))")
                return
            }
        }
        Issue.record("it was never given up")
    }

    @Test("a server that is not there costs no mail an attempt, and gets one at a time until one got through")
    func serverGone() throws {
        let outbox = outbox(connections: 3)
        for offset in Int64(0)..<5 { outbox.take(mail(offset), notBefore: nil) }
        let sent = (0..<3).compactMap { _ in outbox.next(at: start) }
        for mail in sent {
            let verdict = outbox.settle(mail.position, .unreachable("refused"), at: start)
            guard case .held(let held, _) = verdict else {
                Issue.record("\(String(describing: verdict))")
                return
            }
            #expect(held.attempts == 0 && held.firstAttemptAt == nil)
        }
        #expect(outbox.pause.isOn)
        #expect(outbox.next(at: start) == nil)
        let wake = try #require(outbox.wakeTime(at: start))
        #expect(wake > start)
        let probe = try #require(outbox.next(at: wake))
        #expect(probe.position.offset == 3, "not again the one that failed")
        #expect(outbox.next(at: wake) == nil, "one at a time")
        _ = outbox.settle(probe.position, .delivered("250"), at: wake)
        #expect(!outbox.pause.isOn)
        #expect((0..<4).compactMap { _ in outbox.next(at: wake) }.count == 3)
    }

    @Test("the rests of a server that stays away grow to five minutes, and no further")
    func rests() throws {
        let outbox = outbox()
        outbox.take(mail(0), notBefore: nil)
        var (now, rests): (Instant, [Int64]) = (start, [])
        for _ in 0..<20 {
            let probe = try #require(outbox.next(at: now))
            _ = outbox.settle(probe.position, .unreachable("gone"), at: now)
            let wake = try #require(outbox.wakeTime(at: now))
            rests.append(wake.milliseconds - now.milliseconds)
            now = wake
        }
        #expect(rests[0] <= 2_000)
        #expect(rests.suffix(10).allSatisfy { (150_000...300_000).contains($0) })
    }

    @Test("a doubt is told once, with the attempt that may make two of it")
    func doubt() throws {
        let outbox = outbox()
        outbox.take(mail(0), notBefore: nil)
        let first = try #require(outbox.next(at: start))
        #expect(!first.isInDoubt)
        guard
            case .inDoubt(_, let time, _) = outbox.settle(
                first.position, .interrupted("cut", isInDoubt: true), at: start)
        else {
            Issue.record("expected a doubt")
            return
        }
        let second = try #require(outbox.next(at: time))
        #expect(second.isInDoubt)
        guard
            case .deferred(_, let later, _) = outbox.settle(
                second.position, .deferred("450", closesServer: false), at: time)
        else {
            Issue.record("expected it to be deferred")
            return
        }
        #expect(try #require(outbox.next(at: later)).isInDoubt == false)
    }

    @Test("the same Message-ID twice is one mail, and nothing is committed past the first")
    func twice() throws {
        let outbox = outbox()
        outbox.take(mail(0, id: "same"), notBefore: nil)
        outbox.take(mail(1, id: "same"), notBefore: nil)
        let first = try #require(outbox.next(at: start))
        #expect(outbox.next(at: start) == nil)
        #expect(outbox.committable[0] == 0)
        _ = outbox.settle(first.position, .delivered("250"), at: start)
        #expect(outbox.committable[0] == 2)
        outbox.take(mail(2, id: "same"), notBefore: nil)
        #expect(outbox.next(at: start) != nil, "a later one is the ledger's to know")
    }

    @Test("a partition that goes takes its mails with it; what was under way of it is nobody's business")
    func disowned() throws {
        let outbox = outbox(connections: 9)
        outbox.take(mail(0), notBefore: nil)
        outbox.take(mail(1), notBefore: start.adding(seconds: 10))
        outbox.take(mail(7, partition: 1), notBefore: nil)
        let first = try #require(outbox.next(at: start))
        outbox.disown([0])
        #expect(outbox.settle(first.position, .delivered("250"), at: start) == nil)
        #expect(outbox.committable == [1: 7])
        #expect(try #require(outbox.next(at: start.adding(seconds: 60))).position.partition == 1)
        #expect(outbox.pendingCount == 0)
        outbox.own([0: 0])
        #expect(outbox.isNew(MailPosition(partition: 0, offset: 0)))
        outbox.take(mail(0), notBefore: nil)
        #expect(outbox.next(at: start) != nil)
    }

    @Test("what waits has room only up to its limit; then nothing more is read until there is some again")
    func bounded() throws {
        let outbox = outbox(connections: 100, waitingBytes: 1_000)
        for offset in Int64(0)..<10 {
            outbox.take(mail(offset), notBefore: nil)
            let next = try #require(outbox.next(at: start))
            #expect(!outbox.fullness.isFull)
            _ = outbox.settle(next.position, .deferred("450", closesServer: false), at: start)
        }
        #expect(outbox.fullness == (true, true))
        #expect(!outbox.isRoomy)
        let later = start.adding(seconds: 60)
        for _ in 0..<3 {
            let next = try #require(outbox.next(at: later))
            _ = outbox.settle(next.position, .delivered("250"), at: later)
        }
        #expect(outbox.waitingCount == 0, "all were due")
        #expect(outbox.isRoomy)
    }

    @Test("a flood of refusals stops the sending for a minute")
    func flood() throws {
        let outbox = outbox(connections: 1)
        for offset in Int64(0)..<200 { outbox.take(mail(offset), notBefore: nil) }
        var refused = 0
        while let next = outbox.next(at: start) {
            _ = outbox.settle(next.position, .refused("550 sender not allowed"), at: start)
            refused += 1
        }
        #expect(refused == 100)
        #expect(outbox.wakeTime(at: start) == start.adding(seconds: 60))
        #expect(outbox.pause.reason?.contains("550 sender not allowed") == true)
    }

    @Test("a pace is kept")
    func paced() {
        let outbox = outbox(connections: 100, pace: SendPace(perSecond: 2))
        for offset in Int64(0)..<9 { outbox.take(mail(offset), notBefore: nil) }
        #expect((0..<9).compactMap { _ in outbox.next(at: start) }.count == 2)
        #expect(outbox.wakeTime(at: start) == start.adding(milliseconds: 500))
    }
}
