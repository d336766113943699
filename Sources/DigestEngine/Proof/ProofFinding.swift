/// What a proof found to be other than it was.
public struct ProofFinding: Hashable, Codable, Sendable {
    /// What was changed.
    public enum Cause: String, Hashable, Codable, Sendable, CaseIterable {
        /// The digest's own record: its bytes, its key or its headers.
        case record
        /// The notices and commands that it tells of.
        case log
        /// The configuration, the templates, the time zone database or the program's rules.
        case configuration
        /// What the digest says, or what it looks back on, though its records are the same.
        case content
        /// The sequence of digests: one is missing or does not follow.
        case sequence
        /// Nothing that is known of: the log no longer goes back far enough to tell.
        case retention
    }

    /// What was changed.
    public var cause: Cause
    /// In words for a person: what, where, then and now.
    public var message: String
    /// Where the published digest and the rebuilt one differ, as far as that tells of this finding.
    public var differences: [ProofDifference]

    /// A finding from its parts.
    public init(_ cause: Cause, _ message: String, _ differences: [ProofDifference] = []) {
        self.cause = cause
        self.message = message
        self.differences = differences
    }
}
