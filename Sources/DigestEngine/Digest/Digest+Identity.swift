public import Cooperation
import Foundation

extension Digest {
    /// The digest's one spelling as JSON (RFC 8785): the value of its record, the same bytes on every repeat.
    public func canonicalBytes() -> [UInt8] {
        CanonicalJSON.bytes(of: self)
    }

    /// SHA-256 of the canonical bytes without the member `hash`: what `hash` must be.
    public func contentHash() -> ContentHash {
        var unsealed = self
        unsealed.hash = nil
        return ContentHash(of: unsealed.canonicalBytes())
    }

    /// The digest with its hash, as it is published. Building leaves it out: it takes the digest's JSON, which only
    /// who writes or compares one needs.
    public func sealed() -> Digest {
        var sealed = self
        sealed.hash = contentHash()
        return sealed
    }

    /// A digest's identifier: subscription and number for people (`culture-weekly-0007-`), then 16 hex digits of a
    /// SHA-256 over subscription, topic, partition and the slice's bounds, each on a line. The same slice
    /// always has the same identifier.
    public static func id(subscription: String, sequence: Int, slice: LogSlice) -> String {
        // Names hold no line breaks, so that no two slices have the same text.
        let identity = [subscription, slice.topic, String(slice.partition), String(slice.from), String(slice.to)]
        let hash = ContentHash(of: identity.joined(separator: "\n").utf8)
        let number = String(sequence)
        let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
        return "\(subscription)-\(padded)-\(hash.digits(16))"
    }
}
