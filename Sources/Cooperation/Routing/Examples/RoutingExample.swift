/// An event with whoever must be told of it: stands beside the rules and says what they are meant to do.
public struct RoutingExample: Hashable, Sendable {
    /// What it shows, in a few words; each name once.
    public var name: String
    /// The event: a CloudEvent in structured mode, as JSON.
    public var event: [UInt8]
    /// The audiences told, all of them, in any order.
    public var told: [String]
    /// The rules that take it, all of them, where the example says so. `triage` is none.
    public var rules: [String]?
    /// The audiences for which it is urgent, all of them, where the example says so.
    public var urgent: [String]?
    /// Whether it goes to triage, where the example says so.
    public var isTriage: Bool?

    /// An example from its parts.
    public init(
        name: String, event: [UInt8], told: [String], rules: [String]? = nil, urgent: [String]? = nil,
        isTriage: Bool? = nil
    ) {
        self.name = name
        self.event = event
        self.told = told
        self.rules = rules
        self.urgent = urgent
        self.isTriage = isTriage
    }
}

extension RoutingTable {
    /// Everything in examples that cannot be right whatever the rules do: names that lead nowhere, in the order of the
    /// configuration.
    public func problems(of examples: [RoutingExample]) -> [RoutingProblem] {
        var check = TableCheck(table: self)
        var first: [String: Int] = [:]
        for (number, example) in examples.enumerated() {
            let path = "examples[\(number)]"
            if let earlier = first[example.name] {
                check.problem(
                    path + ".name",
                    "found \(Found.quoted(example.name)) again, first at [\(earlier)]; expected each once")
            }
            first[example.name] = first[example.name] ?? number
            if example.told.isEmpty {
                check.problem(path + ".told", "found none, expected at least one audience: every event is told to some")
            }
            check.checkReferences(example.told, to: check.audiences, "audience", path + ".told")
            check.checkReferences(example.urgent ?? [], to: check.audiences, "audience", path + ".urgent")
            check.checkReferences(example.rules ?? [], to: rules.map(\.id), "rule", path + ".rules")
        }
        return check.problems
    }
}
