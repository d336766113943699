public import Cooperation
public import Foundation

/// Instants as clocks of one time zone show them.
public struct LocalTimeText {
    private let zone: TimeZone
    private let machine: DateFormatter
    private let person: DateFormatter
    private let offset: DateFormatter

    /// Texts in a zone.
    public init(zone: TimeZone) {
        self.zone = zone
        machine = Self.formatter("yyyy-MM-dd'T'HH:mm:ssxxx", zone)
        person = Self.formatter("EEE yyyy-MM-dd HH:mm", zone)
        offset = Self.formatter("xxx", zone)
    }

    /// RFC 3339 with the offset: `2019-11-04T08:00:00-05:00`.
    public func rfc3339(_ instant: Instant) -> String { machine.string(from: Self.date(instant)) }

    /// For people: `Mon 2019-11-04 08:00`.
    public func short(_ instant: Instant) -> String { person.string(from: Self.date(instant)) }

    /// The offset from UTC: `-05:00`.
    public func offset(at instant: Instant) -> String { offset.string(from: Self.date(instant)) }

    private static func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    }

    private static func formatter(_ format: String, _ zone: TimeZone) -> DateFormatter {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = zone
        formatter.dateFormat = format
        return formatter
    }
}
