import Cooperation
import DigestEngine
import Worker

/// What the log has of one partition of the notices topic.
struct NoticePartition {
    /// Its notices and commands, in order.
    var entries: [LogEntry]
    /// The oldest offset that is kept.
    var keptFrom: Int64
}

/// Judges the records of the digests topic by the log and the configuration, which it has at hand.
struct DigestTrial {
    let configuration: WorkerConfiguration
    let provenance: Provenance
    let log: [Int32: NoticePartition]

    /// One verdict a record, by subscription in the order of the digests; those that cannot be read come first, and
    /// one that only repeats another is not told again.
    func verdicts(on records: [DigestRecord]) -> [DigestVerdict] {
        let unreadable = records.filter { $0.digest == nil }
            .map { DigestVerdict(nil, at: $0.position.description, findings: $0.findings) }
        let bySubscription = Dictionary(grouping: records.filter { $0.digest != nil }) {
            $0.digest?.subscription ?? ""
        }
        return unreadable + bySubscription.sorted { $0.key < $1.key }.flatMap { verdicts(onOne: $0.value) }
    }

    /// The digests of one subscription, in order: each is part of the history of the next.
    private func verdicts(onOne records: [DigestRecord]) -> [DigestVerdict] {
        let ordered = records.enumerated().sorted {
            ($0.element.digest?.sequence ?? 0, $0.offset) < ($1.element.digest?.sequence ?? 0, $1.offset)
        }.map(\.element)
        var verdicts: [DigestVerdict] = []
        var earlier: [Digest] = []
        var last: DigestRecord?
        var trail = TermTrail()
        for record in ordered where last.map({ !record.repeats($0) }) ?? true {
            guard let digest = record.digest else { continue }
            verdicts.append(verdict(on: digest, record, earlier, &trail))
            earlier.append(digest)
            last = record
        }
        return verdicts
    }

    private func verdict(
        on digest: Digest, _ record: DigestRecord, _ earlier: [Digest], _ trail: inout TermTrail
    ) -> DigestVerdict {
        let position = record.position.description
        let terms = trail.ledger(before: digest.sequence)
        guard let subscription = configuration.subscriptions.first(where: { $0.id == digest.subscription }) else {
            trail.append(nil)
            let message = "the configuration has no subscription `\(digest.subscription)`: it cannot be rebuilt"
            return DigestVerdict(
                digest, at: position, findings: record.findings + [ProofFinding(.configuration, message)])
        }
        let slice = digest.slice
        let partition = log[slice.partition] ?? NoticePartition(entries: [], keptFrom: 0)
        let entries = partition.entries.filter { $0.offset >= slice.contextFrom && $0.offset < slice.to }
        let recipe = DigestRecipe(
            subscription, among: configuration.subscriptions, protocols: configuration.routing.protocols)
        let outcome = DigestProof(recipe: recipe, provenance: provenance).judge(
            digest, bytes: record.value ?? [], entries: entries, keptFrom: partition.keptFrom, earlier: earlier,
            terms: terms)
        trail.append(outcome.terms)
        return DigestVerdict(
            digest, at: position, findings: record.findings + outcome.findings, unchecked: outcome.unchecked)
    }
}
