import Foundation

extension Digest {
    /// The digest's one spelling as JSON (RFC 8785): the value of its record, the same bytes on every repeat.
    public func canonicalBytes() -> [UInt8] {
        CanonicalJSON.bytes(of: self)
    }

    /// SHA-256 of the canonical bytes, in 64 lower-case hex digits.
    public func contentHash() -> String {
        CanonicalJSON.hash(of: self)
    }

    /// A digest's identifier: subscription and number for people (`culture-weekly-0007-`), then 16 hex digits of a
    /// SHA-256 over subscription, topic, partition and slice. The same slice always has the same identifier.
    public static func id(subscription: String, sequence: Int, slice: LogSlice) -> String {
        let identity = DigestIdentity(
            from: slice.from, partition: slice.partition, subscription: subscription, to: slice.to, topic: slice.topic
        )
        let number = String(sequence)
        let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
        return "\(subscription)-\(padded)-\(CanonicalJSON.hash(of: identity).prefix(16))"
    }
}

/// What a digest's identifier is derived from.
private struct DigestIdentity: Encodable {
    let from: Int64
    let partition: Int32
    let subscription: String
    let to: Int64
    let topic: String
}
