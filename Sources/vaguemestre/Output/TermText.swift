import Cooperation

/// How the terms of protocols stand, for a person: a table, and what somebody has to see to.
struct TermText {
    private let terms: [ProtocolTerm]

    init(_ terms: [ProtocolTerm]) {
        self.terms = terms
    }

    func render() -> String {
        var table = TextTable(["protocol", "until", "days left", "", "followed by"])
        for term in terms {
            table.add([
                term.id, term.until.description, String(term.daysLeft), words(term.standing), term.successor ?? "–",
            ])
        }
        return ([table.render()] + warnings).joined(separator: "\n")
    }

    /// What somebody has to see to, a line each.
    var warnings: [String] { terms.compactMap(\.warning).map { "warning: \($0)" } }

    private func words(_ standing: ProtocolTerm.Standing) -> String {
        switch standing {
        case .upcoming: "not yet in force"
        case .inForce: "in force"
        case .ending: "ends soon"
        case .ended: "ended"
        }
    }
}
