/// Who is told of an event, and why.
public struct RoutingDecision: Hashable, Sendable {
    /// The audiences told, each once, in the order of the rules; triage last. Never empty.
    public let routes: [Route]
    /// Names in the event that the table does not know, in the order domains, themes, partners; those that look misspelt
    /// with the nearest that it knows.
    public let unknown: [UnknownName]
    /// The protocol in force between the event's partners when it starts (else: when it happened), by identifier.
    public let cooperationProtocol: String?
}

/// One audience that is told of an event. A class, because decisions share their routes.
public final class Route: Hashable, Sendable {
    /// The rule identifier that stands for "no rule knew this, or not all of it".
    public static let triage = "triage"

    /// The audience: the key of its notice.
    public let audience: String
    /// The rules that led here, in the order of the table; `triage` last, where it did.
    public let rules: [String]
    /// The first of them that says the event is urgent.
    public let urgentRule: String?
    /// `audience` in UTF-8: the key of its notice.
    public let key: [UInt8]
    /// The value of the header `vm-rules`.
    let rulesHeader: [UInt8]
    /// The value of the header `vm-urgent`, where the event is urgent.
    let urgentHeader: [UInt8]?

    init(audience: String, rules: [String], urgentRule: String?) {
        self.audience = audience
        self.rules = rules
        self.urgentRule = urgentRule
        key = Array(audience.utf8)
        rulesHeader = PercentCoding.joined(rules)
        urgentHeader = urgentRule.map { PercentCoding.joined([$0]) }
    }

    /// Whether a rule marked the event urgent for this audience.
    public var isUrgent: Bool { urgentRule != nil }

    /// The same audience told by the same rules.
    public static func == (lhs: Route, rhs: Route) -> Bool {
        lhs.audience == rhs.audience && lhs.rules == rhs.rules && lhs.urgentRule == rhs.urgentRule
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(audience)
        hasher.combine(rules)
        hasher.combine(urgentRule)
    }
}
