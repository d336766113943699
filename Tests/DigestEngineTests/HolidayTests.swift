import Cooperation
import DigestEngine
import Testing

@Suite("Holidays of a subscription")
struct HolidayTests {
    private let eight = [LocalTime("08:00")]

    @Test("a weekly digest whose day is a holiday comes on the next working day at the same time")
    func weeklyMoves() {
        let easter = Make.holidays(Make.date(2025, 4, 21))
        let weekly = Make.calendar(.weekly(on: [.monday], at: eight), holidays: easter)
        #expect(
            weekly.boundaries(3, after: at(2025, 4, 10)) == [
                at(2025, 4, 14, 8), at(2025, 4, 22, 8), at(2025, 4, 28, 8),
            ])
    }

    @Test("a moved digest keeps its local time, not its distance, when the clocks change on the way")
    func movesByLocalTime() {
        let holiday = Make.holidays(Make.date(2019, 3, 8))
        let weekly = Make.calendar(
            .weekly(on: [.friday], at: eight), zone: "America/Toronto", holidays: holiday)
        #expect(weekly.boundaries(1, after: at(2019, 3, 7)) == [at(2019, 3, 11, 12)])
    }

    @Test("holidays in a row and the weekend behind them are all passed over")
    func movesOverSeveral() {
        let christmas = Make.holidays(Make.date(2025, 12, 25), Make.date(2025, 12, 26), Make.date(2025, 12, 29))
        let weekly = Make.calendar(.weekly(on: [.thursday], at: eight), holidays: christmas)
        #expect(weekly.boundaries(2, after: at(2025, 12, 20)) == [at(2025, 12, 30, 8), at(2026, 1, 1, 8)])
    }

    @Test("a daily digest leaves a holiday out, and comes on the weekend as ever")
    func dailySkips() {
        let friday = Make.holidays(Make.date(2025, 7, 4))
        let daily = Make.calendar(.daily(at: eight), holidays: friday)
        #expect(
            daily.boundaries(4, after: at(2025, 7, 2, 12))
                == [at(2025, 7, 3, 8), at(2025, 7, 5, 8), at(2025, 7, 6, 8), at(2025, 7, 7, 8)])
    }

    @Test("weekdays leave a holiday out: Friday's digest is followed by Tuesday's")
    func weekdaysSkip() {
        let patriots = Make.holidays(Make.date(2025, 5, 19))
        let weekdays = Make.calendar(.weekdays(at: [LocalTime("13:00"), LocalTime("07:30")]), holidays: patriots)
        #expect(
            weekdays.boundaries(4, after: at(2025, 5, 16, 8))
                == [at(2025, 5, 16, 13), at(2025, 5, 20, 7, 30), at(2025, 5, 20, 13), at(2025, 5, 21, 7, 30)])
    }

    @Test("a weekly digest on a weekend stays there, unless it is a holiday: then it waits for the working day")
    func weekendIsAsked() {
        let saturday = Make.holidays(Make.date(2025, 11, 1))
        let weekly = Make.calendar(.weekly(on: [.saturday], at: eight), holidays: saturday)
        #expect(
            weekly.boundaries(3, after: at(2025, 10, 20))
                == [at(2025, 10, 25, 8), at(2025, 11, 3, 8), at(2025, 11, 8, 8)])
    }

    @Test("a digest that would move behind the next one is told with that one")
    func overtakes() {
        let friday = Make.holidays(Make.date(2025, 7, 4))
        let weekly = Make.calendar(.weekly(on: [.friday, .saturday], at: eight), holidays: friday)
        #expect(
            weekly.boundaries(3, after: at(2025, 7, 1))
                == [at(2025, 7, 5, 8), at(2025, 7, 11, 8), at(2025, 7, 12, 8)])
    }

    @Test("a digest that moves onto the next one is one with it")
    func coincides() {
        let monday = Make.holidays(Make.date(2025, 9, 1))
        let weekly = Make.calendar(.weekly(on: [.monday, .tuesday], at: eight), holidays: monday)
        let boundaries = weekly.boundaries(2, after: at(2025, 8, 30))
        #expect(boundaries == [at(2025, 9, 2, 8), at(2025, 9, 8, 8)])
    }

    @Test("the first working day of a month is neither on a weekend nor a holiday")
    func firstWorkingDay() {
        let holidays = Make.holidays(Make.date(2026, 1, 1), Make.date(2025, 9, 1))
        let monthly = Make.calendar(.monthly(on: .firstWorkingDay, at: eight[0]), holidays: holidays)
        #expect(
            monthly.boundaries(6, after: at(2025, 8, 15))
                == [
                    at(2025, 9, 2, 8), at(2025, 10, 1, 8), at(2025, 11, 3, 8), at(2025, 12, 1, 8), at(2026, 1, 2, 8),
                    at(2026, 2, 2, 8),
                ])
    }

    @Test("a day of the month that is a weekend or a holiday gives way to the next working day, across the month's end")
    func monthlyMoves() {
        let labourDay = Make.holidays(Make.date(2025, 9, 1))
        let last = Make.calendar(.monthly(on: .number(31), at: eight[0]), holidays: labourDay)
        #expect(
            last.boundaries(3, after: at(2025, 7, 15)) == [at(2025, 7, 31, 8), at(2025, 9, 2, 8), at(2025, 9, 30, 8)])
        let fifteenth = Make.calendar(.monthly(on: .number(15), at: eight[0]))
        #expect(fifteenth.boundaries(1, after: at(2025, 11, 1)) == [at(2025, 11, 17, 8)])
    }

    @Test("what is immediate does not wait for a holiday's end")
    func immediateIgnoresThem() {
        let christmas = Make.holidays(Make.date(2025, 12, 25))
        let immediate = Make.calendar(.immediate(gapSeconds: 300), holidays: christmas)
        #expect(immediate.boundaries(1, after: at(2025, 12, 25, 9)) == [at(2025, 12, 25, 9, 5)])
    }

    @Test("a holiday can be asked for its name; of two on one date the first given counts")
    func names() {
        let holiday = { (year: Int, name: String) in
            Holiday(date: Make.date(year, 12, 25), name: LocalizedText(["fr": name]))
        }
        let calendar = HolidayCalendar([holiday(2026, "Noël"), holiday(2025, "Noël"), holiday(2025, "Relâche")])
        #expect(calendar.dates == [Make.date(2025, 12, 25), Make.date(2026, 12, 25)])
        #expect(calendar.name(of: Make.date(2025, 12, 25)) == LocalizedText(["fr": "Noël"]))
        #expect(calendar.name(of: Make.date(2025, 12, 24)) == nil)
        #expect(calendar.name(of: Make.date(2027, 1, 1)) == nil)
    }

    @Test(
        "dates of holidays and quiet hours change the recipe of a digest; names, and an immediate one's dates, do not")
    func recipe() {
        let version = { (subscription: Subscription) in DigestRecipe(subscription, among: []).version }
        let plain = Make.calendar(.daily(at: eight))
        var named = Make.calendar(.daily(at: eight), holidays: Make.holidays(Make.date(2025, 1, 1)))
        #expect(version(plain) != version(named))
        let before = version(named)
        named.holidays = HolidayCalendar([Holiday(date: Make.date(2025, 1, 1), name: LocalizedText(["en": "x"]))])
        #expect(version(named) == before)
        named.quietHours = [Make.quiet("22:00", "07:00")]
        #expect(version(named) != before)
        let night = version(named)
        named.quietHours = [Make.quiet("22:00", "07:00", [.monday])]
        #expect(version(named) != night)
        let immediate = Make.calendar(.immediate(gapSeconds: 5), holidays: Make.holidays(Make.date(2025, 1, 1)))
        #expect(version(immediate) == version(Make.calendar(.immediate(gapSeconds: 5))))
    }
}
