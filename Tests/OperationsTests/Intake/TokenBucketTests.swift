import Cooperation
import TestSupport
import Testing

@testable import Operations

@Suite("A token bucket")
struct TokenBucketTests {
    private let start = Instant(milliseconds: 1_000_000)

    private func after(_ milliseconds: Int64) -> Instant {
        Instant(milliseconds: start.milliseconds + milliseconds)
    }

    @Test("gives its burst at once, then says when there will be enough")
    func burst() {
        var bucket = TokenBucket(ratePerSecond: 2, burst: 4, at: start)
        #expect(bucket.take(4, at: start) == nil)
        #expect(bucket.take(1, at: start) == 1)
        #expect(bucket.take(3, at: start) == 2)
        #expect(bucket.take(1, at: after(500)) == nil)
    }

    @Test("fills no further than its brim")
    func brim() {
        var bucket = TokenBucket(ratePerSecond: 10, burst: 3, at: start)
        #expect(bucket.take(3, at: after(3_600_000)) == nil)
        #expect(bucket.take(1, at: after(3_600_000)) == 1)
    }

    @Test("lets a request through that is larger than its brim, and has the debt waited out")
    func debt() {
        var bucket = TokenBucket(ratePerSecond: 10, burst: 5, at: start)
        #expect(bucket.take(25, at: start) == nil)
        // 20 owed and 1 wanted: 21 tokens at 10 a second.
        #expect(bucket.take(1, at: start) == 3)
        #expect(bucket.take(1, at: after(2_099)) == 1)
        #expect(bucket.take(1, at: after(2_100)) == nil)
    }

    @Test("keeps to its rate in the long run, whatever is asked when", arguments: 0..<20)
    func longRun(_ round: Int) {
        let seed = SeededGenerator.freshSeed &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        let (rate, burst) = (1 + random.below(50), 1 + random.below(100))
        var bucket = TokenBucket(ratePerSecond: rate, burst: burst, at: start)
        var (now, taken, largest) = (Int64(0), 0, 0)
        for _ in 0..<500 {
            now += Int64(random.below(400))
            let count = 1 + random.below(150)
            guard bucket.take(count, at: after(now)) == nil else { continue }
            taken += count
            largest = max(largest, count)
        }
        let most = burst + rate * Int(now) / 1000 + max(0, largest - burst) + 1
        #expect(taken <= most, "seed \(seed)")
    }

    @Test("does not fill while the clock goes back")
    func clockGoesBack() {
        var bucket = TokenBucket(ratePerSecond: 1000, burst: 1, at: start)
        #expect(bucket.take(1, at: start) == nil)
        #expect(bucket.take(1, at: after(-60_000)) == 1)
    }
}
