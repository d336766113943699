import Cooperation
import DigestEngine

/// The public holidays of all audiences, to be looked up by day.
struct HolidayTable {
    private var byDate: [CalendarDate: [WindowOutlook.Holiday]] = [:]

    /// The holidays of these subscriptions' audiences; one of the same name that several have stands once.
    init(_ subscriptions: [Subscription]) {
        for subscription in subscriptions {
            for holiday in subscription.holidays.holidays {
                add(holiday.date, holiday.name.best(for: "en")?.text ?? "", subscription.audience)
            }
        }
    }

    private mutating func add(_ date: CalendarDate, _ name: String, _ audience: String) {
        var known = byDate[date] ?? []
        if let place = known.firstIndex(where: { $0.name == name }) {
            if !known[place].audiences.contains(audience) { known[place].audiences.append(audience) }
        } else {
            known.append(WindowOutlook.Holiday(date: date, name: name, audiences: [audience]))
        }
        byDate[date] = known
    }

    /// Those from one day on, before another.
    func holidays(from first: CalendarDate, before end: CalendarDate) -> [WindowOutlook.Holiday] {
        (first.daysSinceEpoch..<max(first.daysSinceEpoch, end.daysSinceEpoch)).flatMap {
            byDate[CalendarDate(daysSinceEpoch: $0)] ?? []
        }
    }
}
