public import DigestEngine
import Foundation

extension Language {
    /// How often a digest comes, as the end of a sentence: `chaque lundi à 8 h`. Times are those of the subscription's
    /// own zone.
    public func words(for cadence: Cadence) -> String {
        switch cadence {
        case .immediate: say(.cadenceImmediate)
        case .daily(let times): say(.cadenceDaily, [.time: list(times)])
        case .weekdays(let times): say(.cadenceWeekdays, [.time: list(times)])
        case .weekly(let days, let times):
            say(.cadenceWeekly, [.list: list(days.sorted { $0.rawValue < $1.rawValue }.map(name)), .time: list(times)])
        case .monthly(.firstWorkingDay, let time): say(.cadenceFirstWorkingDay, [.time: list([time])])
        case .monthly(.number(let day), let time):
            say(
                .cadenceMonthly,
                [.number: day == 1 ? formats.firstOfMonth ?? number(day) : number(day), .time: list([time])])
        }
    }

    private func list(_ times: [LocalTime]) -> String {
        let formatters = Formatters(language: self)
        return list(
            times.map { time in
                let seconds = (time.hour * 60 + time.minute) * 60
                return formatters.time(Date(timeIntervalSince1970: Double(seconds)), in: .gmt)
            })
    }

    private func name(of day: Weekday) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = locale
        // Foundation's week begins with Sunday.
        return calendar.weekdaySymbols[day.rawValue % 7]
    }
}
