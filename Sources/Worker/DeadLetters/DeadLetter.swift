public import Cooperation
import Crypto

/// Why a record was set aside, and where it came from; the record itself is kept untouched beside it.
///
/// The contract is `schemas/dead-letter.v1.json`.
public struct DeadLetter: Hashable, Sendable {
    /// Where the record stood.
    public var origin: RecordPosition
    /// The stage that refused it.
    public var stage: StageName
    /// What is wrong with it, in one word of a fixed list (`not-json`, `unknown-kind`, `contract` …).
    public var code: String
    /// Where in the document, as a JSON Pointer; empty for the whole.
    public var path: String
    /// What was found, expected, and can be done; at most 1,024 bytes of UTF-8.
    public var message: String
    /// The same for records that fail for the same reason: 12 hex digits.
    public var fingerprint: String
    /// How often it was tried.
    public var attempts: Int
    /// When it failed first.
    public var firstFailure: Instant

    /// A dead letter for a record that failed for the first time.
    public init(
        origin: RecordPosition, stage: StageName, code: String, path: String, message: String, firstFailure: Instant
    ) {
        self.origin = origin
        self.stage = stage
        self.code = code
        self.path = path
        self.message = message.truncated(toUTF8Bytes: 1024)
        self.attempts = 1
        self.firstFailure = firstFailure
        fingerprint = Self.fingerprint(stage: stage, code: code, path: path)
    }

    /// Array indices are left out of the path, so that the fifth element's fault is the first's too.
    private static func fingerprint(stage: StageName, code: String, path: String) -> String {
        let place = path.split(separator: "/").map { Int($0) == nil ? String($0) : "*" }.joined(separator: "/")
        let digest = SHA256.hash(data: Array("\(stage.rawValue)\n\(code)\n\(place)".utf8))
        return digest.prefix(6).map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0" + hex : hex
        }.joined()
    }
}

extension String {
    /// The longest prefix of whole characters that fits into so many bytes of UTF-8.
    func truncated(toUTF8Bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = startIndex
        var used = 0
        while end < endIndex {
            let size = self[end].utf8.count
            if used + size > limit { break }
            used += size
            end = index(after: end)
        }
        return String(self[..<end])
    }
}
