public import Cooperation
import Foundation

/// What is put right in dead letters before they are replayed, by the letters' positions: read from JSON Lines, one
/// `{"record": "topic/partition@offset", "value": …}` a line.
///
/// `value` is taken as it stands in the line, byte for byte. `text` and `base64` say the same for what is no JSON.
/// `headers` is an object of header names to texts, or null for one to be taken away.
public struct ReplayEdits: Hashable, Sendable {
    /// The edits.
    public private(set) var edits: [RecordPosition: ReplayEdit] = [:]

    /// No edits.
    public init() {}

    /// Takes in one line.
    ///
    /// - Throws: ``Problem`` with what is wrong with it.
    public mutating func add(line: [UInt8]) throws(Problem) {
        let members: [JSONMember]
        switch JSONValue.parse(line, maxDepth: 64) {
        case .success(.object(let object)): members = object
        case .success: throw Problem("expected an object: {\"record\": \"topic/partition@offset\", \"value\": …}")
        case .failure(let rejection): throw Problem(rejection.faults[0].message)
        }
        let position = try position(members)
        let named = members.filter { Self.forms.contains($0.name) }
        let headers = try headers(members)
        guard named.count == 1 || (named.isEmpty && !headers.isEmpty) else {
            let found = named.isEmpty ? "none" : "\(named.count)"
            throw Problem("expected one of value, text or base64, or headers; found \(found)")
        }
        guard edits[position] == nil else { throw Problem("a second line for \(position)") }
        var edit = ReplayEdit(headers: headers)
        if let given = named.first { edit.value = try bytes(of: given, in: line) }
        edits[position] = edit
    }

    private func headers(_ members: [JSONMember]) throws(Problem) -> [String: String?] {
        guard let given = members.last(where: { $0.name == "headers" })?.value else { return [:] }
        guard case .object(let named) = given else { throw Problem("headers is no object of names to texts") }
        var headers: [String: String?] = [:]
        for member in named {
            if member.name.hasPrefix(DeadLetter.headerPrefix) {
                throw Problem("the header \(quoted(member.name)) is not the record's own")
            }
            switch member.value {
            case .string(let text): headers[member.name] = .some(text)
            case .null: headers[member.name] = .some(nil)
            default: throw Problem("the header \(quoted(member.name)) is neither a text nor null")
            }
        }
        return headers
    }

    private static let forms = ["value", "text", "base64"]

    private func position(_ members: [JSONMember]) throws(Problem) -> RecordPosition {
        guard case .string(let text) = members.last(where: { $0.name == "record" })?.value else {
            throw Problem("missing record: the dead letter, as topic/partition@offset")
        }
        guard let position = RecordPosition(text) else {
            throw Problem("found record \(quoted(text)), expected topic/partition@offset")
        }
        return position
    }

    private func bytes(of member: JSONMember, in line: [UInt8]) throws(Problem) -> [UInt8] {
        switch (member.name, member.value) {
        case ("text", .string(let text)):
            return Array(text.utf8)
        case ("base64", .string(let text)):
            guard let data = Data(base64Encoded: text) else { throw Problem("base64 is none (RFC 4648, section 4)") }
            return Array(data)
        case ("value", .object), ("value", .array):
            guard let bytes = JSONText(line)?.member("value") else { throw Problem("value cannot be taken out") }
            return bytes
        case ("value", _):
            throw Problem("value is no object; give what is no JSON object as text or as base64")
        default:
            throw Problem("\(member.name) is no string")
        }
    }

    /// What is wrong with a line.
    public struct Problem: Error, Hashable, CustomStringConvertible {
        /// What was found and expected.
        public var description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
