/// Decides who is told of an event, by a table.
///
/// Total: it decides for every event, and on a table with problems too (a name that leads nowhere takes nothing). It
/// reuses memory from event to event, so one owner uses it at a time: it is not `Sendable`, while tables are.
public final class Router {
    /// The table it decides by.
    public var table: RoutingTable { compiled.table }
    /// The table's version: 12 hex digits.
    public let version: String

    let compiled: CompiledTable
    private var workspace: RoutingWorkspace

    /// Compiles a table.
    public init(table: RoutingTable) {
        version = table.version
        compiled = CompiledTable(table)
        workspace = RoutingWorkspace(compiled)
    }

    /// Decides for an event as `EventReader.read` views it. `recordedAt` is the record's timestamp: it stands in for the
    /// event's time where that is not given. Allocates nothing for a combination of rules seen before.
    public func decide(_ event: borrowing RoutableEvent, recordedAt: Instant) -> RoutingDecision {
        workspace.decide(event, by: compiled, recordedAt: recordedAt)
    }

    /// Decides for a decoded event: the same decision.
    public func decide(_ event: CooperationEvent, recordedAt: Instant) -> RoutingDecision {
        workspace.decide(DecodedSubject(event: event), by: compiled, recordedAt: recordedAt)
    }

    /// Whether a rule that took the event calls it urgent.
    func isUrgent(_ rule: Rule, _ event: CooperationEvent, at time: Instant) -> Bool {
        workspace.isUrgent(rule, DecodedSubject(event: event), at: time)
    }

    /// The day of one of the event's moments, in the zone of its place; nil where it has none.
    func day(_ field: DateField, of event: CooperationEvent) -> CalendarDate? {
        let subject = DecodedSubject(event: event)
        return subject.moment(field).map { workspace.day(of: $0, in: subject.timeZone) }
    }
}

/// A table, compiled for deciding. A class, so that handing it on costs one reference.
final class CompiledTable: Sendable {
    let table: RoutingTable
    let names: TableNames
    let spelling: SpellingGuide
    let matcher: RuleMatcher
    let protocols: ProtocolRegister
    /// For each action, by number, the rules that can call an event of that action urgent.
    let urgentRules: [RuleSet]

    init(_ table: RoutingTable) {
        self.table = table
        names = TableNames(table)
        spelling = SpellingGuide(table)
        matcher = RuleMatcher(table.rules, names)
        protocols = ProtocolRegister(table, names)
        urgentRules = Action.allCases.map { action in
            var rules = RuleSet(count: table.rules.count)
            for (number, rule) in table.rules.enumerated() where rule.urgency?.actions.contains(action) == true {
                rules.insert(number)
            }
            return rules
        }
    }
}
