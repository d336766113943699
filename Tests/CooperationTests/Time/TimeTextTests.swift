import Foundation
import Testing

@testable import Cooperation

@Suite("Text forms of time")
struct TimeTextTests {
    @Test(
        "an instant reads and writes RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
            ("2019-11-04T08:00:00-05:00", 1_572_872_400_000, "2019-11-04T13:00:00Z"),
            ("2019-11-04T08:00:00.2509999+05:30", 1_572_834_600_250, "2019-11-04T02:30:00.250Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("2000-02-29T23:59:59Z", 951_868_799_000, "2000-02-29T23:59:59Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ])
    func instants(_ text: String, _ milliseconds: Int, _ description: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.milliseconds == Int64(milliseconds))
        #expect(instant.description == description)
        #expect(Instant(description) == instant)
    }

    @Test(
        "what is no instant is refused",
        arguments: [
            "", "2019-11-04", "2019-11-04T08:00:00", "2019-11-04 08:00:00Z", "2019-11-04t08:00:00Z",
            "2019-11-04T08:00:00z",
            "2019-11-04T24:00:00Z", "2019-11-04T23:60:00Z", "2016-12-31T23:59:60Z", "2019-11-04T08:00Z",
            "2019-11-04T08:00:00.Z",
            "2019-11-04T08:00:00,5Z", "2019-11-04T08:00:00+0500", "2019-11-04T08:00:00+24:00",
            "2019-11-04T08:00:00+05:60",
            "2019-11-04T08:00:00ZZ", "2019-11-04T08:00:00Z ", "2019-02-29T08:00:00Z", "2019-13-01T08:00:00Z",
            "0000-01-01T00:00:00Z",
            "19-11-04T08:00:00Z", "2019-11-04T8:00:00Z", "2019-11-04T08:00:00.5", "2019-11-04T08:00:00−05:00",
            "+2019-11-04T08:00:00Z",
            "2019-11-04T08:00:00.123456789012345678901234567890",
        ])
    func notInstants(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(
        "a day exists or is refused",
        arguments: [
            ("2019-11-04", true), ("2000-02-29", true), ("1900-02-29", false), ("2019-02-29", false),
            ("2019-04-31", false),
            ("2019-00-10", false), ("2019-10-00", false), ("2019-12-32", false), ("0000-02-01", false),
            ("2019-1-04", false),
            ("2019-11-04 ", false), ("20191104", false), ("２019-11-04", false),
        ])
    func days(_ text: String, _ exists: Bool) {
        #expect(CalendarDate(text)?.description == (exists ? text : nil))
    }

    @Test("days count as Foundation counts them, over four centuries")
    func daysAgree() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for days in stride(from: -80_000, through: 80_000, by: 7) {
            let date = CalendarDate(daysSinceEpoch: days)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
            #expect(date.daysSinceEpoch == days)
        }
    }

    @Test("the ends of the range neither overflow nor crash", arguments: [Int64.min, .max, .min + 1, -1, 0])
    func extremes(_ milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(!instant.description.isEmpty)
        #expect(instant.adding(seconds: .max).milliseconds == .max || milliseconds < 0)
        #expect(instant.adding(seconds: .min).milliseconds == .min)
    }

    @Test("moments travel as text in JSON, and a wrong one says what was expected")
    func coding() throws {
        let moments: [Moment] = [
            .day(CalendarDate(year: 2019, month: 11, day: 4)), .instant(Instant(milliseconds: 250)),
        ]
        let data = try JSONEncoder().encode(moments)
        #expect(String(decoding: data, as: UTF8.self) == #"["2019-11-04","1970-01-01T00:00:00.250Z"]"#)
        #expect(try JSONDecoder().decode([Moment].self, from: data) == moments)
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data(#"["2019-02-30"]"#.utf8))
        }
        #expect("\(try #require(error))".contains("a day that exists"))
    }
}
