import Cooperation

/// A notice kept once for all subscriptions that need it.
final class RetainedNotice: Sendable {
    /// The notice.
    let notice: Notice
    /// When it was appended, within the years that calendars can tell of: a record's timestamp can be any number.
    let appendedAt: Instant

    init(_ notice: Notice) {
        self.notice = notice
        let latest: Int64 = 253_000_000_000_000  // in the year 9987
        appendedAt = Instant(milliseconds: min(max(notice.appendedAt.milliseconds, 0), latest))
    }

    /// Its event.
    var event: CooperationEvent { notice.event }

    /// Its offset.
    var offset: Int64 { notice.offset }
}
