import Cooperation
import Yams

/// One value of a YAML document, with its path and the collector that hears what is wrong with it.
///
/// Reading never throws: a wrong value is reported and the fallback goes on, so that one run tells every problem.
struct YAMLValue {
    let node: Node
    let path: String
    let problems: ProblemCollector

    var line: Int? { node.mark?.line }

    func report(_ message: String) {
        problems.report(line: line, path: path, message)
    }

    // MARK: Mappings

    /// The value under `key`, nil when absent.
    subscript(key: String) -> YAMLValue? {
        guard let child = node.mapping?[key] else { return nil }
        return YAMLValue(node: child, path: path.isEmpty ? key : "\(path).\(key)", problems: problems)
    }

    /// Reports the keys that are not among `known`, each with the nearest known one, and `required` ones that lack.
    func expectKeys(_ known: [String], required: [String] = []) {
        guard let mapping = node.mapping else {
            return report("expected a mapping with the keys \(known.joined(separator: ", ")); found \(found)")
        }
        for (key, _) in mapping {
            let name = key.string ?? "?"
            guard !known.contains(name) else { continue }
            let hint = NearestName.hint(for: name, among: known)
            problems.report(
                line: key.mark?.line, path: path,
                "`\(name)` is not a key here\(hint) Expected one of: \(known.joined(separator: ", "))")
        }
        for key in required where mapping[key] == nil {
            report("the key `\(key)` is missing")
        }
    }

    /// The pairs of a mapping, in the file's order.
    var entries: [(key: String, value: YAMLValue)] {
        guard let mapping = node.mapping else {
            report("expected a mapping; found \(found)")
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = key.string else { return nil }
            return (name, YAMLValue(node: value, path: path.isEmpty ? name : "\(path).\(name)", problems: problems))
        }
    }

    // MARK: Sequences

    /// The elements of a sequence.
    var elements: [YAMLValue] {
        guard let sequence = node.sequence else {
            report("expected a list; found \(found)")
            return []
        }
        return sequence.enumerated().map { index, node in
            YAMLValue(node: node, path: "\(path)[\(index)]", problems: problems)
        }
    }

    // MARK: Scalars

    /// A scalar's text as written.
    var text: String? {
        guard let scalar = node.scalar else {
            report("expected a single value; found \(found)")
            return nil
        }
        return scalar.string
    }

    /// A text that is not empty.
    var filledText: String? {
        guard let text else { return nil }
        guard !text.isEmpty else {
            report("expected a text; found an empty one")
            return nil
        }
        return text
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let text else { return nil }
        guard let value = Int(text), range.contains(value) else {
            report("expected a whole number from \(range.lowerBound) to \(range.upperBound); found `\(text)`")
            return nil
        }
        return value
    }

    var boolean: Bool? {
        guard let text else { return nil }
        guard let value = ["true": true, "false": false][text.lowercased()] else {
            report("expected true or false; found `\(text)`")
            return nil
        }
        return value
    }

    func oneOf<Value: CaseIterable & RawRepresentable>(_: Value.Type) -> Value? where Value.RawValue == String {
        guard let text else { return nil }
        if let value = Value(rawValue: text) { return value }
        let allowed = Value.allCases.map(\.rawValue)
        let hint = NearestName.hint(for: text, among: allowed)
        report("`\(text)` is not one of \(allowed.joined(separator: ", "))\(hint)")
        return nil
    }

    private var found: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "`\(scalar.string)`"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
