import ArgumentParser
import Cooperation
import Worker

extension RoutesCommand {
    /// `vaguemestre routes show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Shows the rules: what each takes, whom it tells, and what is urgent.",
            discussion: "Needs no broker.")

        @Option(help: "Only the rules that tell this audience.") var audience: String?
        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let table = try options.load().routing
                let rules = try rules(of: table).map(RuleRow.init)
                if json { return try Console.printJSON(rules) }
                var text = TextTable(["rule", "takes", "tells", "urgent"])
                for rule in rules {
                    text.add([rule.rule, rule.takes, rule.tells.joined(separator: ", "), rule.urgent ?? ""])
                }
                Console.print(text.render())
                Console.print("\nroutes \(table.version); what no rule takes goes to \(table.triageAudience)")
            }
        }

        private func rules(of table: RoutingTable) throws -> [Rule] {
            guard let audience else { return table.rules }
            let known = table.audiences.map(\.id)
            guard known.contains(audience) else {
                let hint = NearestName.hint(for: audience, among: known)
                throw BadInput("`\(audience)` is no audience of \(options.config)\(hint)")
            }
            return table.rules.filter { $0.audiences.contains(audience) }
        }
    }
}

/// A rule in words.
private struct RuleRow: Encodable {
    let rule: String
    let takes: String
    let tells: [String]
    let urgent: String?

    init(_ rule: Rule) {
        self.rule = rule.id
        takes = rule.condition.description
        tells = rule.audiences
        urgent = rule.urgency.map { urgency in
            let actions = Action.allCases.filter(urgency.actions.contains).map(\.rawValue)
            return "\(actions.joined(separator: " or ")) within \(urgency.withinHours) hours"
        }
    }
}
