/// Decides who is told of an event, by a table.
///
/// Total: it decides for every event, and on a table with problems too (a name that leads nowhere takes nothing). It
/// reuses memory from event to event, so one owner uses it at a time: it is not `Sendable`, while tables are.
public final class Router {
    /// The table it decides by.
    public let table: RoutingTable
    /// The table's version: 12 hex digits.
    public let version: String

    let names: TableNames
    private let matcher: RuleMatcher
    private let protocols: ProtocolRegister
    /// Per action, the rules that can call an event of that action urgent.
    private let urgentRules: [RuleSet]
    // Unchecked: one owner at a time, and nothing that is called with one of these changes it by another way.
    @exclusivity(unchecked) private var facts = RoutingFacts()
    @exclusivity(unchecked) private var matched: RuleSet
    @exclusivity(unchecked) private var urgent: RuleSet
    @exclusivity(unchecked) private var scratch: RuleSet
    @exclusivity(unchecked) private var cache = DecisionCache()
    @exclusivity(unchecked) private var clock = LocalClock()

    /// Compiles a table.
    public init(table: RoutingTable) {
        self.table = table
        version = table.version
        names = TableNames(table)
        matcher = RuleMatcher(table.rules, names)
        protocols = ProtocolRegister(table, names)
        matched = RuleSet(count: table.rules.count)
        urgent = matched
        scratch = matched
        urgentRules = Action.allCases.map { action in
            var rules = RuleSet(count: table.rules.count)
            for (number, rule) in table.rules.enumerated() where rule.urgency?.actions.contains(action) ?? false {
                rules.insert(number)
            }
            return rules
        }
    }

    /// Decides for an event as `EventReader.read` views it. `recordedAt` is the record's timestamp: it stands in for the
    /// event's time where that is not given. Allocates nothing for a combination of rules seen before.
    public func decide(_ event: borrowing RoutableEvent, recordedAt: Instant) -> RoutingDecision {
        decision(event, recordedAt)
    }

    /// Decides for a decoded event: the same decision.
    public func decide(_ event: CooperationEvent, recordedAt: Instant) -> RoutingDecision {
        decision(DecodedSubject(event: event), recordedAt)
    }
}

extension Router {
    private func decision(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ recordedAt: Instant
    ) -> RoutingDecision {
        let time = subject.time ?? recordedAt
        facts.gather(subject, names)
        matcher.match(subject, facts, into: &matched, scratch: &scratch)
        findUrgent(subject, at: time)
        let isTriage = matched.isEmpty || !facts.unknown.isEmpty
        let routes = cache.routes(matched: matched, urgent: urgent, isTriage: isTriage) {
            RouteBuilder(table: table).routes(matched: matched, urgent: urgent, isTriage: isTriage)
        }
        return RoutingDecision(
            routes: routes, unknown: facts.unknown, cooperationProtocol: protocolInForce(subject, at: time))
    }

    /// Which of the rules that matched call the event urgent.
    private func findUrgent(_ subject: borrowing some RoutingSubject & ~Copyable, at time: Instant) {
        urgent.assign(urgentRules[subject.action.number])
        urgent.formIntersection(matched)
        guard !urgent.isEmpty else { return }
        let candidates = urgent.members
        urgent.removeAll()
        for rule in candidates where isUrgent(table.rules[rule], subject, at: time) { urgent.insert(rule) }
    }

    /// Whether a rule that matched calls the event urgent.
    func isUrgent(_ rule: Rule, _ subject: borrowing some RoutingSubject & ~Copyable, at time: Instant) -> Bool {
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

    private func protocolInForce(
        _ subject: borrowing some RoutingSubject & ~Copyable, at time: Instant
    ) -> String? {
        switch subject.starts ?? .instant(time) {
        case .day(let day):
            return protocols.inForce(facts, utcDay: day) { day }
        case .instant(let instant):
            return protocols.inForce(facts, utcDay: CalendarDate(utc: instant)) {
                clock.day(of: instant, in: subject.timeZone)
            }
        }
    }
}
