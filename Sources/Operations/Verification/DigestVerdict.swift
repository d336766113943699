import Cooperation
public import DigestEngine

/// What became of one digest when it was rebuilt.
public struct DigestVerdict: Encodable, Sendable {
    /// The digest; nil where its record cannot be read.
    public var digest: String?
    /// Where it stands, `topic/partition@offset`.
    public var position: String
    /// The hash of its content, as its record's bytes give it; nil where they cannot be read.
    public var hash: String?
    /// Whether record, log and configuration are as they were.
    public var isRight: Bool
    /// What is other than it was.
    public var findings: [ProofFinding]
    /// What was taken as published because the log no longer tells it, by JSON Pointer: `/balance/terms` where a digest
    /// before this one is no longer kept.
    public var unchecked: [String]

    /// A verdict on the digest at a place in the log.
    init(_ digest: Digest?, at position: String, findings: [ProofFinding], unchecked: [String] = []) {
        self.digest = digest?.id
        self.position = position
        hash = digest?.contentHash().description
        isRight = findings.isEmpty
        self.findings = findings
        self.unchecked = unchecked
    }
}
