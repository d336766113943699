import Cooperation
import DigestEngine
import Testing

@Suite("Quiet hours of a subscription")
struct QuietHoursTests {
    private let nights = Make.quiet("21:00", "07:00")
    private let weekend = QuietHours(days: [.saturday, .sunday])

    @Test("a boundary within quiet hours moves to their end, over midnight too")
    func movesToTheEnd() {
        let daily = Make.calendar(.daily(at: [LocalTime("23:00")]), quiet: [nights])
        #expect(daily.boundaries(2, after: at(2025, 5, 5, 12)) == [at(2025, 5, 6, 7), at(2025, 5, 7, 7)])
        let early = Make.calendar(.daily(at: [LocalTime("05:00")]), quiet: [nights])
        #expect(early.boundaries(1, after: at(2025, 5, 5, 12)) == [at(2025, 5, 6, 7)])
    }

    @Test("quiet hours hold their beginning and not their end")
    func halfOpen() {
        let daily = Make.calendar(.daily(at: [LocalTime("07:00"), LocalTime("20:59")]), quiet: [nights])
        #expect(daily.boundaries(2, after: at(2025, 5, 5)) == [at(2025, 5, 5, 7), at(2025, 5, 5, 20, 59)])
        let nine = Make.calendar(.daily(at: [LocalTime("21:00")]), quiet: [nights])
        #expect(nine.boundaries(1, after: at(2025, 5, 5, 12)) == [at(2025, 5, 6, 7)])
    }

