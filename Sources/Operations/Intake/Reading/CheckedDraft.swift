import Cooperation
import Crypto

/// An event that may be written: it keeps the contract.
struct CheckedDraft: Hashable, Sendable {
    var draft: EventDraft
    var kind: Kind
    var source: String
    var id: String
    var subject: String

    /// What makes it the same event: `source` and `id`. A hash, so that long ones take no more memory than short ones.
    var identity: ContentHash {
        // No URI reference holds a zero byte.
        ContentHash(of: Array(source.utf8) + [0] + Array(id.utf8))
    }

    /// What makes it the same record: value and headers. Headers count in the order of their names, because what lies
    /// between sender and worker may reorder them; and the white space around the JSON text does not count, because
    /// within a batch it belongs to the array.
    var fingerprint: ContentHash {
        var hash = SHA256()
        for header in draft.headers.sorted(by: { $0.name < $1.name }) {
            Self.add(Array(header.name.utf8), to: &hash)
            Self.add(header.value ?? [], to: &hash)
        }
        hash.update(data: draft.value[BatchSlices.trimmed(draft.value)])
        return ContentHash(hash.finalize())
    }

    private static func add(_ bytes: [UInt8], to hash: inout SHA256) {
        withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: bytes)
    }

    /// Where an attribute of it stands in the request.
    func pointer(to attribute: String) -> String {
        if let element = draft.element { return "/\(element)/\(attribute)" }
        let isBinary = draft.headers.contains { $0.name == "ce_\(attribute)" }
        return isBinary ? "header:ce_\(attribute)" : "/\(attribute)"
    }
}
