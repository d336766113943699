/// Which events a rule takes: everything that is filled must hold; what is empty or absent asks nothing.
///
/// A set holds by at least one of its members. Conditions nest: `all`, `any` and `not` hold further ones, to
/// `maxDepth` levels.
public struct RuleCondition: Hashable, Sendable {
    /// How deep `all`, `any` and `not` may stand within each other in a sound table.
    public static let maxDepth = 8

    /// Kinds wanted.
    public var kinds: Set<Kind> = []
    /// Actions wanted.
    public var actions: Set<Action> = []
    /// Domains wanted.
    public var domains: Set<String> = []
    /// Themes wanted.
    public var themes: Set<String> = []
    /// Partners wanted.
    public var partners: Set<String> = []
    /// Directions wanted.
    public var directions: Set<Direction> = []
    /// Axes wanted.
    public var axes: Set<Axis> = []
    /// Priorities wanted.
    public var priorities: Set<Priority> = []

    /// The days on which it must start; an event without a start never does.
    public var starts: DayRange?
    /// The days on which it must end; an event without an end never does.
    public var ends: DayRange?
    /// The days until which an answer must be awaited; where none is awaited, none is.
    public var respondBy: DayRange?

    /// Conditions that must all hold.
    public var all: [RuleCondition]?
    /// Conditions of which at least one must hold. An empty list takes nothing.
    public var any: [RuleCondition]?
    /// A condition that must not hold.
    public var not: RuleCondition? {
        get { excluded.first }
        set { excluded = newValue.map { [$0] } ?? [] }
    }

    /// At most one: a list, because a value cannot hold one of its own kind directly.
    private var excluded: [RuleCondition] = []

    /// A condition that takes everything.
    public init() {}

    /// The days asked of one of the event's moments.
    public func days(_ field: DateField) -> DayRange? {
        switch field {
        case .starts: starts
        case .ends: ends
        case .respondBy: respondBy
        }
    }

    /// Whether it asks by sets alone: no days, and nothing nested.
    var isPlain: Bool { starts == nil && ends == nil && respondBy == nil && all == nil && any == nil && not == nil }

    /// Whether it asks nothing, and so takes everything.
    var asksNothing: Bool { self == RuleCondition() }

    /// What of it the indexes can answer: the sets alone.
    var plainPart: RuleCondition {
        var plain = self
        (plain.starts, plain.ends, plain.respondBy) = (nil, nil, nil)
        (plain.all, plain.any, plain.not) = (nil, nil, nil)
        return plain
    }

    /// The conditions directly within it, each with its place by the keys of the configuration (`any[1]`, `not`).
    var parts: [(key: String, condition: RuleCondition)] {
        (all ?? []).enumerated().map { ("all[\($0)]", $1) } + (any ?? []).enumerated().map { ("any[\($0)]", $1) }
            + (not.map { [("not", $0)] } ?? [])
    }
}

extension RuleCondition: CustomStringConvertible {
    /// In words: `domains culture or x, starts from 2026-01-01, any (kinds event | priorities high)`.
    public var description: String {
        let fields = RuleField.allCases.compactMap { field -> String? in
            let wanted = wanted(field)
            return wanted.isEmpty ? nil : "\(field.rawValue) \(wanted.joined(separator: " or "))"
        }
        let days = DateField.allCases.compactMap { field in self.days(field).map { "\(field.rawValue) \($0)" } }
        let nested =
            (all.map { ["all (\(Self.joined($0, " & ")))"] } ?? [])
            + (any.map { ["any (\(Self.joined($0, " | ")))"] } ?? []) + (not.map { ["not (\($0))"] } ?? [])
        let words = fields + days + nested
        return words.isEmpty ? "everything" : words.joined(separator: ", ")
    }

    private static func joined(_ conditions: [RuleCondition], _ separator: String) -> String {
        conditions.map(\.description).joined(separator: separator)
    }
}
