public import KafkaClient

/// What an operator puts right in a record before it goes back to its stage.
public struct ReplayEdit: Hashable, Sendable {
    /// The value instead of its own; nil for its own.
    public var value: [UInt8]?
    /// The headers instead of its own, by name; nil takes one away. Those not named stay.
    public var headers: [String: String?]

    /// An edit from its parts.
    public init(value: [UInt8]? = nil, headers: [String: String?] = [:]) {
        self.value = value
        self.headers = headers
    }

    /// A record's own headers as it is to go back: what is replaced loses its place, and all of its repeats.
    public func applied(to own: [KafkaHeader]) -> [KafkaHeader] {
        own.filter { headers[$0.name] == nil }
            + headers.sorted { $0.key < $1.key }.compactMap { name, text in
                text.map { KafkaHeader(name: name, text: $0) }
            }
    }

    /// Whether it would change nothing in a record.
    public func isIdle(for record: LetterRecord, ownHeaders: [KafkaHeader]) -> Bool {
        (value == nil || value == record.value)
            && headers.allSatisfy { name, text in
                ownHeaders.filter { $0.name == name } == (text.map { [KafkaHeader(name: name, text: $0)] } ?? [])
            }
    }
}
