import Cooperation
import Foundation
import KafkaClient
import Worker

/// The topics of the benchmark: each round reads topics of its own, which both sides read once, and all write to one.
enum Rounds {
    /// The kinds of event, one topic each.
    static let kinds = Kind.allCases
    /// Where notices go.
    static let notices = "bench.notices"
    /// As many as the worker's default.
    static let noticePartitions = 12
    private static let deadLetters = "bench.dead-letters"

    /// The event topics of a round, in the order of `kinds`.
    static func sources(_ round: Int) -> [String] {
        kinds.map { "bench.\(round).\($0)s" }
    }

    /// Every topic and its partitions.
    static func topics(_ load: Load) -> [String: Int] {
        var topics = [notices: noticePartitions, deadLetters: 1]
        for round in 1...load.rounds {
            for topic in sources(round) { topics[topic] = load.partitions }
        }
        return topics
    }

    /// The worker's configuration for a round.
    static func configuration(_ round: Int, of path: String) throws -> WorkerConfiguration {
        var configuration = try ConfigurationLoader().load(contentsOf: URL(fileURLWithPath: path))
        let sources = sources(round)
        configuration.settings.topics.delegations = sources[0]
        configuration.settings.topics.exchanges = sources[1]
        configuration.settings.topics.events = sources[2]
        configuration.settings.topics.notices = notices
        configuration.settings.topics.deadLetters = deadLetters
        // The embedded broker's transactions do nothing.
        configuration.settings.guarantee = .atLeastOnce
        return configuration
    }

    /// The connection both sides use.
    static func kafka(_ bootstrapServers: String) -> KafkaProperties {
        KafkaProperties.embeddedBroker.merging(KafkaProperties(bootstrapServers: bootstrapServers))
    }
}
