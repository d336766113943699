import Cooperation

/// A balance being added up: in total, by partner and by domain.
struct BalanceSheet {
    private var total = NamedBalance(id: "")
    private var partners: [String: NamedBalance] = [:]
    private var domains: [String: NamedBalance] = [:]

    /// Whether nothing was added.
    var isEmpty: Bool { total == NamedBalance(id: "") }

    /// Adds items of the same direction, partners and domain.
    mutating func add(_ count: Int = 1, _ direction: Direction, partners: [String], domain: String) {
        total.add(count, direction)
        for partner in Set(partners) {
            self.partners[partner, default: NamedBalance(id: partner)].add(count, direction)
        }
        domains[domain, default: NamedBalance(id: domain)].add(count, direction)
    }

    /// Adds what was added up before.
    mutating func add(_ balance: TermBalance) {
        total.incoming += balance.incoming
        total.outgoing += balance.outgoing
        total.mutual += balance.mutual
        for partner in balance.partners { partners[partner.id, default: NamedBalance(id: partner.id)].add(partner) }
        for domain in balance.domains { domains[domain.id, default: NamedBalance(id: domain.id)].add(domain) }
    }

    /// As a digest tells it of its window.
    func balance(terms: [TermBalance]) -> Balance {
        Balance(
            incoming: total.incoming, outgoing: total.outgoing, mutual: total.mutual, partners: Self.rows(partners),
            domains: Self.rows(domains), terms: terms)
    }

    /// As a digest tells it of a protocol's term.
    func term(of agreement: CooperationProtocol) -> TermBalance {
        TermBalance(
            protocol: agreement.id, from: agreement.from, until: agreement.until, incoming: total.incoming,
            outgoing: total.outgoing, mutual: total.mutual, partners: Self.rows(partners), domains: Self.rows(domains))
    }

    private static func rows(_ rows: [String: NamedBalance]) -> [NamedBalance] {
        rows.values.sorted { $0.id < $1.id }
    }
}

extension NamedBalance {
    fileprivate mutating func add(_ count: Int, _ direction: Direction) {
        switch direction {
        case .incoming: incoming += count
        case .outgoing: outgoing += count
        case .mutual: mutual += count
        }
    }

    fileprivate mutating func add(_ other: NamedBalance) {
        incoming += other.incoming
        outgoing += other.outgoing
        mutual += other.mutual
    }
}
