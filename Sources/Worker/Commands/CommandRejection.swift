/// Why a record that says it is a command is none: what its dead letter will say.
public struct CommandRejection: Error, Hashable, Sendable {
    /// What sort of thing is wrong: the `dlq.code`.
    public enum Code: String, CaseIterable, Sendable {
        /// The record has no value, or nothing in it.
        case empty = "command-empty"
        /// The value is not one JSON object in UTF-8.
        case notJSON = "command-not-json"
        /// The header names another version than v1.
        case unsupportedVersion = "command-unsupported-version"
        /// The order is none of those there are.
        case unknownOrder = "command-unknown-order"
        /// Another field breaks the contract.
        case contract = "command-contract"
        /// It does not lie in the partition of its audience, so that it has no place among the notices it is about.
        case misplaced = "command-misplaced"
    }

    /// One thing that is wrong.
    public struct Fault: Hashable, Sendable {
        /// What sort of thing.
        public var code: Code
        /// Where: a JSON Pointer (RFC 6901) into the document, `header:NAME` or `key`.
        public var pointer: String
        /// What was found and what was expected.
        public var message: String
    }

    /// What is wrong, the gravest first; never empty.
    public let faults: [Fault]

    /// A rejection for these faults. Precondition: there is at least one.
    init(_ faults: [Fault]) {
        precondition(!faults.isEmpty, "a rejection without a fault")
        self.faults = faults.filter { $0.code != .contract } + faults.filter { $0.code == .contract }
    }

    init(_ code: Code, at pointer: String = "", _ message: String) {
        self.init([Fault(code: code, pointer: pointer, message: message)])
    }

    /// The first fault.
    public var first: Fault { faults[0] }

    /// The first fault's message, and how many more there are.
    public var message: String {
        switch faults.count {
        case 1: first.message
        case 2: "\(first.message) (and 1 more fault)"
        default: "\(first.message) (and \(faults.count - 1) more faults)"
        }
    }
}

extension CommandRejection: CustomStringConvertible {
    /// The faults, one a line: `command-contract at /until: …`.
    public var description: String {
        faults.map { fault in
            let place = fault.pointer.isEmpty ? "" : " at \(fault.pointer)"
            return "\(fault.code.rawValue)\(place): \(fault.message)"
        }.joined(separator: "\n")
    }
}
