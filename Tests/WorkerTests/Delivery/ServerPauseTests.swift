import Cooperation
import Testing

@testable import Worker

@Suite("A server's rest")
struct ServerPauseTests {
    private let start = Instant(milliseconds: 1_700_000_000_000)

    @Test("mails that fail together are one failure, and do not make the rest longer")
    func together() throws {
        var alone = ServerPause(seed: "a")
        alone.begin("connection refused", at: start)
        var together = ServerPause(seed: "a")
        for _ in 0..<4 { together.begin("connection refused", at: start) }
        #expect(together == alone)
        #expect(together.failuresInARow == 1)
    }

    @Test("each failure after a rest makes the next one longer, until one mail gets through")
    func growing() throws {
        var pause = ServerPause(seed: "a")
        var now = start
        var rests: [Int64] = []
        for _ in 0..<6 {
            pause.begin("connection refused", at: now)
            let until = try #require(pause.until)
            rests.append(until.milliseconds - now.milliseconds)
            now = until
        }
        #expect(pause.failuresInARow == 6)
        #expect(try #require(rests.last) > 8 * rests[0])
        pause.end()
        #expect(!pause.isOn && pause.until == nil)
    }
}
