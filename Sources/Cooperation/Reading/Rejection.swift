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
    /// How many faults the record has, carried or not.
    public let faultCount: Int

    /// A rejection for these faults. Precondition: there is at least one.
    public init(faults: [Fault]) {
        self.init(faults: faults, of: faults.count)
    }

    /// A rejection for the gravest of so many faults.
    init(faults: [Fault], of count: Int) {
        precondition(!faults.isEmpty && count >= faults.count, "a rejection without a fault, or with more than all")
        self.faults = Array(faults.prefix(Rejection.maxFaults))
        faultCount = count
    }

    init(_ code: RejectionCode, at pointer: String = "", _ message: String) {
        self.init(faults: [Fault(code: code, pointer: pointer, message: message)])
    }

    /// Reads the faults; none at all is refused.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let faults = try container.decode([Fault].self, forKey: .faults)
        let count = try container.decodeIfPresent(Int.self, forKey: .faultCount) ?? faults.count
        guard !faults.isEmpty, count >= faults.count else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a rejection needs at least one fault"))
        }
        self.init(faults: faults, of: count)
    }
}

extension Rejection {
    /// What a dead letter says: the first fault's message, and how many faults more there are and where, as far as
    /// `maxBytes` of UTF-8 go. The number is always told; a message that leaves no room for it is cut.
    public func summary(maxBytes: Int) -> String {
        let message = faults[0].message
        guard faultCount > 1 else { return message.prefix(utf8Bytes: maxBytes) }
        let more = "and \(faultCount - 1) more fault\(faultCount == 2 ? "" : "s")"
        let head = message.prefix(utf8Bytes: maxBytes - more.utf8.count - 3) + " (" + more
        var places: [String] = []
        var room = maxBytes - head.utf8.count - ", …)".utf8.count
        for fault in faults.dropFirst() {
            let place = fault.pointer.isEmpty ? "the value" : fault.pointer
            room -= place.utf8.count + (places.isEmpty ? " at " : ", ").utf8.count
            guard room >= 0 else { break }
            places.append(place)
        }
        guard !places.isEmpty else { return head + ")" }
        return head + " at " + places.joined(separator: ", ") + (places.count < faultCount - 1 ? ", …)" : ")")
    }
}

extension String {
    /// Its first characters, as many whole ones as fit into so many bytes of UTF-8.
    public func prefix(utf8Bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var room = limit
        return String(
            prefix { character in
                room -= character.utf8.count
                return room >= 0
            })
    }
}

extension Rejection: CustomStringConvertible {
    /// The faults, one per line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
