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

    /// What is wrong with a value that fits none of several schemas: the faults by the one that it was meant to fit,
    /// where that can be told; else all the forms it may have.
    private func faultsOfNone(_ value: JSONValue, _ branches: [Int], at pointer: String) -> [SchemaFault] {
        let logs = branches.map { node in
            var log = SchemaFaultLog(limit: JSONSchema.maxFaults)
            judge(value, by: node, at: pointer, into: &log)
            return (node: node, faults: log.faults)
        }
        let meant = logs.filter { mayTake(value, $0.node) }.map(\.faults)
        if meant.count == 1 || value.isContainer, let nearest = meant.min(by: { $0.count < $1.count }) {
            return nearest
        }
        let suggestion = logs.lazy.flatMap(\.faults).compactMap(\.suggestion).first
        let expected = branches.map(Expectation(nodes: nodes).of).joined(separator: "; or ")
        return [
            SchemaFault(pointer: pointer, found: InWords.found(value), expected: expected, suggestion: suggestion)
        ]
    }

    /// Whether the node takes values of this one's type.
    private func mayTake(_ value: JSONValue, _ index: Int) -> Bool {
        nodes[index].keywords.allSatisfy { keyword in
            switch keyword {
            case .never: false
            case .types(let types): value.isOne(of: types)
            case .oneOfValues(let values): values.contains { $0.isOfSameType(as: value) }
            case .reference(let node): mayTake(value, node)
            case .allOf(let nodes): nodes.allSatisfy { mayTake(value, $0) }
            default: true
            }
        }
    }
}

extension JSONValue {
    fileprivate func isOfSameType(as other: JSONValue) -> Bool {
        JSONType.allCases.contains { isOne(of: [$0]) && other.isOne(of: [$0]) }
    }
}
