import Foundation

/// Foundation's formatters for the patterns of one language, kept because making one is costly. Not for use from
/// several tasks at a time: each rendering has its own.
final class Formatters {
    private struct Key: Hashable {
        var pattern: String
        var zone: String
    }

    private let language: Language
    private var made: [Key: DateFormatter] = [:]
    private var calendar = Calendar(identifier: .gregorian)

    init(language: Language) { self.language = language }

    /// How much of a day is told.
    enum DayForm {
        case full, withoutYear, withoutMonth
    }

    /// A day with its weekday.
    func day(_ date: Date, in zone: TimeZone, _ form: DayForm = .full) -> String {
        let formats = language.formats
        let pattern =
            switch form {
            case .full: formats.day
            case .withoutYear: formats.dayInYear
            case .withoutMonth: formats.dayInMonth
            }
        return write(date, pattern: pattern, in: zone)
    }

    /// A day without its weekday.
    func date(_ date: Date, in zone: TimeZone) -> String { write(date, pattern: language.formats.date, in: zone) }

    /// A time of day, shorter on the hour.
    func time(_ date: Date, in zone: TimeZone) -> String {
        calendar.timeZone = zone
        let isOnTheHour = calendar.component(.minute, from: date) == 0
        let formats = language.formats
        return formatter(isOnTheHour ? formats.timeOnTheHour : formats.time, in: zone).string(from: date)
    }

    /// Year and month of a point in time.
    func month(of date: Date, in zone: TimeZone) -> DateComponents {
        calendar.timeZone = zone
        return calendar.dateComponents([.year, .month], from: date)
    }

    private func write(_ date: Date, pattern: String, in zone: TimeZone) -> String {
        calendar.timeZone = zone
        guard let first = language.formats.firstOfMonth, calendar.component(.day, from: date) == 1 else {
            return formatter(pattern, in: zone).string(from: date)
        }
        return formatter(Self.replacingDay(in: pattern, with: first), in: zone).string(from: date)
    }

    private func formatter(_ pattern: String, in zone: TimeZone) -> DateFormatter {
        let key = Key(pattern: pattern, zone: zone.identifier)
        if let formatter = made[key] { return formatter }
        let formatter = DateFormatter()
        formatter.calendar = Calendar(identifier: .gregorian)
        formatter.locale = language.locale
        formatter.timeZone = zone
        formatter.dateFormat = pattern
        if let am = language.formats.am { formatter.amSymbol = am }
        if let pm = language.formats.pm { formatter.pmSymbol = pm }
        made[key] = formatter
        return formatter
    }

    /// The date pattern with its day field (`d`, outside quotes) replaced by quoted text.
    static func replacingDay(in pattern: String, with text: String) -> String {
        var isQuoted = false
        return pattern.reduce(into: "") { result, character in
            if character == "'" { isQuoted.toggle() }
            result += character == "d" && !isQuoted ? "'\(text)'" : String(character)
        }
    }
}
