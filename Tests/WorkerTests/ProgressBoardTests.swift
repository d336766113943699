import Cooperation
import KafkaClient
import Synchronization
import Testing
import Worker

@Suite("The progress board")
struct ProgressBoardTests {
    @Test("lets a waiter go on as soon as it shows what was waited for")
    func wakesWaiter() async {
        let board = ProgressBoard()
        async let waited: Void = board.wait { $0.stages[.route]?.recordsRead ?? 0 >= 2 }
        board.update(.route) { $0.recordsRead = 1 }
        board.update(.route) { $0.recordsRead = 2 }
        await waited
        #expect(board.snapshot.stages[.route]?.recordsRead == 2)
    }

    @Test("does not keep a waiter whose task was cancelled")
    func cancellation() async {
        let board = ProgressBoard()
        let task = Task { await board.wait { _ in false } }
        task.cancel()
        await task.value
    }

    @Test("returns at once when it already shows it")
    func immediate() async {
        await ProgressBoard().wait { _ in true }
    }
}

@Suite("A stepped clock")
struct SteppedClockTests {
    @Test("stands still until it is moved, and tells whoever listens")
    func moves() {
        let clock = SteppedClock(start: Instant(milliseconds: 10))
        let moves = Mutex(0)
        clock.onMove { moves.withLock { $0 += 1 } }
        #expect(clock.now() == Instant(milliseconds: 10))
        #expect(clock.milliseconds(until: Instant(milliseconds: 11)) == nil)
        clock.move(to: Instant(milliseconds: 11))
        #expect(clock.milliseconds(until: Instant(milliseconds: 11)) == 0)
        #expect(moves.withLock { $0 } == 1)
    }
}
