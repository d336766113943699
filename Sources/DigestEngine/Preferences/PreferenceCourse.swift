public import Cooperation

/// Where a recipient of a subscription came to be by what was chosen: from one subscription to the next, and what holds
/// at the last.
///
/// A move counts only if it was chosen after the one that led there, so the way has an end even where somebody went
/// there and back. Whoever moves belongs to the old subscription before, and to the new one from then on; a digest is
/// for whoever belonged to its subscription at any moment of its window. So at a move the old digest tells what happened
/// before and the new one what happened after: some things are told twice, nothing never.
public struct PreferenceCourse: Hashable, Sendable {
    /// What holds at the end.
    public enum State: Hashable, Sendable {
        /// Digests come.
        case receiving
        /// None whose window ends before.
        case paused(until: Instant)
        /// None.
        case unsubscribed
    }

    /// A time spent in a subscription, `[from, to)`; without bounds where nil.
    public struct Stay: Hashable, Sendable {
        /// The subscription.
        public var subscription: String
        /// Since when.
        public var from: Instant?
        /// Until when.
        public var to: Instant?
    }

    /// The subscriptions, in order; the last is the present one.
    public private(set) var stays: [Stay]
    /// What holds now.
    public private(set) var state: State
    /// The newest choice on the way.
    public private(set) var newest: Preference?

    /// The subscription that it began at.
    public var home: String { stays[0].subscription }

    /// The present subscription.
    public var place: String { stays[stays.count - 1].subscription }

    /// The course that begins at `home`.
    ///
    /// - Parameters:
    ///   - ids: all the ids of the recipient.
    ///   - alternatives: the subscriptions that one may move to; a move to any other is none.
    public init(from home: String, ids: [RecipientID], in book: PreferenceBook, alternatives: Set<String>) {
        stays = [Stay(subscription: home)]
        state = .receiving
        while let choice = book.newest(about: place, of: ids), choice.chosenAt > newest?.chosenAt ?? .distantPast {
            newest = choice
            switch choice.choice {
            case .moved(let target):
                guard target != place, alternatives.contains(target) else { return }
                stays[stays.count - 1].to = choice.chosenAt
                stays.append(Stay(subscription: target, from: choice.chosenAt))
            case .unsubscribed:
                state = .unsubscribed
                return
            case .paused(let until):
                state = .paused(until: until)
                return
            case .subscribed: return
            }
        }
    }

    /// Whether a digest is for the recipient.
    public func receives(_ subscription: String, from: Instant, to: Instant) -> Bool {
        switch state {
        case .unsubscribed: return false
        case .paused(let until) where to < until: return false
        case .paused, .receiving: break
        }
        return stays.contains { stay in
            stay.subscription == subscription && stay.from.map { to > $0 } ?? true && stay.to.map { from < $0 } ?? true
        }
    }
}

extension Instant {
    fileprivate static let distantPast = Instant(milliseconds: .min)
}
