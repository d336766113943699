/// A condition with days or with conditions nested in it, compiled: which atom stands for its sets, and what else must
/// hold.
///
/// An *atom* is the plain part of one condition. The indexes find all atoms that hold at once, and a tree asks for its
/// own by number; only what indexes cannot answer is looked at event by event, and only where the sets hold. A class, so
/// that walking it counts one reference a node.
final class ConditionTree: Sendable {
    /// The number of its plain part.
    private let atom: Int
    private let days: [DayTest]
    private let all: [ConditionTree]
    /// Nil where nothing is asked; an empty list holds for nothing.
    private let any: [ConditionTree]?
    private let excluded: [ConditionTree]

    private struct DayTest: Sendable {
        let field: DateField
        let bounds: DayBounds
    }

    /// Compiles a condition; `atom` numbers a plain part.
    convenience init(_ condition: RuleCondition, atom number: (RuleCondition) -> Int) {
        self.init(condition, own: number(condition.plainPart), atom: number)
    }

    /// Compiles a condition whose own plain part has a number already.
    init(_ condition: RuleCondition, own: Int, atom number: (RuleCondition) -> Int) {
        atom = own
        days = DateField.allCases.compactMap { field in
            condition.days(field).map { DayTest(field: field, bounds: DayBounds($0)) }
        }
        all = condition.all?.map { ConditionTree($0, atom: number) } ?? []
        any = condition.any?.map { ConditionTree($0, atom: number) }
        excluded = condition.not.map { [ConditionTree($0, atom: number)] } ?? []
    }

    /// Whether it holds for an event of which these atoms hold.
    func holds(
        _ subject: borrowing some RoutingSubject & ~Copyable, _ atoms: RuleSet, _ clock: inout LocalClock
    ) -> Bool {
        guard atoms.contains(atom) else { return false }
        for test in days {
            guard let moment = subject.moment(test.field) else { return false }
            guard clock.day(of: moment, in: subject.timeZone, isWithin: test.bounds) else { return false }
        }
        for condition in all {
            guard condition.holds(subject, atoms, &clock) else { return false }
        }
        if let any {
            guard Self.holds(anyOf: any, subject, atoms, &clock) else { return false }
        }
        return !Self.holds(anyOf: excluded, subject, atoms, &clock)
    }

    private static func holds(
        anyOf conditions: [ConditionTree], _ subject: borrowing some RoutingSubject & ~Copyable, _ atoms: RuleSet,
        _ clock: inout LocalClock
    ) -> Bool {
        for condition in conditions {
            if condition.holds(subject, atoms, &clock) { return true }
        }
        return false
    }
}

extension RoutingSubject where Self: ~Copyable {
    /// One of the moments that rules may ask about, where the event has it.
    func moment(_ field: DateField) -> Moment? {
        switch field {
        case .starts: starts
        case .ends: ends
        case .respondBy: respondBy
        }
    }
}
