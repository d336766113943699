import Cooperation

/// What a subject counts as under a protocol: what the subjects of one account have in common.
struct TermHeading: Hashable, Comparable {
    private let agreement: String
    private let partners: [String]
    private let domain: String
    private let direction: Direction

    init(_ account: TermAccount) {
        agreement = account.protocol
        partners = account.partners
        domain = account.domain
        direction = account.direction
    }

    /// Nil when the protocol does not cover the subject: it names one of its partners and one of its domains.
    init?(_ notice: Notice, under agreement: CooperationProtocol) {
        let partners = Set(notice.event.partners).intersection(agreement.partners)
        guard !partners.isEmpty, let domain = notice.event.domains.first(where: agreement.domains.contains) else {
            return nil
        }
        self.agreement = agreement.id
        self.partners = partners.sorted()
        self.domain = domain
        direction = notice.event.direction
    }

    func account(_ subjects: [String]) -> TermAccount {
        TermAccount(protocol: agreement, partners: partners, domain: domain, direction: direction, subjects: subjects)
    }

    static func < (lhs: TermHeading, rhs: TermHeading) -> Bool {
        let left = (lhs.agreement, lhs.domain, lhs.direction.rawValue, lhs.partners.joined(separator: "\n"))
        let right = (rhs.agreement, rhs.domain, rhs.direction.rawValue, rhs.partners.joined(separator: "\n"))
        return left < right
    }
}
