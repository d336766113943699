public import Cooperation

/// A public holiday.
public struct Holiday: Hashable, Sendable {
    /// Its date.
    public var date: CalendarDate
    /// What it is called.
    public var name: LocalizedText

    /// A holiday from its parts.
    public init(date: CalendarDate, name: LocalizedText) {
        self.date = date
        self.name = name
    }
}

/// The public holidays of an audience: the days on which, besides weekends, nobody is at work.
public struct HolidayCalendar: Hashable, Sendable {
    /// The holidays by date, one for each date.
    public let holidays: [Holiday]

    /// A calendar of holidays in any order; of several on one date the first given is kept.
    public init(_ holidays: [Holiday] = []) {
        var seen: Set<CalendarDate> = []
        self.holidays = holidays.filter { seen.insert($0.date).inserted }.sorted { $0.date < $1.date }
    }

    /// Its dates, ascending.
    public var dates: [CalendarDate] { holidays.map(\.date) }

    /// Whether there is none.
    public var isEmpty: Bool { holidays.isEmpty }

    /// What the holiday on a date is called; nil when the date is none. Takes logarithmic time.
    public func name(of date: CalendarDate) -> LocalizedText? {
        let place = holidays.partitioningIndex { $0.date >= date }
        return place < holidays.count && holidays[place].date == date ? holidays[place].name : nil
    }
}
