import Cooperation

/// Schemas that judge the same value.
extension SchemaJudge {
    func judgeInPlace(
        _ value: JSONValue, by keyword: SchemaKeyword, at pointer: String, into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .reference(let node): judge(value, by: node, at: pointer, into: &log)
        case .allOf(let branches): for node in branches { judge(value, by: node, at: pointer, into: &log) }
        case .anyOf(let branches):
            if !branches.contains(where: { accepts(value, by: $0) }) {
                log.add(faultsOfNone(value, branches, at: pointer))
            }
        case .oneOf(let branches):
            let fitting = branches.filter { accepts(value, by: $0) }
            if fitting.isEmpty { log.add(faultsOfNone(value, branches, at: pointer)) }
            if fitting.count > 1 {
                let forms = fitting.map(Expectation(nodes: nodes).of).joined(separator: "; ")
                log.add(fault(value, pointer, "exactly one of several forms, but it fits \(fitting.count): \(forms)"))
            }
        case .not(let node):
            if accepts(value, by: node) {
                log.add(fault(value, pointer, "anything but \(Expectation(nodes: nodes).of(node))"))
            }
        case .conditional(let condition, let then, let otherwise):
            guard let node = accepts(value, by: condition) ? then : otherwise else { return }
            judge(value, by: node, at: pointer, into: &log)
        default: return
        }
    }

    /// What is wrong with a value that fits none of several schemas: the forms it may have, where it has none of them
    /// at all; else the faults by the one that it comes nearest to.
    private func faultsOfNone(_ value: JSONValue, _ branches: [Int], at pointer: String) -> [SchemaFault] {
        let logs = branches.map { node in
            var log = SchemaFaultLog(limit: JSONSchema.maxFaults)
            judge(value, by: node, at: pointer, into: &log)
            return log.faults
        }
        // A container that has the type a form asks for was meant to be of that form.
        let inside = logs.filter { faults in value.isContainer && !faults.contains(where: isOfWhole) }
        if let nearest = inside.min(by: { $0.count < $1.count }) { return nearest }
        let suggestion = logs.joined().compactMap(\.suggestion).first
        let expected = branches.map(Expectation(nodes: nodes).of).joined(separator: "; or ")
        return [
            SchemaFault(
                pointer: pointer, found: InWords.found(value), expected: expected, suggestion: suggestion)
        ]

        func isOfWhole(_ fault: SchemaFault) -> Bool { fault.pointer == pointer }
    }
}
