/// What came of one example.
public struct ExampleVerdict: Sendable {
    /// What an example says of a decision.
    public enum Claim: String, CaseIterable, Codable, Sendable {
        /// Who is told.
        case told
        /// By which rules.
        case rules
        /// For whom it is urgent.
        case urgent
        /// Whether it goes to triage.
        case triage
    }

    /// Something that is not as the example says.
    public struct Difference: Hashable, Codable, Sendable {
        /// What of the decision.
        public let claim: Claim
        /// What the example says, in order.
        public let expected: [String]
        /// What the rules make of it, in order.
        public let found: [String]
    }

    /// The example.
    public let example: RoutingExample
    /// Why its event is none, where it is none.
    public let rejection: Rejection?
    /// What is not as it says; empty where all is.
    public let differences: [Difference]
    /// Why the rules decided so, one line for each rule that has to do with a difference.
    public let reasons: [String]
    /// The rules that took the event.
    public let rules: [String]

    /// Whether all is as the example says.
    public var holds: Bool { rejection == nil && differences.isEmpty }
}

/// What came of all examples.
public struct ExampleReport: Sendable {
    /// Each example's verdict, in the order of the configuration.
    public let verdicts: [ExampleVerdict]
    /// The rules that took none of the examples: nothing shows what they are for.
    public let untriedRules: [String]

    /// The verdicts of examples that do not hold.
    public var failures: [ExampleVerdict] { verdicts.filter { !$0.holds } }
}
