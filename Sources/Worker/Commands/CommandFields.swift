import Cooperation
import DigestEngine

/// The members of a command's document, taken one by one; what is wrong with them is noted, and a stand-in given, so
/// that every fault is told.
struct CommandFields {
    /// What was found wrong; what was taken means something only where this is empty.
    private(set) var faults: [CommandRejection.Fault] = []
    private let members: [JSONMember]
    private var known: Set<String> = ["order", "id", "audience", "subscription", "by", "reason", "at"]

    init(_ members: [JSONMember]) {
        self.members = members
        var seen: Set<CodePoints> = []
        for member in members where !seen.insert(CodePoints(member.name)).inserted {
            fault(member.name, "the name stands twice, expected each once")
        }
    }

    // MARK: Taking

    /// Whether there is a member of this name, which may be left out.
    mutating func has(_ name: String) -> Bool {
        known.insert(name)
        return value(name) != nil
    }

    /// One of the orders' names; another is the gravest fault there is.
    mutating func orderName() -> String {
        guard let name = text("order") else { return "" }
        guard !DigestCommand.Order.names.contains(name) else { return name }
        let hint = NearestName.nearest(to: name, among: DigestCommand.Order.names).map { "; did you mean \"\($0)\"?" }
        let expected = "expected one of \(DigestCommand.Order.names.joined(separator: ", "))\(hint ?? "")"
        fault("order", "found \(quoted(name)), \(expected)", code: .unknownOrder)
        return ""
    }

    mutating func filled(_ name: String) -> String {
        require(name, "a text that is not empty") { !$0.isEmpty }
    }

    /// Lower-case letters, digits and hyphens.
    mutating func identifier(_ name: String) -> String {
        require(name, "an identifier: lower-case letters, digits and hyphens") { text in
            !text.isEmpty && text.utf8.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "-" }
        }
    }

    /// A text in one line of at most so many characters.
    mutating func line(_ name: String, maxLength: Int) -> String {
        require(name, "one line of 1 to \(maxLength) characters, without control characters") { text in
            !text.isEmpty && text.unicodeScalars.count <= maxLength && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        }
    }

    /// A UUID, in lower case.
    mutating func uuid(_ name: String) -> String {
        let text = require(name, "a UUID such as 8c5f3a52-0d5e-4f0b-9c2b-3b1f6f1f5a77") { text in
            let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            return groups.map(\.count) == [8, 4, 4, 4, 12]
                && groups.joined().allSatisfy { "0"..."9" ~= $0 || "a"..."f" ~= $0 || "A"..."F" ~= $0 }
        }
        return text.lowercased()
    }

    /// A URI reference, by its characters (RFC 3986), as the events' own `source`.
    mutating func uriReference(_ name: String) -> String {
        let marks = Set("._~:/?#[]@!$&'()*+,;=%-".utf8)
        return require(name, "a URI reference, as the events' source") { text in
            !text.isEmpty
                && text.utf8.allSatisfy {
                    "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || marks.contains($0)
                }
        }
    }

    /// An instant with its offset from UTC.
    mutating func instant(_ name: String) -> Instant {
        let text = require(name, "a time with its offset such as 2026-12-01T08:00:00-05:00 (RFC 3339)") {
            Instant($0) != nil
        }
        return Instant(text) ?? Instant(milliseconds: 0)
    }

    // MARK: The whole

    /// Leaves fields alone that no order is known to have.
    mutating func overlook(_ names: [String]) {
        known.formUnion(names)
    }

    /// The key decides where the record lies, the document whom it is for: they must not differ.
    mutating func compareKey(_ key: [UInt8]?, with audience: String) {
        guard !audience.isEmpty, key != Array(audience.utf8) else { return }
        let found = key.map { "found \(quoted(String(decoding: $0, as: UTF8.self)))" } ?? "missing"
        faults.append(
            CommandRejection.Fault(
                code: .contract, pointer: "key", message: "\(found), expected the audience: \(quoted(audience))"))
    }

    /// A member that is not known may have been meant to change what the command does: a hold with a misspelt end
    /// would have none.
    mutating func refuseTheRest() {
        for name in members.map(\.name) where !known.contains(name) {
            if Self.others.contains(name) {
                fault(name, "does not belong to this order")
            } else {
                let hint = NearestName.nearest(to: name, among: known.sorted()).map { "; did you mean \"\($0)\"?" }
                fault(name, "no field of a command has this name\(hint ?? "")")
            }
        }
    }

    private static let others: Set = ["until", "source", "subject"]

    // MARK: Helpers

    private func value(_ name: String) -> JSONValue? {
        members.last { $0.name == name }?.value
    }

    private mutating func text(_ name: String) -> String? {
        known.insert(name)
        switch value(name) {
        case .string(let text): return text
        case nil: fault(name, "missing")
        default: fault(name, "expected a text")
        }
        return nil
    }

    private mutating func require(_ name: String, _ expected: String, _ isRight: (String) -> Bool) -> String {
        guard let text = text(name) else { return "" }
        if isRight(text) { return text }
        fault(name, "found \(quoted(text)), expected \(expected)")
        return ""
    }

    private mutating func fault(_ name: String, _ message: String, code: CommandRejection.Code = .contract) {
        let name = String(name.unicodeScalars.prefix(100))
        let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
        faults.append(CommandRejection.Fault(code: code, pointer: "/\(escaped)", message: message))
    }
}

/// Ranges of ASCII letters read best as letters.
private func ~= (range: ClosedRange<Unicode.Scalar>, byte: UInt8) -> Bool {
    range.contains(Unicode.Scalar(byte))
}

private func == (byte: UInt8, letter: Unicode.Scalar) -> Bool {
    Unicode.Scalar(byte) == letter
}
