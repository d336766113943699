/// When an event must start for a rule to call it urgent: from a day before its time up to so many hours after it, both
/// included.
struct UrgencyWindow {
    private static let secondsSinceStart: Int64 = 86_400
    /// How far any zone's midnight lies from that of UTC, at most, with room to spare.
    private static let zoneSeconds: Int64 = 86_400

    private let from: Instant
    private let until: Instant

    /// The window around an event's time.
    init(_ urgency: Urgency, at time: Instant) {
        from = time.adding(seconds: -Self.secondsSinceStart)
        until = time.adding(seconds: Int64(min(urgency.withinHours, Urgency.maxHours)) * 3600)
    }

    func contains(_ start: Instant) -> Bool {
        start >= from && start <= until
    }

    /// Whether the start of a day might lie within, in whatever zone: asked before the zone is looked up.
    func mayContain(_ day: CalendarDate) -> Bool {
        let start = day.startInUTC
        return start >= from.adding(seconds: -Self.zoneSeconds) && start <= until.adding(seconds: Self.zoneSeconds)
    }
}

extension Urgency {
    /// The longest `withinHours`: ten years.
    static let maxHours = 87_600
}
