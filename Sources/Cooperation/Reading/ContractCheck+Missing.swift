/// What is missing, and what the sender may have meant by what stands there instead.
extension ContractCheck {
    /// Notes that an object lacks a member.
    func missing(_ name: StaticString, in node: JSONNode, _ expected: @autoclosure () -> String) {
        log.add(.contract, at: .member(name, of: node.index)) {
            "missing; expected \(expected())\(instead(of: name.description, in: node))"
        }
    }

    /// Among how many members a misspelt one is looked for: a hostile record has a hundred thousand.
    private static let maxMembers = 1_000

    /// Tells of a member that looks as if it were meant for `name`; empty where none does.
    func instead(of name: String, in node: JSONNode) -> String {
        let misspelt = node.children.lazy.prefix(Self.maxMembers).filter { $0.key.count <= SpokenWord.maxBytes }.first {
            SpokenWord.isMeant(name, by: String(decoding: $0.key, as: UTF8.self))
        }
        if let misspelt { return "; found \(Found.quoted(misspelt.key)): did you mean \"\(name)\"?" }
        guard names.data.number(of: name) != nil, root.isObject, root.index != node.index,
            root.children.contains(where: { $0.key.matches(name) })
        else { return "" }
        return "; found \"\(name)\" beside the attributes: it belongs into data"
    }

    /// The same for an attribute, among the members or among the headers.
    func instead(of field: EnvelopeField, isBinary: Bool) -> String {
        guard isBinary else {
            let misspelt = instead(of: field.name, in: root)
            return field == .specversion && misspelt.isEmpty ? RecordMode.misspeltAttribute(headers) : misspelt
        }
        let misspelt = headers.first { header in
            guard let name = RecordMode.attributeName(header.name), name.count <= SpokenWord.maxBytes else {
                return false
            }
            if name.matches(field.name) { return !header.name.starts(with: "ce_") }
            return SpokenWord.isMeant(field.name, by: String(decoding: name, as: UTF8.self))
        }
        return misspelt.map { "; found a header \(Found.quoted($0.name)): did you mean \"ce_\(field.name)\"?" } ?? ""
    }

    /// Tells of fields of the data that stand beside the attributes, where there are no data; empty where none do.
    func dataBesideAttributes() -> String {
        guard let stray = root.children.first(where: { names.data.number(of: $0.key) != nil }) else { return "" }
        return "; found \(Found.quoted(stray.key)) beside the attributes: it belongs into data"
    }
}
