public import Cooperation

/// What a subscription was told under each protocol in force: carried from cut to cut, because a term of years
/// reaches behind every look-back.
///
/// Bounded: it knows the ``subjectLimit`` subjects told last, by hash, and can move or uncount them. Those that give
/// way are settled: they stay counted and are no longer corrected.
public struct TermLedger: Hashable, Codable, Sendable {
    /// How many subjects it knows at most, over all accounts.
    public static let subjectLimit = 4_096

    /// The subjects it knows, by what they count as; in order of protocol, domain, direction, partners.
    public var accounts: [TermAccount]
    /// What is settled, by protocol.
    public var settled: [TermBalance]

    /// A ledger from its parts; by default the empty one that a subscription begins with.
    public init(accounts: [TermAccount] = [], settled: [TermBalance] = []) {
        self.accounts = accounts
        self.settled = settled
    }

    /// Whether it knows nothing.
    public var isEmpty: Bool { accounts.isEmpty && settled.isEmpty }
}

/// The subjects that count alike under one protocol.
public struct TermAccount: Hashable, Codable, Sendable {
    /// The protocol's identifier.
    public var `protocol`: String
    /// The partners of the protocol that the subjects name, in alphabetical order.
    public var partners: [String]
    /// Their domain: the first of theirs that the protocol covers.
    public var domain: String
    /// Which way they go.
    public var direction: Direction
    /// The subjects, those told longest ago first: of each the first 16 hex digits of the SHA-256 of its source, a
    /// line feed and its subject.
    public var subjects: [String]

    /// An account from its parts.
    public init(protocol id: String, partners: [String], domain: String, direction: Direction, subjects: [String]) {
        self.protocol = id
        self.partners = partners
        self.domain = domain
        self.direction = direction
        self.subjects = subjects
    }
}
