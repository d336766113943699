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

extension Make {
    /// An operator's command to take back a subject.
    static func withdrawal(_ offset: Int64, _ subject: String = "visit") -> LogEntry {
        .command(
            DigestCommand(
                .withdraw(source: "urn:test", subject: subject), subscription: nil, audience: "culture",
                offset: offset, appendedAt: at(2019, 3, 4, 12), id: "w\(offset)", by: "bureau"))
    }

    /// A protocol with Namur on culture and municipal management.
    static func agreement(
        _ id: String = "quebec-namur", partners: [String] = ["quebec", "namur"],
        from: CalendarDate = CalendarDate(year: 2017, month: 1, day: 1),
        until: CalendarDate = CalendarDate(year: 2019, month: 12, day: 31)
    ) -> CooperationProtocol {
        CooperationProtocol(
            id: id, name: LocalizedText(["fr": id]), partners: partners, domains: ["culture", "municipal-management"],
            from: from, until: until)
    }
}

/// Digests of one subscription, one after another, as their rebuild from the log tells them.
struct DigestChain {
    let builder: DigestBuilder
    /// What was told so far.
    private(set) var digests: [Digest] = []
    /// The ledger that the last digest left.
    private(set) var terms = TermLedger()
    private var log: [LogEntry] = []

    init(_ subscription: Subscription = Make.subscription(), protocols: [CooperationProtocol] = []) {
        builder = DigestBuilder(recipe: DigestRecipe(subscription, among: [], protocols: protocols))
    }

    /// Tells the events and commands in the week after the last, or after 4 March 2019; a command keeps its place
    /// only, so that tests need not count offsets.
    mutating func tell(_ entries: Entry...) -> Digest {
        let from = digests.last?.slice.to ?? 0
        let records = entries.enumerated().map { place, entry in
            let offset = from + Int64(place)
            switch entry {
            case .event(let event): return LogEntry.notice(Make.notice(offset, event))
            case .withdrawal(let subject): return Make.withdrawal(offset, subject)
            }
        }
        log += records
        let weeks = Int64(digests.count) * 7 * 86_400
        let window = DigestWindow(
            from: Make.window.from.adding(seconds: weeks), to: Make.window.to.adding(seconds: weeks),
            timeZone: "America/Toronto", cadence: "weekly", merged: 1)
        let slice = LogSlice(
            topic: "partner.notices", partition: 0, contextFrom: 0, from: from, to: from + Int64(entries.count),
            hashBefore: digests.last?.slice.hash ?? .zero)
        let built = builder.build(
            slice: slice, window: window, sequence: digests.count + 1, entries: log,
            history: digests.map(ToldSlice.init(of:)), terms: terms)
        terms = built.terms
        digests.append(built.digest)
        return built.digest
    }

    /// What a chain is told.
    enum Entry {
        case event(CooperationEvent)
        case withdrawal(String)
    }
}
