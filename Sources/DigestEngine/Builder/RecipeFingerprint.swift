import Cooperation

/// Everything of the configuration that a digest depends on, in a form with one spelling.
struct RecipeFingerprint: Encodable {
    private let id: String
    private let audience: String
    private let title: LocalizedText
    private let cadence: String
    private let days: [String]
    private let times: [Int]
    private let timeZone: String
    // Both absent where there is none.
    private let quietHours: [QuietHoursFingerprint]?
    private let holidays: [Int]?
    private let filter: FilterFingerprint
    private let atOnce: [FilterFingerprint]
    private let policies: [String: String]
    private let protocols: [ProtocolFingerprint]

    init(subscription: Subscription, atOnce: [NoticeFilter], protocols: [CooperationProtocol]) {
        id = subscription.id
        audience = subscription.audience
        title = subscription.title
        cadence = subscription.cadence.name
        (days, times) = Self.parts(of: subscription.cadence)
        timeZone = subscription.timeZone
        quietHours = QuietHoursFingerprint.all(subscription.quietHours)
        holidays = Self.days(of: subscription)
        filter = FilterFingerprint(subscription.filter)
        self.atOnce = atOnce.map(FilterFingerprint.init)
        policies = [
            "catchUp": subscription.policies.catchUp.rawValue,
            "deadlineDays": String(subscription.policies.deadlineDays),
            "empty": subscription.policies.empty.rawValue,
            "lookBackDays": String(subscription.policies.lookBackDays),
            "maxBytes": String(subscription.policies.maxBytes),
            "maxItems": String(subscription.policies.maxItems),
        ]
        self.protocols = protocols.sorted { $0.id < $1.id }.map(ProtocolFingerprint.init)
    }

    /// The first 12 hex digits of the hash.
    func hash() -> String { ContentHash(of: CanonicalJSON.bytes(of: self)).digits(12) }

    private static func parts(of cadence: Cadence) -> (days: [String], times: [Int]) {
        switch cadence {
        case .immediate(let gapSeconds): ([], [Int(gapSeconds)])
        case .daily(let at), .weekdays(let at): ([], minutes(at))
        case .weekly(let on, let at): (on.map(\.rawValue).sorted().map(String.init), minutes(at))
        case .monthly(.number(let number), let at): ([String(number)], minutes([at]))
        case .monthly(.firstWorkingDay, let at): (["first-working-day"], minutes([at]))
        }
    }

    /// The holidays' dates, as days since 1970-01-01; their names do not change a digest, nor do they an immediate one.
    private static func days(of subscription: Subscription) -> [Int]? {
        let hasHolidays = !subscription.holidays.isEmpty && !subscription.cadence.isImmediate
        return hasHolidays ? subscription.holidays.dates.map(\.daysSinceEpoch) : nil
    }

    private static func minutes(_ times: [LocalTime]) -> [Int] {
        times.sorted().map(\.minuteOfDay)
    }
}

/// Quiet hours with their days in order.
private struct QuietHoursFingerprint: Encodable {
    let from: Int
    let until: Int
    let days: [Int]

    /// All of a subscription in the order of their times; nil when there is none.
    static func all(_ hours: [QuietHours]) -> [QuietHoursFingerprint]? {
        if hours.isEmpty { return nil }
        return Set(hours).map(QuietHoursFingerprint.init).sorted {
            ($0.from, $0.until, $0.days.description) < ($1.from, $1.until, $1.days.description)
        }
    }

    init(_ hours: QuietHours) {
        from = hours.from.minuteOfDay
        until = hours.until.minuteOfDay
        days = hours.days.map(\.rawValue).sorted()
    }
}

/// A protocol without its name, with its sets in order.
private struct ProtocolFingerprint: Encodable {
    let domains: [String]
    let from: CalendarDate
    let id: String
    let partners: [String]
    let until: CalendarDate

    init(_ agreement: CooperationProtocol) {
        domains = agreement.domains.sorted()
        from = agreement.from
        id = agreement.id
        partners = agreement.partners.sorted()
        until = agreement.until
    }
}

/// A filter with its sets in order.
private struct FilterFingerprint: Encodable {
    let actions: [String]
    let axes: [String]
    let directions: [String]
    let domains: [String]
    let kinds: [String]
    let partners: [String]
    let priorities: [String]
    let themes: [String]
    let urgentOnly: Bool

    init(_ filter: NoticeFilter) {
        actions = filter.actions.map(\.rawValue).sorted()
        axes = filter.axes.map(\.rawValue).sorted()
        directions = filter.directions.map(\.rawValue).sorted()
        domains = filter.domains.sorted()
        kinds = filter.kinds.map(\.rawValue).sorted()
        partners = filter.partners.sorted()
        priorities = filter.priorities.map(\.rawValue).sorted()
        themes = filter.themes.sorted()
        urgentOnly = filter.urgentOnly
    }
}
