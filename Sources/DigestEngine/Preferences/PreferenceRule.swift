/// Who gets a digest: those whom the configuration names, as changed by what they chose.
public struct PreferenceRule: Sendable {
    /// A recipient of a subscription, with all ids that the secrets give.
    private struct Member: Sendable {
        let home: String
        let recipient: Recipient
        let ids: [RecipientID]
    }

    /// Makes ids and links.
    public let signer: LinkSigner
    private let subscriptions: [String: Subscription]
    private let members: [String: [Member]]
    private let alternatives: [String: Set<String>]

    /// The rule for these subscriptions.
    public init(subscriptions: [Subscription], signer: LinkSigner) {
        self.signer = signer
        self.subscriptions = Dictionary(subscriptions.map { ($0.id, $0) }) { first, _ in first }
        let all = subscriptions.flatMap { subscription in
            subscription.recipients.map { recipient in
                let ids = signer.ids(of: recipient.address, in: subscription.audience)
                return (subscription.audience, Member(home: subscription.id, recipient: recipient, ids: ids))
            }
        }
        members = Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
        alternatives = Dictionary(
            subscriptions.map { own in (own.id, Set(Self.alternatives(to: own, among: subscriptions).map(\.id))) }
        ) { first, _ in first }
    }

    /// The subscriptions that tell the same at other times: of the same audience, with the same filter. A change of
    /// cadence changes when somebody is told, and never of what.
    public static func alternatives(to own: Subscription, among all: [Subscription]) -> [Subscription] {
        all.filter { $0.id != own.id && $0.audience == own.audience && $0.filter == own.filter }
    }

    /// Whom the digest goes to: first those whom its subscription names, then those who moved there; an address once.
    public func recipients(of digest: Digest, by book: PreferenceBook) -> [Recipient] {
        guard let subscription = subscriptions[digest.subscription] else { return [] }
        let members = members[subscription.audience] ?? []
        let own = members.filter { $0.home == subscription.id } + members.filter { $0.home != subscription.id }
        var seen: Set<String> = []
        return own.filter { member in
            course(from: member.home, ids: member.ids, in: book)
                .receives(digest.subscription, from: digest.window.from, to: digest.window.to)
                && seen.insert(member.recipient.address.lowercased()).inserted
        }.map(\.recipient)
    }

    /// Where somebody stands who begins at `home`.
    public func course(from home: String, ids: [RecipientID], in book: PreferenceBook) -> PreferenceCourse {
        PreferenceCourse(from: home, ids: ids, in: book, alternatives: (alternatives[home] ?? []).union([home]))
    }

    /// Where the owner of a link stands: found by the link alone, without an address.
    ///
    /// - Parameter secret: the name of the secret that it was signed with.
    /// - Returns: nil where the configuration no longer has the subscription.
    public func standing(
        of link: PreferenceLink, signedWith secret: String, in book: PreferenceBook
    ) -> PreferenceStanding? {
        guard let subscription = subscriptions[link.subscription] else { return nil }
        let own = homes(of: link.recipient, in: subscription.audience)
        guard let ids = own.first?.ids else {
            let alone = self.course(from: link.subscription, ids: [link.recipient], in: book)
            return standing(alone, ids: [link.recipient], secret: secret, homes: [])
        }
        // One who moved here has a home elsewhere, and the choices that led here count.
        let courses = own.map { self.course(from: $0.home, ids: ids, in: book) }
        let direct = courses.first { $0.home == link.subscription }
        let passing = courses.first { $0.stays.contains { $0.subscription == link.subscription } }
        return standing(
            direct ?? passing ?? course(from: link.subscription, ids: ids, in: book), ids: ids,
            secret: signer.secretNames[0], homes: Set(own.map(\.home)))
    }

    /// Where an address stands that begins at `home`.
    public func standing(
        of address: String, from home: Subscription, in book: PreferenceBook
    ) -> PreferenceStanding? {
        let ids = signer.ids(of: address, in: home.audience)
        let homes = Set(homes(of: ids[0], in: home.audience).map(\.home))
        return standing(
            course(from: home.id, ids: ids, in: book), ids: ids, secret: signer.secretNames[0], homes: homes)
    }

    private func homes(of id: RecipientID, in audience: String) -> [Member] {
        (members[audience] ?? []).filter { $0.ids.contains(id) }
    }

    /// - Parameter homes: the subscriptions that name the recipient. They come anyway, so that none is an alternative
    ///   but the one that the course began at.
    private func standing(
        _ course: PreferenceCourse, ids: [RecipientID], secret: String, homes: Set<String>
    ) -> PreferenceStanding? {
        guard let place = subscriptions[course.place] else { return nil }
        let all = subscriptions.values.sorted { $0.id < $1.id }
        let closed = homes.subtracting([course.home])
        return PreferenceStanding(
            place: place, state: course.state, newest: course.newest, ids: ids, secret: secret,
            alternatives: Self.alternatives(to: place, among: all).filter { !closed.contains($0.id) },
            isKnown: !homes.isEmpty)
    }
}
