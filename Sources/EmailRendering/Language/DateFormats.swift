/// How a language writes dates and times: Unicode (CLDR) date patterns, applied by Foundation.
///
/// They are given rather than derived because ICU's own differ from the norm of the place: it writes `08:00` for
/// fr-CA where the norm is `8 h`, and `1 décembre` where French says `1er décembre`.
public struct DateFormats: Hashable, Codable, Sendable {
    /// A day in full, with its weekday.
    public var day: String
    /// A day without its year: the first of two in one year.
    public var dayInYear: String
    /// A day without its month and year: the first of two in one month.
    public var dayInMonth: String
    /// A day without its weekday.
    public var date: String
    /// A time of day.
    public var time: String
    /// A time of day at minute 0.
    public var timeOnTheHour: String
    /// What stands for the day's number on the first of the month (`1er`), where it differs.
    public var firstOfMonth: String?
    /// What stands for `a` in a time before noon, where it is not what ICU has (`a.m.`).
    public var am: String?
    /// What stands for `a` in a time after noon.
    public var pm: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case day, dayInYear, dayInMonth, date, time, timeOnTheHour, firstOfMonth, am, pm
    }
}
