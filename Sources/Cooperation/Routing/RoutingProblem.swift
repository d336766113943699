/// Something in a table that does not fit together.
public struct RoutingProblem: Hashable, Sendable {
    /// Where, by the keys of the configuration file: `cooperation.rules[3].to[0]`.
    public let path: String
    /// What was found and what was expected.
    public let message: String
}

extension RoutingProblem: CustomStringConvertible {
    /// `path: message`.
    public var description: String { "\(path): \(message)" }
}

extension RoutingTable {
    /// Everything that does not fit together, in the order of the configuration; empty for a sound table.
    public func problems() -> [RoutingProblem] {
        var check = TableCheck(table: self)
        check.checkTriage()
        check.checkPartners()
        check.checkProtocols()
        check.checkDomains()
        check.checkAudiences()
        check.checkRules()
        return check.problems
    }
}
