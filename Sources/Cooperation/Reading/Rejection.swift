/// One thing that is wrong with a record.
public struct Fault: Hashable, Codable, Sendable {
    /// What sort of thing.
    public var code: RejectionCode
    /// Where: a JSON Pointer (RFC 6901) into the record's value (empty for the value as a whole), or
    /// `header:NAME` for what travels in a header.
    public var pointer: String
    /// What was found and what was expected.
    public var message: String

    /// A fault from its parts.
    public init(code: RejectionCode, pointer: String, message: String) {
        self.code = code
        self.pointer = pointer
        self.message = message
    }
}

extension Fault: CustomStringConvertible {
    /// `contract at /data/direction: …`.
    public var description: String {
        pointer.isEmpty ? "\(code.rawValue): \(message)" : "\(code.rawValue) at \(pointer): \(message)"
    }
}

/// Why a record was refused: the gravest code, and the faults, the gravest first.
public struct Rejection: Error, Hashable, Codable, Sendable {
    /// How many faults a rejection carries at most; `EventReader.validate` gives more.
    public static let maxFaults = 16

    /// The code of the first fault.
    public var code: RejectionCode { faults[0].code }
    /// The faults, never empty, at most `maxFaults`.
    public let faults: [Fault]

    /// A rejection for these faults. Precondition: there is at least one.
    public init(faults: [Fault]) {
        precondition(!faults.isEmpty, "a rejection without a fault")
        self.faults = Array(faults.prefix(Rejection.maxFaults))
    }

    init(_ code: RejectionCode, at pointer: String = "", _ message: String) {
        self.init(faults: [Fault(code: code, pointer: pointer, message: message)])
    }

    /// Reads the faults; none at all is refused.
    public init(from decoder: any Decoder) throws {
        let faults = try decoder.container(keyedBy: CodingKeys.self).decode([Fault].self, forKey: .faults)
        guard !faults.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a rejection needs at least one fault"))
        }
        self.init(faults: faults)
    }
}

extension Rejection: CustomStringConvertible {
    /// The faults, one per line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
