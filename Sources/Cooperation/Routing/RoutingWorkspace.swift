/// The memory that deciding reuses from event to event.
struct RoutingWorkspace {
    private var facts = RoutingFacts()
    private var matched: RuleSet
    private var urgent: RuleSet
    private var desk: MatchingDesk
    private var cache = DecisionCache()
    private var spelling = SpellingDesk()
    private var clock = LocalClock()

    /// A workspace for a table.
    init(_ compiled: CompiledTable) {
        matched = RuleSet(count: compiled.table.rules.count)
        urgent = RuleSet(count: compiled.table.rules.count)
        desk = MatchingDesk(atoms: compiled.matcher.atomCount)
    }

    /// Decides for an event.
    mutating func decide(
        _ subject: borrowing some RoutingSubject & ~Copyable, by compiled: CompiledTable, recordedAt: Instant
    ) -> RoutingDecision {
        let time = subject.time ?? recordedAt
        facts.gather(subject, compiled.names)
        compiled.matcher.match(subject, facts, into: &matched, &desk, &clock)
        findUrgent(subject, compiled, at: time)
        let isTriage = matched.isEmpty || !facts.unknown.isEmpty
        let (matched, urgent) = (matched, urgent)
        let routes = cache.routes(matched: matched, urgent: urgent, isTriage: isTriage) {
            RouteBuilder(table: compiled.table).routes(matched: matched, urgent: urgent, isTriage: isTriage)
        }
        return RoutingDecision(
            routes: routes, unknown: spelling.spelt(facts.unknown, by: compiled.spelling),
            cooperationProtocol: protocolInForce(subject, compiled, at: time))
    }

    /// Which of the rules that matched call the event urgent.
    private mutating func findUrgent(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ compiled: CompiledTable, at time: Instant
    ) {
        urgent.assign(compiled.urgentRules[subject.action.number])
        urgent.formIntersection(matched)
        guard !urgent.isEmpty else { return }
        let candidates = urgent.members
        urgent = RuleSet(count: compiled.table.rules.count)
        for rule in candidates where isUrgent(compiled.table.rules[rule], subject, at: time) { urgent.insert(rule) }
    }

    /// Whether a rule that matched calls the event urgent.
    mutating func isUrgent(
        _ rule: Rule, _ subject: borrowing some RoutingSubject & ~Copyable, at time: Instant
    ) -> Bool {
        guard let urgency = rule.urgency, urgency.actions.contains(subject.action), let starts = subject.starts else {
            return false
        }
        let window = UrgencyWindow(urgency, at: time)
        switch starts {
        case .instant(let start): return window.contains(start)
        case .day(let day):
            guard window.mayContain(day) else { return false }
            return window.contains(clock.start(of: day, in: subject.timeZone))
        }
    }

    /// The day of a moment in the zone of its place.
    mutating func day(of moment: Moment, in zone: String?) -> CalendarDate {
        clock.day(of: moment, in: zone)
    }

    private mutating func protocolInForce(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ compiled: CompiledTable, at time: Instant
    ) -> String? {
        switch subject.starts ?? .instant(time) {
        case .day(let day):
            return compiled.protocols.inForce(facts, utcDay: day) { day }
        case .instant(let instant):
            return compiled.protocols.inForce(facts, utcDay: CalendarDate(utc: instant)) {
                clock.day(of: instant, in: subject.timeZone)
            }
        }
    }
}