    @Test("boundaries that move to one place are one")
    func coincide() {
        let hours = ["06:00", "07:00", "12:00", "22:00", "23:30"].map { LocalTime($0) }
        let daily = Make.calendar(.daily(at: hours), quiet: [nights])
        #expect(
            daily.boundaries(3, after: at(2025, 5, 5, 7)) == [
                at(2025, 5, 5, 12), at(2025, 5, 6, 7), at(2025, 5, 6, 12),
            ])
    }

    @Test("whole days and nights that touch are one: Friday evening's digest comes on Monday morning")
    func wholeWeekends() {
        let daily = Make.calendar(.daily(at: [LocalTime("22:00")]), quiet: [nights, weekend])
        #expect(
            daily.boundaries(3, after: at(2025, 5, 8, 12)) == [
                at(2025, 5, 9, 7), at(2025, 5, 12, 7), at(2025, 5, 13, 7),
            ])
    }

    @Test("hours of a day of the week begin on that day and may end on the next")
    func weekdaysOfQuietHours() {
        let friday = Make.quiet("18:00", "10:00", [.friday])
        let daily = Make.calendar(.daily(at: [LocalTime("09:00")]), quiet: [friday])
        #expect(
            daily.boundaries(3, after: at(2025, 5, 8, 12)) == [
                at(2025, 5, 9, 9), at(2025, 5, 10, 10), at(2025, 5, 11, 9),
            ])
    }

    @Test("quiet hours that end on a day off are followed by the next working day, at the same time")
    func endOnADayOff() {
        let holiday = Make.holidays(Make.date(2025, 5, 19))
        let weekly = Make.calendar(
            .weekly(on: [.friday], at: [LocalTime("22:00")]), quiet: [nights, weekend], holidays: holiday)
        #expect(weekly.boundaries(1, after: at(2025, 5, 16)) == [at(2025, 5, 20, 7)])
        let weekdays = Make.calendar(.weekdays(at: [LocalTime("22:00")]), quiet: [nights])
        #expect(weekdays.boundaries(2, after: at(2025, 5, 9)) == [at(2025, 5, 9, 7), at(2025, 5, 12, 7)])
    }

    @Test("a digest that quiet hours and days off pass between them finds the first free moment")
    func noCircle() {
        let most = [
            Make.quiet("01:00", "00:00", [.monday]), QuietHours(days: [.tuesday, .wednesday, .thursday, .friday]),
        ]
        let saturday = Make.quiet("00:00", "02:00", [.saturday])
        let weekdays = Make.calendar(.weekdays(at: [LocalTime("08:00")]), quiet: most + [saturday])
        #expect(weekdays.problems().isEmpty)
        #expect(weekdays.boundaries(2, after: at(2025, 5, 7)) == [at(2025, 5, 12), at(2025, 5, 19)])
    }

    @Test("an immediate window that would end within quiet hours ends when they do")
    func immediate() {
        let burst = Make.calendar(.immediate(gapSeconds: 300), quiet: [nights])
        #expect(burst.boundaries(1, after: at(2025, 5, 5, 12)) == [at(2025, 5, 5, 12, 5)])
        #expect(burst.boundaries(1, after: at(2025, 5, 5, 20, 54)) == [at(2025, 5, 5, 20, 59)])
        #expect(burst.boundaries(1, after: at(2025, 5, 5, 20, 56)) == [at(2025, 5, 6, 7)])
        #expect(burst.boundaries(1, after: at(2025, 5, 6, 6, 58)) == [at(2025, 5, 6, 7, 3)])
    }

    @Test("without a gap a window is a millisecond long by day, and by night as long as the quiet lasts")
    func immediateWithoutGap() {
        let each = Make.calendar(.immediate(gapSeconds: 0), quiet: [nights])
        let noon = at(2025, 5, 5, 12)
        #expect(each.boundaries(1, after: noon) == [Instant(milliseconds: noon.milliseconds + 1)])
        #expect(each.boundaries(1, after: at(2025, 5, 5, 23)) == [at(2025, 5, 6, 7)])
        #expect(
            each.boundaries(1, after: Instant(milliseconds: at(2025, 5, 6, 7).milliseconds - 1)) == [at(2025, 5, 6, 7)])
    }

    @Test("quiet hours are as long as the local clock makes them on the days it is changed")
    func changeOfClocks() {
        let spring = Make.calendar(.immediate(gapSeconds: 0), zone: "America/Toronto", quiet: [nights])
        #expect(spring.boundaries(1, after: at(2025, 3, 9, 4)) == [at(2025, 3, 9, 11)])
        #expect(spring.boundaries(1, after: at(2025, 11, 2, 3)) == [at(2025, 11, 2, 12)])
        let skipped = Make.calendar(
            .daily(at: [LocalTime("01:00")]), zone: "America/Toronto", quiet: [Make.quiet("00:30", "02:30")])
        #expect(skipped.boundaries(2, after: at(2025, 3, 9, 5)) == [at(2025, 3, 9, 7), at(2025, 3, 10, 6, 30)])
    }

    @Test("quiet until a time that the clock shows twice is over at the first")
    func repeatedEnd() {
        let each = Make.calendar(
            .immediate(gapSeconds: 0), zone: "America/Toronto", quiet: [Make.quiet("22:00", "01:30")])
        #expect(each.boundaries(1, after: at(2025, 11, 2, 5)) == [at(2025, 11, 2, 5, 30)])
        let second = at(2025, 11, 2, 6, 15)
        #expect(each.boundaries(1, after: second) == [Instant(milliseconds: second.milliseconds + 1)])
    }

    @Test("quiet hours that leave no time are a problem, and none for those who may send on weekends")
    func problems() {
        let working = QuietHours(days: [.monday, .tuesday, .wednesday, .thursday, .friday])
        let eight = [LocalTime("08:00")]
        let keys = { (subscription: Subscription) in subscription.problems().map { $0.prefix { $0 != ":" } } }
        #expect(keys(Make.calendar(.weekdays(at: eight), quiet: [working])) == ["quiet_hours"])
        #expect(keys(Make.calendar(.monthly(on: .number(1), at: eight[0]), quiet: [working])) == ["quiet_hours"])
        #expect(keys(Make.calendar(.daily(at: eight), quiet: [working])).isEmpty)
        #expect(keys(Make.calendar(.immediate(gapSeconds: 0), quiet: [working, weekend])) == ["quiet_hours"])
        #expect(keys(Make.calendar(.daily(at: eight), quiet: [Make.quiet("08:00", "08:00")])) == ["quiet_hours"])
        #expect(keys(Make.calendar(.daily(at: eight), quiet: [Make.quiet("08:00", "07:59")])).isEmpty)
        #expect(SubscriptionCalendar(Make.calendar(.daily(at: eight), quiet: [working, weekend])) == nil)
    }
}
