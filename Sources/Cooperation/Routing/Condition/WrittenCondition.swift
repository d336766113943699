/// A condition read as it is written, for whoever asks why: slow and plain, so that it can vouch for what was compiled.
struct WrittenCondition {
    let condition: RuleCondition
    /// What the event has of a field, for messages, and of that what counts.
    let values: (RuleField) -> (found: [String], counting: [String])
    /// The day of one of the event's moments.
    let day: (DateField) -> CalendarDate?

    /// Why it does not hold; nil where it does.
    var failure: ConditionFailure? { fieldFailure ?? dayFailure ?? allFailure ?? anyFailure ?? notFailure }

    private var fieldFailure: ConditionFailure? {
        for field in RuleField.allCases {
            let wanted = condition.wanted(field)
            let (found, counting) = values(field)
            guard wanted.isEmpty || counting.contains(where: wanted.contains) else {
                return .field(field, wanted: wanted, found: found)
            }
        }
        return nil
    }

    private var dayFailure: ConditionFailure? {
        for field in DateField.allCases {
            guard let wanted = condition.days(field) else { continue }
            let found = day(field)
            guard let found, wanted.contains(found) else { return .days(field, wanted: wanted, found: found) }
        }
        return nil
    }

    private var allFailure: ConditionFailure? {
        for (number, part) in (condition.all ?? []).enumerated() {
            if let failure = failure(of: part) { return .all(number, failure) }
        }
        return nil
    }

    private var anyFailure: ConditionFailure? {
        guard let any = condition.any else { return nil }
        let failures = any.compactMap(failure)
        return failures.count == any.count ? .any(failures) : nil
    }

    private var notFailure: ConditionFailure? {
        guard let not = condition.not, failure(of: not) == nil else { return nil }
        return .not(not)
    }

    private func failure(of part: RuleCondition) -> ConditionFailure? {
        WrittenCondition(condition: part, values: values, day: day).failure
    }
}
