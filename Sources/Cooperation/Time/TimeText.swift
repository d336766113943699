/// Reads the fixed-width fields of RFC 3339 out of bytes, without copying or allocating.
struct TimeText {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The day in the first ten bytes (`2019-11-04`), if it exists. The year 0000 is refused, as most calendars do.
    var date: CalendarDate? {
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(at: 0, digits: 4), let month = number(at: 5, digits: 2),
            let day = number(at: 8, digits: 2)
        else { return nil }
        return CalendarDate(existing: year, month, day)
    }

    /// The whole text as a day.
    var wholeDate: CalendarDate? {
        bytes.count == 10 ? date : nil
    }

    /// The whole text as an instant: `date T time [fraction] offset`.
    var wholeInstant: Instant? {
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), let date, let seconds = secondsOfDay,
            let (fraction, end) = fraction(at: 19), let offset = offsetSeconds(at: end)
        else { return nil }
        let total = Int64(date.daysSinceEpoch) * 86_400 + Int64(seconds - offset)
        return Instant(milliseconds: total * 1000 + Int64(fraction))
    }

    /// Seconds since midnight from `HH:MM:SS` at byte 11. 24:00 and leap seconds are refused: neither has a place on a
    /// time line that counts 86,400 seconds a day.
    private var secondsOfDay: Int? {
        guard bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(at: 11, digits: 2), hour < 24, let minute = number(at: 14, digits: 2), minute < 60,
            let second = number(at: 17, digits: 2), second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// Milliseconds from a fraction of a second, if there is one, and where it ends; further digits are cut off.
    private func fraction(at start: Int) -> (milliseconds: Int, end: Int)? {
        guard bytes[start] == UInt8(ascii: ".") else { return (0, start) }
        var milliseconds = 0
        var weight = 100
        var at = start + 1
        while at < bytes.count, let digit = digit(at: at) {
            milliseconds += digit * weight
            weight /= 10
            at += 1
        }
        return at == start + 1 ? nil : (milliseconds, at)
    }

    /// Seconds east of UTC from `Z` or `±HH:MM`, which must end the text.
    private func offsetSeconds(at start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        if bytes[start] == UInt8(ascii: "Z") { return start + 1 == bytes.count ? 0 : nil }
        let isEast = bytes[start] == UInt8(ascii: "+")
        guard isEast || bytes[start] == UInt8(ascii: "-"), start + 6 == bytes.count,
            bytes[start + 3] == UInt8(ascii: ":"), let hours = number(at: start + 1, digits: 2), hours < 24,
            let minutes = number(at: start + 4, digits: 2), minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isEast ? seconds : -seconds
    }

    @inline(__always)
    private func digit(at index: Int) -> Int? {
        let value = bytes[index] &- UInt8(ascii: "0")
        return value <= 9 ? Int(value) : nil
    }

    @inline(__always)
    private func number(at start: Int, digits: Int) -> Int? {
        var value = 0
        for index in start..<start + digits {
            guard let digit = digit(at: index) else { return nil }
            value = value * 10 + digit
        }
        return value
    }
}

extension String {
    /// Runs `body` on the text's UTF-8.
    func withRawUTF8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}
