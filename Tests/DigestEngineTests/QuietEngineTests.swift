import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("The digest state machine in quiet hours")
struct QuietEngineTests {
    private typealias Shell = EngineTests.Shell

    private func subscription(_ cadence: Cadence, holidays: HolidayCalendar = HolidayCalendar()) -> Subscription {
        Make.calendar(cadence, quiet: [Make.quiet("21:00", "07:00")], holidays: holidays)
    }

    @Test("without a gap each notice is a digest of its own by day, and those of a night are one in the morning")
    func oneByOneByDay() {
        var shell = Shell([subscription(.immediate(gapSeconds: 0))])
        let noon = shell.read(0, at(2019, 3, 4, 12))
        expectSame(shell.commitAll(noon).map(\.slice.to), [1])
        #expect(shell.read(1, at(2019, 3, 4, 22)).isEmpty)
        #expect(shell.read(2, at(2019, 3, 5, 3)).isEmpty)
        #expect(shell.tick(at(2019, 3, 5, 6, 59), end: 3).isEmpty)
        let night = shell.tick(at(2019, 3, 5, 7, 2), end: 3)
        expectSame(night.map(\.digest.counts.notices), [2])
        expectSame(night.map(\.digest.window.to), [at(2019, 3, 5, 7)])
        _ = shell.commitAll(night)
        expectSame(shell.read(3, at(2019, 3, 5, 8)).map(\.digest.slice.to), [4])
    }

    @Test("a weekly digest waits for the holiday's end, and the news of the holiday is in it")
    func holiday() {
        let monday = Make.holidays(Make.date(2019, 3, 11))
        var shell = Shell([subscription(.weekly(on: [.monday], at: [LocalTime("08:00")]), holidays: monday)])
        _ = shell.read(0, at(2019, 3, 6, 12))
        _ = shell.read(1, at(2019, 3, 11, 12))
        #expect(shell.tick(at(2019, 3, 11, 20), end: 2).isEmpty)
        let digests = shell.tick(at(2019, 3, 12, 9), end: 2).map(\.digest)
        expectSame(digests.map(\.counts.notices), [2])
        expectSame(digests.map(\.window.from), [at(2019, 3, 4, 8)])
        expectSame(digests.map(\.window.to), [at(2019, 3, 12, 8)])
    }
}
