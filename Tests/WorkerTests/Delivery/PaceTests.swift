import Cooperation
import TestSupport
import Testing

@testable import Worker

@Suite("The retries of a mail")
struct RetryScheduleTests {
    private let schedule = RetrySchedule(firstSeconds: 60, maxSeconds: 3_600)

    @Test("wait twice as long each time, up to the longest, and never less than half of that")
    func doubles() {
        for (attempt, whole) in [1: 60, 2: 120, 3: 240, 6: 1_920, 7: 3_600, 8: 3_600, 1_000: 3_600] {
            for name in 0..<200 {
                let delay = schedule.delayMilliseconds(after: attempt, of: "\(name)@example.org")
                #expect((Int64(whole) * 500...Int64(whole) * 1_000).contains(delay), "attempt \(attempt): \(delay)")
            }
        }
    }

    @Test("are spread over the mails, and are the same after a restart")
    func spread() {
        let delays = (0..<1_000).map { schedule.delayMilliseconds(after: 1, of: "\($0)@example.org") }
        #expect(delays == (0..<1_000).map { schedule.delayMilliseconds(after: 1, of: "\($0)@example.org") })
        let tenths = Dictionary(grouping: delays) { min(9, ($0 - 30_000) / 3_000) }
        #expect(tenths.count == 10)
        #expect(tenths.values.allSatisfy { (60...150).contains($0.count) })
    }
}

@Suite("The pace of sending")
struct SendPaceTests {
    @Test("lets no more through than so many a second in the long run, and one second's worth at once")
    func pace() {
        let seed = SeededGenerator.freshSeed
        var random = SeededGenerator(seed: seed)
        for perSecond in [1, 3, 7, 100, 10_000] {
            var pace = SendPace(perSecond: perSecond)
            let start = Instant(milliseconds: 1_000_000)
            var (now, sent) = (start, 0)
            for _ in 0..<3_000 {
                let next = pace.nextTime(at: now)
                if next <= now {
                    pace.take(at: now)
                    sent += 1
                } else {
                    now = random.oneIn(3) ? next : now.adding(milliseconds: random.number(1...400))
                }
            }
            let allowed = Int((now.milliseconds - start.milliseconds) * Int64(perSecond) / 1_000) + perSecond
            #expect(sent <= allowed, "seed \(seed), \(perSecond) a second: \(sent) of \(allowed)")
            #expect(sent > 0)
        }
    }

    @Test("gives nothing for a clock that is set back, and takes nothing away")
    func clockSetBack() {
        var pace = SendPace(perSecond: 1)
        let now = Instant(milliseconds: 1_000_000)
        pace.take(at: now)
        let back = now.adding(seconds: -3_600)
        #expect(pace.nextTime(at: back) == back.adding(seconds: 1))
        #expect(pace.nextTime(at: back.adding(seconds: 1)) == back.adding(seconds: 1))
    }
}

@Suite("Open offsets")
struct OpenOffsetsTests {
    @Test("nothing is committed past the first that is not done, in whatever order they end")
    func order() {
        let seed = SeededGenerator.freshSeed
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var offsets = OpenOffsets(from: random.oneIn(2) ? 5 : nil)
            var (next, open): (Int64, Set<Int64>) = (5, [])
            for _ in 0..<400 {
                switch random.below(4) {
                case 0:
                    next += random.number(0...2)
                    offsets.begin(next)
                    open.insert(next)
                    next += 1
                case 1:
                    next += random.number(1...3)
                    offsets.pass(to: next)
                default:
                    guard let one = open.sorted().dropFirst(random.below(max(1, open.count))).first else { continue }
                    open.remove(one)
                    offsets.end(one)
                }
                if let readTo = offsets.readTo, readTo == next {
                    #expect(offsets.committable == open.min() ?? next, "seed \(seed)")
                }
            }
        }
    }
}
