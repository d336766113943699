import Foundation
import KafkaClient
import Logging

/// The brokers a test works on: `vaguemestre broker` in a process of its own, or those that
/// `KAFKA_BOOTSTRAP_SERVERS` names.
struct Cluster {
    let bootstrapServers: String
    /// Embedded brokers keep no transactions; there the guarantee is at-least-once.
    let isEmbedded: Bool
    /// In front of every topic's name: on brokers shared with others each test has topics of its own.
    let prefix: String
    /// The process of an embedded broker that was started for this test.
    var broker: ChildProcess?

    var guarantee: String { isEmbedded ? "at-least-once" : "exactly-once" }

    var properties: KafkaProperties {
        let own = KafkaProperties(bootstrapServers: bootstrapServers)
        return isEmbedded ? KafkaProperties.embeddedBroker.merging(own) : own
    }

    /// Longer than any test waits, and the most that brokers allow by default: a transaction that a killed worker left
    /// open would block its readers for so long, unless the next one ends it.
    let transactionTimeoutMilliseconds = 900_000

    func topic(_ name: String) -> String { "\(prefix).\(name)" }

    static let logger = {
        var logger = Logger(label: "acceptance") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }()
}

extension Cluster {
    /// Removes the topics that begin with this cluster's prefix; the offsets of their groups go with them.
    fileprivate func removeTopics() async throws {
        guard !isEmbedded else { return }
        let admin = try KafkaAdmin(properties: properties, logger: Self.logger)
        let names = try await admin.metadata().topics.map(\.name).filter { $0.hasPrefix("\(prefix).") }
        _ = try await admin.deleteTopics(names)
        await admin.close()
    }
}

/// Lends brokers to `body`.
func withCluster<Result>(_ body: (Cluster) async throws -> Result) async throws -> Result {
    if let named = ProcessInfo.processInfo.environment["KAFKA_BOOTSTRAP_SERVERS"] {
        let isEmbedded = try await isEmbedded(named)
        let cluster = Cluster(
            bootstrapServers: named, isEmbedded: isEmbedded, prefix: "test-\(UUID().uuidString.prefix(8))")
        do {
            let result = try await body(cluster)
            try await cluster.removeTopics()
            return result
        } catch {
            try? await cluster.removeTopics()
            throw error
        }
    }
    return try await withBroker { broker in
        let bootstrapServers = try await firstLine(of: broker)
        return try await body(
            Cluster(bootstrapServers: bootstrapServers, isEmbedded: true, prefix: "partner", broker: broker))
    }
}

/// Lends a `vaguemestre broker` to `body`.
func withBroker<Result>(_ body: (ChildProcess) async throws -> Result) async throws -> Result {
    try await withProcess(Binary.url(), ["broker"], body)
}

func firstLine(of broker: ChildProcess) async throws -> String {
    try await broker.output.first(within: .seconds(60), awaiting: "the bootstrap list on the first line of stdout") {
        $0.lines.first
    }
}

private func isEmbedded(_ bootstrapServers: String) async throws -> Bool {
    let admin = try KafkaAdmin(
        properties: KafkaProperties(bootstrapServers: bootstrapServers), logger: Cluster.logger)
    let id = try? await admin.clusterID()
    await admin.close()
    return EmbeddedBroker.isEmbedded(clusterID: id)
}
