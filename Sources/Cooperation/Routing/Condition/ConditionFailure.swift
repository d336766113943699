/// Why a condition does not hold for an event: the first part of it, in the order of its keys, that does not.
public indirect enum ConditionFailure: Hashable, Sendable {
    /// None of what a field wants is in the event.
    case field(RuleField, wanted: [String], found: [String])
    /// A moment falls on another day, or the event has none.
    case days(DateField, wanted: DayRange, found: CalendarDate?)
    /// The condition at that place of `all` does not hold.
    case all(Int, ConditionFailure)
    /// No condition of `any` holds; why not, each in turn.
    case any([ConditionFailure])
    /// What `not` excludes holds.
    case not(RuleCondition)
}

extension ConditionFailure: CustomStringConvertible {
    /// One line, with the place of each nested part: `any[0] wants kinds event, the event has exchange`.
    public var description: String { words(at: "") }

    private func words(at path: String) -> String {
        let place = path.isEmpty ? "" : path + " "
        switch self {
        case .field(let field, let wanted, let found):
            return "\(place)wants \(field.rawValue) \(wanted.joined(separator: " or ")), \(Self.has(found))"
        case .days(let field, let wanted, let found):
            return "\(place)wants \(field.rawValue) \(wanted), \(Self.has(found.map { [$0.description] } ?? []))"
        case .all(let number, let failure):
            return failure.words(at: Self.path(path, "all[\(number)]"))
        case .any(let failures):
            guard !failures.isEmpty else { return "\(Self.path(path, "any")) is empty and takes nothing" }
            return failures.enumerated().map { $1.words(at: Self.path(path, "any[\($0)]")) }.joined(separator: "; ")
        case .not(let condition):
            return "`\(Self.path(path, "not"))` excludes what the event is: \(condition)"
        }
    }

    private static func has(_ found: [String]) -> String {
        found.isEmpty ? "the event has none" : "the event has \(found.joined(separator: ", "))"
    }

    private static func path(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
