import Cooperation
import DigestEngine
import Foundation

@testable import Operations

/// A log and subscriptions to look ahead from, with everything filled in that does not matter.
struct ForecastStage {
    var subscriptions: [Subscription]
    var entries: [LogEntry] = []
    var cuts: [Cut] = []

    init(_ subscriptions: Subscription...) {
        self.subscriptions = subscriptions
    }

    /// `instant("2026-12-01T08:00:00-05:00")`. Precondition: it is one.
    static func instant(_ text: String) -> Instant {
        guard let instant = Instant(text) else { preconditionFailure("no time: \(text)") }
        return instant
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("no date: \(text)") }
        return date
    }

    static func subscription(
        _ id: String, _ cadence: Cadence, holidays: [Holiday] = [], policies: DigestPolicies = DigestPolicies()
    ) -> Subscription {
        Subscription(
            id: id, audience: "culture", title: LocalizedText(["fr": "Le courrier"]), cadence: cadence,
            timeZone: "America/Toronto", holidays: HolidayCalendar(holidays), policies: policies)
    }

    static let monday = Cadence.weekly(on: [.monday], at: [LocalTime(hour: 8, minute: 0)])

    /// Appends a notice.
    mutating func tell(_ time: String, subject: String? = nil) {
        let offset = Int64(entries.count)
        let event = CooperationEvent(
            id: "e\(offset)", source: "urn:test", type: "org.example.delegation.confirmed.v1", kind: .delegation,
            action: .confirmed, subject: subject ?? "s\(offset)", title: LocalizedText(["fr": "Titre \(offset)"]),
            domains: ["culture"], partners: ["namur"], direction: .mutual)
        entries.append(
            .notice(
                Notice(
                    offset: offset, appendedAt: Self.instant(time), audience: "culture", event: event,
                    origin: RecordPosition(topic: "partner.events", partition: 0, offset: offset),
                    rules: ["culture-service"], routesVersion: "0123456789ab", unknown: [], isUrgent: false)))
    }

    mutating func order(_ order: DigestCommand.Order, _ time: String) {
        entries.append(
            .command(
                DigestCommand(
                    order, subscription: nil, audience: "culture", offset: Int64(entries.count),
                    appendedAt: Self.instant(time), id: "c\(entries.count)", by: "operator", reason: "wait")))
    }

    private var settings: DigestEngine.Settings {
        var settings = DigestEngine.Settings(topic: "partner.notices", graceSeconds: 60, announces: false)
        settings.placement = ["culture": 0]
        return settings
    }

    /// The engine that has read it all.
    var engine: DigestEngine {
        var engine = DigestEngine(subscriptions: subscriptions, settings: settings)
        _ = engine.handle(.assigned(partition: 0, cuts: cuts))
        for entry in entries { _ = engine.handle(entry.input(partition: 0)) }
        return engine
    }

    /// The outlook of every subscription, from day to day, at a time.
    func outlook(_ from: String, _ to: String, now: String) throws -> [SubscriptionOutlook] {
        guard let span = DaySpan(from: Self.date(from), to: Self.date(to)) else { return [] }
        let holidays = HolidayTable(subscriptions)
        let drafts = subscriptions.compactMap {
            OutlookDraft($0, span: span, holidays: holidays) { digest in MailSize(htmlBytes: digest.counts.lines * 100)
            }
        }
        var forecast = LogForecast(
            subscriptions: subscriptions, settings: settings, partitions: [0], cuts: [0: cuts],
            spans: Dictionary(uniqueKeysWithValues: drafts.map { ($0.subscription.id, $0.instants) }))
        for entry in entries { forecast.read(entry, in: 0) }
        forecast.end(at: Self.instant(now))
        return try drafts.map { try $0.outlook(forecast, now: Self.instant(now)) }
    }
}
