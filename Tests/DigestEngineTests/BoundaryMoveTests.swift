import Cooperation
import DigestEngine
import TestSupport
import Testing

@Suite("Why a boundary moved")
struct BoundaryMoveTests {
    private func moves(_ subscription: Subscription, to boundary: Instant) throws -> [BoundaryMove] {
        let calendar = try #require(SubscriptionCalendar(subscription))
        let window = calendar.window(containing: Instant(milliseconds: boundary.milliseconds - 1))
        expectSame(window.to, boundary)
        return calendar.moves(to: window)
    }

    @Test("one that stays has no reason")
    func stays() throws {
        let weekly = Make.calendar(.weekly(on: [.monday], at: [LocalTime("08:00")]))
        expectSame(try moves(weekly, to: at(2025, 4, 14, 8)), [])
    }

    @Test("a holiday is named by its date")
    func holiday() throws {
        let easter = Make.date(2025, 4, 21)
        let weekly = Make.calendar(
            .weekly(on: [.monday], at: [LocalTime("08:00")]), holidays: Make.holidays(easter))
        expectSame(
            try moves(weekly, to: at(2025, 4, 22, 8)),
            [BoundaryMove(wanted: at(2025, 4, 21, 8), causes: [.holiday(easter)])])
        expectSame(try moves(weekly, to: at(2025, 4, 28, 8)), [])
    }

    @Test("holidays one after another are all named, a weekend before them too")
    func several() throws {
        let days = [Make.date(2022, 12, 26), Make.date(2022, 12, 27)]
        let monthly = Make.calendar(.monthly(on: .number(24), at: LocalTime("08:00")), holidays: Make.holidays(days))
        expectSame(
            try moves(monthly, to: at(2022, 12, 28, 8)),
            [
                BoundaryMove(
                    wanted: at(2022, 12, 24, 8),
                    causes: [.weekend(Make.date(2022, 12, 24)), .holiday(days[0]), .holiday(days[1])])
            ])
    }

    @Test("quiet hours are those that end when the digest goes out")
    func quiet() throws {
        let night = Make.quiet("21:00", "07:00")
        let daily = Make.calendar(.daily(at: [LocalTime("23:00")]), quiet: [night])
        expectSame(
            try moves(daily, to: at(2019, 3, 5, 7)),
            [BoundaryMove(wanted: at(2019, 3, 4, 23), causes: [.quietHours(night)])])
    }

    @Test("what joins a boundary that stays is named too")
    func joined() throws {
        let monday = Make.date(2025, 5, 19)
        let daily = Make.calendar(.daily(at: [LocalTime("07:30")]), holidays: Make.holidays(monday))
        expectSame(
            try moves(daily, to: at(2025, 5, 20, 7, 30)),
            [BoundaryMove(wanted: at(2025, 5, 19, 7, 30), causes: [.holiday(monday)])])
    }

    @Test("an immediate window waits for quiet hours alone")
    func immediate() throws {
        let night = Make.quiet("21:00", "07:00")
        let calendar = try #require(
            SubscriptionCalendar(Make.calendar(.immediate(gapSeconds: 300), quiet: [night])))
        let window = calendar.window(containing: at(2019, 3, 4, 20, 56))
        expectSame(
            calendar.moves(to: window), [BoundaryMove(wanted: at(2019, 3, 4, 21, 1), causes: [.quietHours(night)])])
        expectSame(calendar.moves(to: calendar.window(containing: at(2019, 3, 4, 12))), [])
    }
}
