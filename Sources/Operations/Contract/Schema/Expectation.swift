import Cooperation

/// Says in words what a schema asks for.
struct Expectation {
    let nodes: SchemaNodes

    /// What the node asks for: its title with an example, else what its keywords say.
    func of(_ index: Int) -> String {
        let node = nodes[index]
        if let title = node.title { return title + Expectation.example(of: node) }
        return node.keywords.lazy.compactMap { words(for: $0, of: node) }.first
            ?? node.keywords.lazy.compactMap(generalWords).first ?? "another value"
    }

    private func words(for keyword: SchemaKeyword, of node: SchemaNode) -> String? {
        switch keyword {
        case .oneOfValues(let values): Expectation.oneOf(values)
        case .pattern(let pattern): Expectation.pattern(pattern, of: node)
        case .format(let format): format.expectation
        case .required(let names): "an object with \(names.joined(separator: " and "))"
        case .reference(let node): of(node)
        default: nil
        }
    }

    private func generalWords(_ keyword: SchemaKeyword) -> String? {
        switch keyword {
        case .types(let types): InWords.types(types)
        case .anyOf(let branches), .oneOf(let branches): branches.map(of).joined(separator: "; or ")
        case .allOf(let branches): branches.map(of).joined(separator: ", and ")
        case .not(let node): "anything but \(of(node))"
        default: nil
        }
    }

    static func oneOf(_ values: [JSONValue]) -> String {
        let names = values.map(InWords.allowed)
        return names.count == 1 ? names[0] : "one of \(names.joined(separator: ", "))"
    }

    static func pattern(_ pattern: ECMAPattern, of node: SchemaNode) -> String {
        let example = example(of: node)
        guard let title = node.title else { return "a text that matches \(pattern.text)" + example }
        return example.isEmpty ? "\(title) (\(pattern.text))" : title + example
    }

    private static func example(of node: SchemaNode) -> String {
        node.example?.text.map { ", such as \($0)" } ?? ""
    }

    // MARK: - Members

    /// The node of a member, as the node or one that judges the same value judges it.
    func memberNode(_ name: String, of index: Int) -> Int? {
        rules(of: index).lazy.compactMap { $0.nodes(for: name).first }.first
    }

    /// The names that an object's schemas know, in alphabetical order.
    func memberNames(of index: Int) -> [String] {
        Set(rules(of: index).flatMap(\.named.keys).map(\.text)).sorted()
    }

    private func rules(of index: Int) -> [MemberRules] {
        let node = nodes[index]
        let own = node.keywords.compactMap { keyword -> MemberRules? in
            if case .members(let rules) = keyword { rules } else { nil }
        }
        return own + node.inPlace.flatMap(rules)
    }
}
