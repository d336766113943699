import Cooperation
import DigestEngine
import Testing

@Suite("Boundaries in odd time zones and on odd days")
struct TimeZoneTests {
    private func daily(_ time: String, _ zone: String) -> Subscription {
        Make.calendar(.daily(at: [LocalTime(time)]), zone: zone)
    }

    @Test("Québec and Namur change their clocks on different days, and each keeps its own hour")
    func differentWeeks() {
        let (quebec, namur) = (daily("08:00", "America/Toronto"), daily("08:00", "Europe/Brussels"))
        #expect(quebec.boundaries(2, after: at(2025, 3, 8)) == [at(2025, 3, 8, 13), at(2025, 3, 9, 12)])
        #expect(namur.boundaries(2, after: at(2025, 3, 8)) == [at(2025, 3, 8, 7), at(2025, 3, 9, 7)])
        #expect(namur.boundaries(2, after: at(2025, 3, 29)) == [at(2025, 3, 29, 7), at(2025, 3, 30, 6)])
        #expect(namur.boundaries(2, after: at(2025, 10, 25)) == [at(2025, 10, 25, 6), at(2025, 10, 26, 7)])
        #expect(quebec.boundaries(2, after: at(2025, 11, 1)) == [at(2025, 11, 1, 12), at(2025, 11, 2, 13)])
    }

    @Test("half past two comes at three when it is skipped, once when it is shown twice")
    func halfPastTwo() {
        let namur = daily("02:30", "Europe/Brussels")
        #expect(namur.boundaries(2, after: at(2025, 3, 30)) == [at(2025, 3, 30, 1), at(2025, 3, 31, 0, 30)])
        #expect(namur.boundaries(2, after: at(2025, 10, 26)) == [at(2025, 10, 26, 0, 30), at(2025, 10, 27, 1, 30)])
        let quebec = daily("02:30", "America/Toronto")
        #expect(quebec.boundaries(2, after: at(2025, 3, 9)) == [at(2025, 3, 9, 7), at(2025, 3, 10, 6, 30)])
    }

    @Test("two boundaries in the skipped hour are one")
    func twoInTheGap() {
        let twice = Make.calendar(.daily(at: [LocalTime("02:15"), LocalTime("02:45")]), zone: "America/Toronto")
        #expect(twice.boundaries(2, after: at(2025, 3, 9)) == [at(2025, 3, 9, 7), at(2025, 3, 10, 6, 15)])
    }

    @Test("Lord Howe changes by half an hour")
    func lordHowe() {
        let howe = daily("02:15", "Australia/Lord_Howe")
        // 5 October 2025: from 02:00 (+10:30) to 02:30 (+11); 6 April 2025: from 02:00 (+11) to 01:30 (+10:30).
        #expect(howe.boundaries(2, after: at(2025, 10, 4)) == [at(2025, 10, 4, 15, 30), at(2025, 10, 5, 15, 15)])
        let early = daily("01:45", "Australia/Lord_Howe")
        #expect(early.boundaries(2, after: at(2025, 4, 5)) == [at(2025, 4, 5, 14, 45), at(2025, 4, 6, 15, 15)])
    }

    @Test("Kathmandu is five hours and three quarters ahead")
    func kathmandu() {
        #expect(daily("08:00", "Asia/Kathmandu").boundaries(1, after: at(2025, 5, 5)) == [at(2025, 5, 5, 2, 15)])
    }

    @Test("Apia had no 30 December 2011: a weekly digest of that Friday comes as Saturday begins")
    func apia() {
        let weekly = Make.calendar(.weekly(on: [.friday], at: [LocalTime("08:00")]), zone: "Pacific/Apia")
        #expect(
            weekly.boundaries(2, after: at(2011, 12, 25)) == [at(2011, 12, 30, 10), at(2012, 1, 5, 18)])
        let quiet = Make.calendar(
            .daily(at: [LocalTime("23:00")]), zone: "Pacific/Apia", quiet: [Make.quiet("22:00", "06:00")])
        #expect(
            quiet.boundaries(3, after: at(2011, 12, 29, 12))
                == [at(2011, 12, 29, 16), at(2011, 12, 30, 16), at(2011, 12, 31, 16)])
    }

    @Test("a day that a clock set back over midnight shows twice has one boundary")
    func overMidnight() {
        // Newfoundland, 6 November 2011: from 00:01 (-2:30) to 23:01 of the day before (-3:30).
        let midnight = daily("00:00", "America/St_Johns")
        #expect(midnight.boundaries(2, after: at(2011, 11, 6)) == [at(2011, 11, 6, 2, 30), at(2011, 11, 7, 3, 30)])
        let quiet = Make.calendar(
            .immediate(gapSeconds: 0), zone: "America/St_Johns", quiet: [Make.quiet("00:00", "07:00", [.sunday])])
        #expect(quiet.boundaries(1, after: at(2011, 11, 6, 2, 45)) == [at(2011, 11, 6, 10, 30)])
    }
}
