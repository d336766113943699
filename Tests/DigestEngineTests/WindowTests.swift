import Cooperation
import Foundation
import Testing

@testable import DigestEngine

@Suite("Windows of a cadence")
struct WindowTests {
    private let eight = LocalTime(hour: 8, minute: 0)
    private let toronto = WindowTests.zone("America/Toronto")

    private static func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }

    @Test("a weekly window runs from Monday to Monday, local time, across the change of clocks")
    func weekly() {
        let window = Cadence.weekly(on: [.monday], at: [eight]).window(containing: at(2019, 3, 6), timeZone: toronto)
        #expect(window == (at(2019, 3, 4, 13), at(2019, 3, 11, 12)))
    }

    @Test("a boundary belongs to the window it begins")
    func halfOpen() {
        let daily = Cadence.daily(at: [eight])
        let boundary = at(2019, 11, 4, 13)
        #expect(daily.window(containing: boundary, timeZone: toronto).from == boundary)
        let before = Instant(milliseconds: boundary.milliseconds - 1)
        #expect(daily.window(containing: before, timeZone: toronto).to == boundary)
    }

    @Test("a boundary that the clock skips moves to the first valid instant after it")
    func gap() {
        let cadence = Cadence.daily(at: [LocalTime(hour: 2, minute: 30)])
        let window = cadence.window(containing: at(2019, 3, 10, 6), timeZone: toronto)
        #expect(window == (at(2019, 3, 9, 7, 30), at(2019, 3, 10, 7)))
    }

    @Test("a boundary that the clock shows twice fires once, at the first")
    func overlap() {
        let cadence = Cadence.daily(at: [LocalTime(hour: 1, minute: 30)])
        let window = cadence.window(containing: at(2019, 11, 3, 6), timeZone: toronto)
        #expect(window == (at(2019, 11, 3, 5, 30), at(2019, 11, 4, 6, 30)))
    }

    @Test("a day that a zone left out has its boundary at the next day's first instant")
    func skippedDay() {
        let window = Cadence.daily(at: [eight])
            .window(containing: at(2011, 12, 30, 9), timeZone: Self.zone("Pacific/Apia"))
        #expect(window == (at(2011, 12, 29, 18), at(2011, 12, 30, 10)))
    }

    @Test("weekdays leave out the weekend, months end when they end")
    func weekdaysAndMonths() {
        let weekdays = Cadence.weekdays(at: [eight]).window(containing: at(2019, 11, 9, 12), timeZone: .gmt)
        #expect(weekdays == (at(2019, 11, 8, 8), at(2019, 11, 11, 8)))
        let last = Cadence.monthly(on: .number(31), at: eight).window(containing: at(2019, 2, 10), timeZone: .gmt)
        #expect(last == (at(2019, 1, 31, 8), at(2019, 2, 28, 8)))
        let working = Cadence.monthly(on: .firstWorkingDay, at: eight)
            .window(containing: at(2019, 6, 20), timeZone: .gmt)
        #expect(working == (at(2019, 6, 3, 8), at(2019, 7, 1, 8)))
    }

    @Test("an immediate window begins with what comes, and is never without length")
    func immediate() {
        let start = at(2019, 3, 4)
        #expect(Cadence.immediate(gapSeconds: 300).window(containing: start, timeZone: .gmt).to == at(2019, 3, 4, 0, 5))
        #expect(Cadence.immediate(gapSeconds: 0).window(containing: start, timeZone: .gmt).to > start)
    }

    @Test(
        "windows tile time: each begins where the last ended, and contains the instants within it",
        arguments: [
            "America/Toronto", "Europe/Brussels", "UTC", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe",
        ]
    )
    func tiling(zoneName: String) {
        let zone = Self.zone(zoneName)
        let odd = LocalTime(hour: 2, minute: 15)
        let cadences: [Cadence] = [
            .daily(at: [odd]), .daily(at: [LocalTime(hour: 0, minute: 0), odd, eight]), .weekdays(at: [odd]),
            .weekly(on: [.sunday, .thursday], at: [odd, eight]), .monthly(on: .number(30), at: odd),
            .monthly(on: .firstWorkingDay, at: odd),
        ]
        for cadence in cadences {
            var window = cadence.window(containing: at(2011, 11, 20), timeZone: zone)
            while window.to < at(2013, 1, 10) {
                let next = cadence.window(containing: window.to, timeZone: zone)
                let inside = Instant(milliseconds: (next.from.milliseconds + next.to.milliseconds) / 2)
                let same = cadence.window(containing: inside, timeZone: zone)
                guard next.from == window.to && next.to > next.from && same == next else {
                    Issue.record("\(cadence) does not tile at \(window.to)")
                    return
                }
                window = next
            }
        }
    }

    @Test(
        "the boundaries are those that Foundation's calendar finds", arguments: ["America/Toronto", "Europe/Brussels"])
    func agreesWithFoundation(zoneName: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = Self.zone(zoneName)
        for (hour, minute) in [(2, 30), (1, 30), (8, 0)] {
            let cadence = Cadence.daily(at: [LocalTime(hour: hour, minute: minute)])
            for start in [at(2019, 3, 5, 12), at(2019, 3, 28, 12), at(2019, 10, 24, 12), at(2019, 11, 1, 12)] {
                var boundary = start
                for _ in 0..<7 {
                    let expected = calendar.nextDate(
                        after: Date(timeIntervalSince1970: Double(boundary.milliseconds) / 1000),
                        matching: DateComponents(hour: hour, minute: minute), matchingPolicy: .nextTime,
                        repeatedTimePolicy: .first
                    )
                    boundary = cadence.window(containing: boundary, timeZone: calendar.timeZone).to
                    #expect(expected?.timeIntervalSince1970 == Double(boundary.milliseconds) / 1000)
                }
            }
        }
    }

    @Test("a subscription that cannot run says why, naming the key")
    func problems() {
        #expect(Make.subscription().problems().isEmpty)
        var subscription = Make.subscription(cadence: .weekly(on: [], at: []), zone: "Namur")
        subscription.policies.maxItems = 0
        let keys = subscription.problems().map { $0.prefix { $0 != ":" } }
        #expect(keys == ["time_zone", "cadence.on", "cadence.at", "policies.max_items"])
        let monthly = Make.subscription(cadence: .monthly(on: .number(32), at: eight))
        #expect(monthly.problems().count == 1)
    }

    @Test("days know their weekday")
    func days() {
        let day = { (year: Int, month: Int, day: Int) in
            DayNumber(CalendarDate(year: year, month: month, day: day).daysSinceEpoch)
        }
        #expect(day(2019, 11, 4).weekday == 1)
        #expect(day(1969, 12, 28).weekday == 7)
        #expect(DayNumber(localSeconds: -1).count == -1)
    }
}
