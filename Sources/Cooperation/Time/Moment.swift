/// When something happens, as precisely as the sender knows it: a day, or an instant.
///
/// Text form: `2019-11-04` for a day, RFC 3339 for an instant (its offset is folded into UTC; the place's time zone,
/// not the offset, decides how readers see it).
public enum Moment: Hashable, Sendable {
    /// A whole day, in the time zone of the place.
    case day(CalendarDate)
    /// A point in time.
    case instant(Instant)
}

extension Moment: LosslessStringConvertible {
    /// Reads either form; nil for anything else.
    public init?(_ description: String) {
        guard let moment = description.withRawUTF8({ Moment(utf8: $0) }) else { return nil }
        self = moment
    }

    /// Reads either form out of UTF-8 bytes, without allocating.
    public init?(utf8 bytes: UnsafeRawBufferPointer) {
        let text = TimeText(bytes)
        if let date = text.wholeDate {
            self = .day(date)
        } else if let instant = text.wholeInstant {
            self = .instant(instant)
        } else {
            return nil
        }
    }

    /// `2019-11-04`, or `2019-11-04T13:00:00Z`.
    public var description: String {
        switch self {
        case .day(let date): date.description
        case .instant(let instant): instant.description
        }
    }
}

extension Moment: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        self = try decoder.decodeText("a day (2019-11-04) or an RFC 3339 instant (2019-11-04T13:00:00Z)", Self.init)
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        try encoder.encodeText(description)
    }
}
