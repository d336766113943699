public import Cooperation

/// How many items go which way: the reciprocity of a digest, those items included that did not fit.
public struct Balance: Hashable, Codable, Sendable {
    /// Items that come to us.
    public var incoming: Int
    /// Items that go to the partner.
    public var outgoing: Int
    /// Items that do both.
    public var mutual: Int
    /// The same by partner, in alphabetical order; an item of two partners counts with both, one of none that the
    /// routing knew with none.
    public var partners: [NamedBalance]
    /// The same by section; each item counts once.
    public var domains: [NamedBalance]
    /// What stands over the whole term of each protocol in force at the window's end, by protocol.
    public var terms: [TermBalance]

    /// A balance from its counts.
    public init(
        incoming: Int = 0, outgoing: Int = 0, mutual: Int = 0, partners: [NamedBalance] = [],
        domains: [NamedBalance] = [], terms: [TermBalance] = []
    ) {
        self.incoming = incoming
        self.outgoing = outgoing
        self.mutual = mutual
        self.partners = partners
        self.domains = domains
        self.terms = terms
    }
}

/// How many items of one partner or domain go which way.
public struct NamedBalance: Hashable, Codable, Sendable {
    /// The partner's or domain's identifier.
    public var id: String
    /// Items that come to us.
    public var incoming: Int
    /// Items that go to the partner.
    public var outgoing: Int
    /// Items that do both.
    public var mutual: Int

    /// A balance from its counts.
    public init(id: String, incoming: Int = 0, outgoing: Int = 0, mutual: Int = 0) {
        self.id = id
        self.incoming = incoming
        self.outgoing = outgoing
        self.mutual = mutual
    }
}

/// How many subjects went which way under one protocol since it came into force: each once, however often it was told,
/// unless it was cancelled or taken back.
public struct TermBalance: Hashable, Codable, Sendable {
    /// The protocol's identifier.
    public var `protocol`: String
    /// The first day of its term.
    public var from: CalendarDate
    /// The last day of its term.
    public var until: CalendarDate
    /// Subjects that come to us.
    public var incoming: Int
    /// Subjects that go to the partner.
    public var outgoing: Int
    /// Subjects that do both.
    public var mutual: Int
    /// The same by partner of the protocol, in alphabetical order; a subject of two counts with both.
    public var partners: [NamedBalance]
    /// The same by domain of the protocol; each subject counts once.
    public var domains: [NamedBalance]

    /// A balance from its counts.
    public init(
        protocol id: String, from: CalendarDate, until: CalendarDate, incoming: Int, outgoing: Int, mutual: Int,
        partners: [NamedBalance], domains: [NamedBalance]
    ) {
        self.protocol = id
        self.from = from
        self.until = until
        self.incoming = incoming
        self.outgoing = outgoing
        self.mutual = mutual
        self.partners = partners
        self.domains = domains
    }
}
