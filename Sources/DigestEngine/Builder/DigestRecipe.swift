public import Cooperation

/// What of the configuration a digest is made with: its subscription, and the filters by which its audience is told
/// at once of what is urgent, and the protocols whose terms it balances.
public struct DigestRecipe: Hashable, Sendable {
    /// The subscription.
    public let subscription: Subscription
    /// The filters of the audience's other, immediate subscriptions: what they take and is urgent has been announced.
    public let atOnce: [NoticeFilter]
    /// The protocols over whose terms it tells the balance; none where the cadence is immediate, because a message
    /// about one thing has nothing to balance.
    public let protocols: [CooperationProtocol]
    /// The content hash of all three, 12 hex digits. Recipients are left out: who receives a digest does not change it.
    public let version: String

    /// The recipe of one subscription of a configuration; `all` may or may not hold the subscription itself.
    public init(_ subscription: Subscription, among all: [Subscription], protocols: [CooperationProtocol] = []) {
        let immediate = all.filter { $0.audience == subscription.audience && $0.cadence.isImmediate }
        let tellsAtOnce = subscription.cadence.isImmediate || subscription.filter.urgentOnly
        self.subscription = subscription
        atOnce = tellsAtOnce ? [] : immediate.filter { $0.id != subscription.id }.sorted { $0.id < $1.id }.map(\.filter)
        self.protocols = subscription.cadence.isImmediate ? [] : protocols
        version = RecipeFingerprint(subscription: subscription, atOnce: atOnce, protocols: self.protocols).hash()
    }

    /// Whether a notice is one the subscription takes: its audience's, and admitted by its filter.
    public func takes(_ notice: Notice) -> Bool {
        notice.audience == subscription.audience && subscription.filter.takes(notice)
    }

    /// Whether a command concerns the subscription.
    public func takes(_ command: DigestCommand) -> Bool {
        command.concerns(subscription)
    }

    /// Whether a record is one that its digests are made of.
    public func takes(_ entry: LogEntry) -> Bool {
        switch entry {
        case .notice(let notice): takes(notice)
        case .command(let command): takes(command)
        }
    }

    /// Whether an immediate subscription of the audience announced the notice.
    func wasAnnounced(_ notice: Notice) -> Bool {
        notice.isUrgent && atOnce.contains { $0.takes(notice) }
    }
}
