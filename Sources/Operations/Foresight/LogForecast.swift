import Cooperation
import DigestEngine

/// What the log says of the windows: twice read, once as if no digest had been made and a worker had kept up all the
/// while, once from the cuts, as a worker would find it now.
struct LogForecast {
    /// The partitions to be read, each from its beginning.
    let partitions: Set<Int32>
    /// How long after its end a window stays open.
    let graceSeconds: Int64
    private var past: [Int32: DigestReplay] = [:]
    private var present: [Int32: DigestReplay] = [:]
    private var told: [String: TellingHistory]
    private var due: [String: [Digest]] = [:]

    /// - Parameter spans: the instants of interest of each subscription of interest.
    init(
        subscriptions: [Subscription], settings: DigestEngine.Settings, partitions: Set<Int32>, cuts: [Int32: [Cut]],
        spans: [String: Range<Instant>]
    ) {
        self.partitions = partitions
        graceSeconds = settings.graceSeconds
        told = spans.mapValues(TellingHistory.init)
        for partition in partitions {
            let residents = subscriptions.filter { settings.placement[$0.audience] == partition }
            past[partition] = DigestReplay(subscriptions: residents, settings: settings, partition: partition)
            present[partition] = DigestReplay(
                subscriptions: residents, settings: settings, partition: partition, cuts: cuts[partition] ?? [])
        }
    }

    /// Reads the next record of a partition.
    mutating func read(_ entry: LogEntry, in partition: Int32) {
        tell(past[partition]?.pass(to: entry.appendedAt))
        tell(past[partition]?.read(entry))
        wait(for: present[partition]?.read(entry))
    }

    /// Everything was read, and the clock shows `now`.
    mutating func end(at now: Instant) {
        for partition in partitions.sorted() {
            tell(past[partition]?.pass(to: now))
            wait(for: present[partition]?.wake(at: now))
        }
    }

    private mutating func tell(_ digests: [Digest]?) {
        for digest in digests ?? [] { told[digest.subscription]?.add(digest) }
    }

    private mutating func wait(for digests: [Digest]?) {
        for digest in digests ?? [] { due[digest.subscription, default: []].append(digest) }
    }

    // MARK: What came of it

    /// The digests of a subscription that are over.
    func told(to subscription: Subscription) -> TellingHistory? { told[subscription.id] }

    /// What waits for a subscription at `now`.
    func waiting(for subscription: Subscription, now: Instant) -> OutlookDraft.Waiting {
        let next = present.values.lazy.compactMap { $0.engine.preview(of: subscription.id, at: now) }.first
        return OutlookDraft.Waiting(due: due[subscription.id] ?? [], next: next)
    }

    /// The hold that keeps a subscription's digests back at `now`.
    func hold(on subscription: Subscription, now: Instant) -> Hold? {
        let status = present.values.lazy.flatMap(\.engine.statuses).first { $0.subscription == subscription.id }
        guard let hold = status?.hold else { return nil }
        return hold.until.map { $0 > now } ?? true ? hold : nil
    }
}
