import Cooperation

/// One place where a published digest and the one rebuilt from the log are not the same.
public struct ProofDifference: Hashable, Codable, Sendable {
    /// The place, as a JSON Pointer (RFC 6901).
    public var pointer: String
    /// What the published digest has there, in short.
    public var published: String
    /// What the log gives today, in short.
    public var rebuilt: String
}

extension ProofDifference {
    /// Nobody reads more of them.
    private static let limit = 20
    /// A value is told in so many characters.
    private static let width = 80

    /// The first places, in document order, where two digests differ; their own hashes are left out, as they differ
    /// with anything else.
    static func between(_ published: Digest, _ rebuilt: Digest) -> [ProofDifference] {
        var differences: [ProofDifference] = []
        compare(tree(published), tree(rebuilt), at: "", into: &differences)
        return Array(differences.prefix(limit))
    }

    private static func tree(_ digest: Digest) -> JSONValue {
        var unsealed = digest
        unsealed.hash = nil
        // A digest is at most some ten levels deep.
        switch JSONValue.parse(unsealed.canonicalBytes(), maxDepth: 64) {
        case .success(let value): return value
        case .failure(let rejection): preconditionFailure("a digest's own JSON does not parse: \(rejection)")
        }
    }

    private static func compare(
        _ published: JSONValue?, _ rebuilt: JSONValue?, at pointer: String, into differences: inout [ProofDifference]
    ) {
        if differences.count >= limit { return }
        switch (published, rebuilt) {
        case (.object(let left)?, .object(let right)?):
            for name in Set((left + right).map(\.name)).sorted() {
                compare(
                    left.first { $0.name == name }?.value, right.first { $0.name == name }?.value,
                    at: pointer + "/" + escaped(name), into: &differences)
            }
        case (.array(let left)?, .array(let right)?):
            for index in 0..<max(left.count, right.count) {
                compare(
                    index < left.count ? left[index] : nil, index < right.count ? right[index] : nil,
                    at: "\(pointer)/\(index)", into: &differences)
            }
        default:
            if published == rebuilt { return }
            differences.append(
                ProofDifference(pointer: pointer, published: short(published), rebuilt: short(rebuilt)))
        }
    }

    private static func escaped(_ name: String) -> String {
        name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    private static func short(_ value: JSONValue?) -> String {
        switch value {
        case nil: "nothing"
        case .null?: "null"
        case .bool(let value)?: String(value)
        case .number(let number)?: number.text
        case .string(let text)?: quoted(text)
        case .array(let elements)?: "a list of \(elements.count)"
        case .object(let members)?: named(members)
        }
    }

    /// An object by what it is known by.
    private static func named(_ members: [JSONMember]) -> String {
        let state = members.first { $0.name == "state" }?.value
        let inner = if case .object(let members)? = state { members } else { members }
        for name in ["subject", "id"] {
            if case .string(let text)? = inner.first(where: { $0.name == name })?.value {
                return "an object with the \(name) \(quoted(text))"
            }
        }
        return "an object of \(members.count)"
    }

    private static func quoted(_ text: String) -> String {
        let head = String(text.unicodeScalars.prefix(width))
        return head.debugDescription + (head.unicodeScalars.count < text.unicodeScalars.count ? "…" : "")
    }
}
