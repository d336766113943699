import Cooperation
import DigestEngine
import Foundation
import Testing
import Worker

@Suite("The holidays that come with the program")
struct ShippedHolidayTests {
    private func holidays(of audience: String) throws -> HolidayCalendar {
        let url = PackageRoot.url.appendingPathComponent("deploy/vaguemestre.yaml")
        let subscriptions = try ConfigurationLoader().load(contentsOf: url).subscriptions(of: audience)
        return try #require(subscriptions.first).holidays
    }

    @Test("every audience has some until 2029, each called in French and English, Namur's its own")
    func everyAudience() throws {
        let url = PackageRoot.url.appendingPathComponent("deploy/vaguemestre.yaml")
        let (namur, quebec) = (try holidays(of: "namur-commissariat"), try holidays(of: "bureau"))
        for subscription in try ConfigurationLoader().load(contentsOf: url).subscriptions {
            let expected = subscription.audience == "namur-commissariat" ? namur : quebec
            #expect(subscription.holidays == expected, "\(subscription.id)")
        }
        for holiday in namur.holidays + quebec.holidays {
            #expect(Set(holiday.name.texts.keys) == ["fr", "en"], "\(holiday)")
        }
    }

    @Test("Wallonia's are Belgium's ten legal holidays", arguments: 2025...2029)
    func wallonie(year: Int) throws {
        let easter = Self.easter(year)
        let fixed = [(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)]
        let expected =
            fixed.map { CalendarDate(year: year, month: $0.0, day: $0.1) }
            + [1, 39, 50].map { easter.adding(days: $0) }
        #expect(try holidays(of: "namur-commissariat").dates.filter { $0.year == year } == expected.sorted())
    }

    @Test("Québec's follow Easter, Mondays, and the Sundays on which they give way", arguments: 2025...2029)
    func quebec(year: Int) throws {
        let day = { CalendarDate(year: year, month: $0, day: $1) }
        var expected = [day(1, 1), day(6, 24), day(12, 25), Self.easter(year).adding(days: -2)]
        expected += [Self.easter(year).adding(days: 1), Self.monday(atOrAfter: day(5, 18))]
        expected += [Self.monday(atOrAfter: day(9, 1)), Self.monday(atOrAfter: day(10, 8))]
        expected.append(Self.isSunday(day(7, 1)) ? day(7, 2) : day(7, 1))
        if Self.isSunday(day(6, 24)) { expected.append(day(6, 25)) }
        #expect(try holidays(of: "bureau").dates.filter { $0.year == year } == expected.sorted())
    }

    /// The day after the first full moon of spring, by Gauss's rule for 1900 to 2099.
    private static func easter(_ year: Int) -> CalendarDate {
        let moon = (19 * (year % 19) + 24) % 30
        let sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
        let late = moon == 29 && sunday == 6 || moon == 28 && sunday == 6 && year % 19 > 10
        return CalendarDate(year: year, month: 3, day: 22).adding(days: moon + sunday - (late ? 7 : 0))
    }

    /// 1970-01-05 was a Monday.
    private static func monday(atOrAfter date: CalendarDate) -> CalendarDate {
        date.adding(days: (7 - (date.daysSinceEpoch - 4) % 7) % 7)
    }

    private static func isSunday(_ date: CalendarDate) -> Bool { (date.daysSinceEpoch - 4) % 7 == 6 }
}
