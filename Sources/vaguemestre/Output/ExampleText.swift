import Cooperation

/// What came of examples, for a person: each that does not hold with what it says, what was found, and why.
struct ExampleText {
    private let report: ExampleReport
    private let isVerbose: Bool
    private let isPartial: Bool

    init(_ report: ExampleReport, isVerbose: Bool, isPartial: Bool) {
        self.report = report
        self.isVerbose = isVerbose
        self.isPartial = isPartial
    }

    func render() -> String {
        guard !report.verdicts.isEmpty else { return "no examples: write some under cooperation.examples" }
        var lines = report.verdicts.flatMap { verdict in
            verdict.holds ? (isVerbose ? ["✓ \(verdict.example.name)"] : []) : failure(verdict)
        }
        if !lines.isEmpty { lines.append("") }
        lines.append("\(report.verdicts.count) examples, \(report.failures.count) failed")
        // Of a choice of examples nobody expects that it tries every rule.
        if !report.untriedRules.isEmpty, !isPartial {
            lines.append("no example shows what these rules take: \(report.untriedRules.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n")
    }

    private func failure(_ verdict: ExampleVerdict) -> [String] {
        var lines = ["✗ \(verdict.example.name)"]
        if let rejection = verdict.rejection {
            lines.append("    its event is none; it would go to the dead letters")
            lines += rejection.faults.map { "    \($0)" }
        }
        for difference in verdict.differences {
            let claim = "\(difference.claim.rawValue):".padded(to: 8)
            lines.append("    \(claim)expected \(list(difference.expected))")
            lines.append("    \("".padded(to: 8))found    \(list(difference.found))")
        }
        return lines + verdict.reasons.map { "    · \($0)" }
    }

    private func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

extension String {
    /// The text with spaces behind it, so many characters wide.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
