import Cooperation
import DigestEngine
import Foundation
public import KafkaClient
public import Logging
public import Worker

/// What became of one digest when it was rebuilt.
public struct DigestVerdict: Encodable, Sendable {
    /// The digest.
    public var digest: String
    /// Where it stands, `topic/partition@offset`.
    public var position: String
    /// SHA-256 of its bytes.
    public var hash: String
    /// Whether the log gives the same bytes today.
    public var isRight: Bool
    /// What differs, by JSON Pointer, or why it could not be rebuilt.
    public var differences: [String]
    /// What was taken as published because the log no longer tells it, by JSON Pointer: `/balance/terms` where a digest
    /// before this one is no longer kept.
    public var unchecked: [String] = []
}

/// Rebuilds digests from the log and compares them byte for byte.
public struct DigestVerifier: Sendable {
    private let configuration: WorkerConfiguration
    private let kafka: KafkaProperties
    private let logger: Logger

    /// A verifier for this configuration, which should be the one the digests were made with.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.configuration = configuration
        self.kafka = kafka
        self.logger = logger
    }

    /// Judges every digest kept. The log is read once and held in memory: about 2 KB a notice.
    public func verify() async throws -> [DigestVerdict] {
        let digests = try await DigestLog(configuration: configuration, kafka: kafka, logger: logger).read()
        let entries = try await entries(behind: digests.map(\.digest.slice))
        return Dictionary(grouping: digests, by: \.digest.subscription).sorted { $0.key < $1.key }.flatMap {
            verdicts(of: $0.value, entries)
        }
    }

    private func entries(behind slices: [LogSlice]) async throws -> [Int32: [LogEntry]] {
        var ranges: [Int32: LogReader.Range] = [:]
        for (partition, slices) in Dictionary(grouping: slices, by: \.partition) {
            ranges[partition] = LogReader.Range(
                from: slices.map(\.contextFrom).min(), to: slices.map(\.to).max())
        }
        var entries: [Int32: [LogEntry]] = [:]
        let log = NoticeLog(configuration: configuration, reader: LogReader(kafka: kafka, logger: logger))
        try await log.read(ranges) { partition, entry in
            entries[partition, default: []].append(entry)
        }
        return entries
    }

    /// The digests of one subscription, in order: each is part of the history of the next.
    private func verdicts(of digests: [LoggedDigest], _ entries: [Int32: [LogEntry]]) -> [DigestVerdict] {
        var history: [ToldSlice] = []
        var trail = TermTrail()
        return digests.map { logged in
            defer { history.append(ToldSlice(of: logged.digest)) }
            let slice = logged.digest.slice
            let own = (entries[slice.partition] ?? []).filter {
                $0.offset >= slice.contextFrom && $0.offset < slice.to
            }
            return verdict(logged, own, history, &trail)
        }
    }

    private func verdict(
        _ logged: LoggedDigest, _ entries: [LogEntry], _ history: [ToldSlice], _ trail: inout TermTrail
    ) -> DigestVerdict {
        let digest = logged.digest
        var verdict = DigestVerdict(
            digest: digest.id, position: logged.position.description, hash: digest.contentHash(), isRight: false,
            differences: [])
        guard let subscription = configuration.subscriptions.first(where: { $0.id == digest.subscription }) else {
            verdict.differences = ["the configuration has no subscription `\(digest.subscription)`"]
            return verdict
        }
        let recipe = DigestRecipe(
            subscription, among: configuration.subscriptions, protocols: configuration.routing.protocols)
        let result = DigestBuilder(recipe: recipe).verify(
            digest, entries: entries, history: history,
            terms: trail.ledger(before: digest.sequence))
        trail.append(result.terms)
        verdict.unchecked = result.unchecked
        verdict.isRight = result.isIdentical && result.rebuilt.canonicalBytes() == logged.bytes
        verdict.differences = result.differences
        if !verdict.isRight && verdict.differences.isEmpty {
            verdict.differences = ["the record's bytes are not the canonical form of what they say"]
        }
        return verdict
    }
}
