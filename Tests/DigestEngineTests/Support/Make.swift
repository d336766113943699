import Cooperation
import DigestEngine

/// Instants written as UTC date and time: `at(2019, 11, 4, 13)`.
func at(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0) -> Instant {
    let months = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    let leapDays = (1970..<year).count { isLeap($0) } + (isLeap(year) && month > 2 ? 1 : 0)
    let days = (year - 1970) * 365 + leapDays + months[month - 1] + day - 1
    return Instant(milliseconds: Int64(((days * 24 + hour) * 60 + minute) * 60 + second) * 1000)
}

private func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

/// A day in March 2019 as events give it.
func march(_ day: Int) -> Moment { .day(CalendarDate(year: 2019, month: 3, day: day)) }

/// Values for tests, with everything that does not matter filled in.
enum Make {
    static func event(
        _ id: String, _ subject: String = "visit", _ action: Action = .proposed, title: String? = nil,
        domains: [String] = ["culture"], starts: Moment? = nil, place: Place? = nil, priority: Priority = .normal,
        direction: Direction = .incoming
    ) -> CooperationEvent {
        var event = CooperationEvent(
            id: id, source: "urn:test", type: "org.example.delegation.\(action).v1", kind: .delegation,
            action: action, subject: subject, title: LocalizedText(["fr": title ?? "Titre \(subject)"]),
            domains: domains, partners: ["namur"], direction: direction
        )
        event.starts = starts
        event.place = place
        event.priority = priority
        return event
    }

    static func notice(
        _ offset: Int64, _ event: CooperationEvent, appendedAt: Instant = at(2019, 3, 4, 12),
        audience: String = "culture", rules: [String] = ["culture-service"], unknown: [UnknownName] = [],
        isUrgent: Bool = false
    ) -> Notice {
        Notice(
            offset: offset, appendedAt: appendedAt, audience: audience, event: event,
            origin: RecordPosition(topic: "partner.delegations", partition: 0, offset: offset * 10), rules: rules,
            routesVersion: "0123456789ab", unknown: unknown, isUrgent: isUrgent,
            recordHash: ContentHash(of: "\(offset) \(event.id)".utf8)
        )
    }

    static func subscription(
        _ id: String = "culture-weekly",
        cadence: Cadence = .weekly(on: [.monday], at: [LocalTime(hour: 8, minute: 0)]),
        zone: String = "America/Toronto", audience: String = "culture", filter: NoticeFilter = NoticeFilter(),
        policies: DigestPolicies = DigestPolicies()
    ) -> Subscription {
        Subscription(
            id: id, audience: audience, title: LocalizedText(["fr": "La culture"]), cadence: cadence,
            timeZone: zone, filter: filter, policies: policies
        )
    }

    static let window = DigestWindow(
        from: at(2019, 3, 4, 13), to: at(2019, 3, 11, 12), timeZone: "America/Toronto", cadence: "weekly", merged: 1
    )
}
