public import Cooperation

/// Where one recipient stands: in which subscription, in which state, and what may be chosen.
public struct PreferenceStanding: Hashable, Sendable {
    /// The present subscription; choices are about this one.
    public var place: Subscription
    /// What holds.
    public var state: PreferenceCourse.State
    /// The newest choice, where there is one.
    public var newest: Preference?
    /// All ids of the recipient, that of the secret that signs first.
    public var ids: [RecipientID]
    /// Names the secret that the first of them was derived with.
    public var secret: String
    /// The subscriptions that one may move to.
    public var alternatives: [Subscription]
    /// Whether the configuration names the recipient.
    public var isKnown: Bool

    /// The same once a pause that is over counts for nothing.
    public func settled(at now: Instant) -> PreferenceStanding {
        guard case .paused(let until) = state, until <= now else { return self }
        var standing = self
        standing.state = .receiving
        return standing
    }

    /// Whether a choice would change nothing.
    public func holds(_ choice: Preference.Choice) -> Bool {
        switch choice {
        case .unsubscribed: state == .unsubscribed
        case .subscribed: state == .receiving
        case .paused(let until): state == .paused(until: until)
        case .moved(let target): place.id == target && state == .receiving
        }
    }

    /// The record that a choice becomes; nil for one that is not offered.
    ///
    /// It is chosen after the newest of this recipient in any case, however the clocks of two processes differ.
    public func record(of choice: Preference.Choice, via: Preference.Way, at now: Instant) -> Preference? {
        switch choice {
        case .moved(let target) where !alternatives.contains { $0.id == target }: return nil
        case .paused(let until) where until <= now: return nil
        default: break
        }
        let earliest = newest.map { Instant(milliseconds: $0.chosenAt.milliseconds + 1) } ?? now
        return Preference(
            subscription: place.id, recipient: ids[0], secret: secret, choice: choice, chosenAt: max(now, earliest),
            via: via)
    }
}
