import Cooperation
import DigestEngine

extension Simulation {
    /// How the digests of a replay in which time passes with the log differ from those published.
    func keepingUpFindings() -> [String] {
        var replayed: [String: [Digest]] = [:]
        for partition in owners.indices {
            var replay = DigestReplay(
                subscriptions: configuration.subscriptions, settings: configuration.settings,
                partition: Int32(partition))
            var digests: [Digest] = []
            for entry in broker.records[partition] {
                digests += replay.pass(to: entry.appendedAt) + replay.read(entry)
            }
            digests += replay.pass(to: now)
            for digest in digests { replayed[digest.subscription, default: []].append(digest) }
        }
        return findings { replayed[$0] ?? [] }
    }

    /// How the digests of one worker that never ran before and reads the whole log now differ from those published.
    func replayFindings() -> [String] {
        let replay = replayedByOne()
        return findings { replay.broker.digests(of: $0) }
    }

    private func findings(replayed: (String) -> [Digest]) -> [String] {
        configuration.subscriptions.flatMap { subscription -> [String] in
            let published = broker.digests(of: subscription.id)
            let found = replayed(subscription.id)
            if published.map({ $0.canonicalBytes() }) == found.map({ $0.canonicalBytes() }) { return [] }
            let first = zip(published, found).first { $0 != $1 }?.0.id ?? "none"
            return ["\(subscription.id): \(published.count) digests, \(found.count) replayed, first other: \(first)"]
        }
    }
}
