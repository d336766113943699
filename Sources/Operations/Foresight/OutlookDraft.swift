import Cooperation
import DigestEngine
import Foundation

/// Puts the windows of one subscription together: its calendar, what was told, what waits.
struct OutlookDraft {
    let subscription: Subscription
    let calendar: SubscriptionCalendar
    let zone: TimeZone
    let span: DaySpan
    let holidays: HolidayTable
    /// How large the mails of a digest are.
    let measure: (Digest) throws -> MailSize

    /// Nil for a subscription that cannot run.
    init?(
        _ subscription: Subscription, span: DaySpan, holidays: HolidayTable,
        measure: @escaping (Digest) throws -> MailSize
    ) {
        guard let calendar = SubscriptionCalendar(subscription), let zone = TimeZone(identifier: subscription.timeZone)
        else { return nil }
        (self.subscription, self.calendar, self.zone) = (subscription, calendar, zone)
        (self.span, self.holidays, self.measure) = (span, holidays, measure)
    }

    /// The instants of the span.
    var instants: Range<Instant> { span.instants(in: zone) }

    /// What waits: digests that are due, and the next one.
    struct Waiting {
        var due: [Digest] = []
        var next: Digest?
    }

    /// The outlook at `now`.
    func outlook(_ forecast: LogForecast, now: Instant) throws -> SubscriptionOutlook {
        let told = forecast.told(to: subscription) ?? TellingHistory(span: instants)
        let waiting = forecast.waiting(for: subscription, now: now)
        // A window is over when its grace is.
        let settled = now.adding(seconds: -forecast.graceSeconds)
        return SubscriptionOutlook(
            subscription: subscription.id, title: subscription.title.best(for: "en")?.text ?? "",
            audience: subscription.audience, cadence: subscription.cadence.name, timeZone: subscription.timeZone,
            hold: forecast.hold(on: subscription, now: now).map(HoldOutlook.init),
            windows: try windows(told: told, waiting: waiting, now: settled))
    }

    private func windows(told: TellingHistory, waiting: Waiting, now: Instant) throws -> [WindowOutlook] {
        let text = LocalTimeText(zone: zone)
        var rows = try told.digests.filter { $0.window.to <= now }.map { try row($0, .told, text) }
        rows += try waiting.due.filter { instants.contains($0.window.to) }.map { try row($0, .due, text) }
        if subscription.cadence.isImmediate {
            let isOfInterest = waiting.next.map { instants.contains($0.window.to) || instants.contains(now) } ?? false
            if isOfInterest, let next = waiting.next { rows.append(try row(next, .pending, text)) }
        } else {
            let ends = Set(rows.filter { $0.standing == .told }.map(\.to))
            rows += boundaries().filter { $0.to <= now && !ends.contains($0.to) }.map { row($0, .empty, text) }
            rows += try ahead(boundaries().filter { $0.to > now }, told, waiting.next, now, text)
        }
        return rows.sorted { ($0.to, $0.standing == .due ? 1 : 0) < ($1.to, $1.standing == .due ? 1 : 0) }
    }

    /// The regular windows that end in the span.
    private func boundaries() -> [(from: Instant, to: Instant)] {
        let instants = instants
        var windows: [(from: Instant, to: Instant)] = []
        var window = calendar.window(containing: Instant(milliseconds: instants.lowerBound.milliseconds - 1))
        while window.to < instants.upperBound {
            windows.append(window)
            window = calendar.window(containing: window.to)
        }
        return windows
    }

    /// The next window with what waits, those behind it with what is usual. What waits is shown with the next window
    /// of all, or not at all where that ends behind the span.
    private func ahead(
        _ windows: [(from: Instant, to: Instant)], _ told: TellingHistory, _ next: Digest?, _ now: Instant,
        _ text: LocalTimeText
    ) throws -> [WindowOutlook] {
        let usual = told.expectation(calendar: calendar, now: now)
        let nextEnd = calendar.window(containing: now).to
        return try windows.map { window in
            guard window.to == nextEnd else {
                var row = row(window, .expected, text)
                (row.lines, row.bytes) = (usual?.lines, usual?.bytes)
                return row
            }
            var row = row(window, .pending, text)
            if let next { try fill(&row, with: next) } else { (row.notices, row.lines) = (0, 0) }
            return row
        }
    }

    // MARK: Rows

    private func row(
        _ digest: Digest, _ standing: WindowOutlook.Standing, _ text: LocalTimeText
    ) throws -> WindowOutlook {
        var row = row((digest.window.from, digest.window.to), standing, text)
        try fill(&row, with: digest)
        return row
    }

    private func fill(_ row: inout WindowOutlook, with digest: Digest) throws {
        row.digest = digest.id
        row.isFlushed = digest.flush != nil
        row.notices = digest.counts.notices
        row.lines = digest.counts.lines
        row.bytes = digest.sealed().canonicalBytes().count
        row.mail = try measure(digest)
    }

    private func row(
        _ window: (from: Instant, to: Instant), _ standing: WindowOutlook.Standing, _ text: LocalTimeText
    ) -> WindowOutlook {
        let offsets = [text.offset(at: window.from), text.offset(at: window.to)]
        return WindowOutlook(
            subscription: subscription.id, standing: standing, from: window.from, to: window.to,
            local: text.rfc3339(window.to), clockChange: offsets.first == offsets.last ? nil : offsets,
            moved: moves(to: window, text),
            holidays: holidays.holidays(
                from: CalendarDate(window.from, in: zone), before: CalendarDate(window.to, in: zone)))
    }

    /// What was moved to a boundary; nothing where a flush or several windows in one give it another place.
    private func moves(to window: (from: Instant, to: Instant), _ text: LocalTimeText) -> [WindowOutlook.Move] {
        let last =
            subscription.cadence.isImmediate
            ? window : calendar.window(containing: Instant(milliseconds: window.to.milliseconds - 1))
        guard last.to == window.to else { return [] }
        return calendar.moves(to: last).map { move in
            WindowOutlook.Move(from: text.rfc3339(move.wanted), because: move.causes.map(words))
        }
    }

    private func words(_ cause: BoundaryMove.Cause) -> String {
        switch cause {
        case .holiday(let date): subscription.holidays.name(of: date)?.best(for: "en")?.text ?? "\(date)"
        case .weekend: "weekend"
        case .quietHours(let hours): "quiet hours \(hours.from.text)–\(hours.until.text)"
        }
    }
}

extension LocalTime {
    /// `08:00`.
    fileprivate var text: String { String(format: "%02d:%02d", hour, minute) }
}
