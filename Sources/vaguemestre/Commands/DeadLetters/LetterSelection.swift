import ArgumentParser
import Cooperation
import Operations
import Worker

/// Which dead letters a command is about.
struct LetterSelection: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Dead letters by where they lie: TOPIC/PARTITION@OFFSET.", valueName: "position"),
        transform: Self.position)
    var positions: [RecordPosition] = []

    @Option(help: "Only those with this code (not-json, unknown-kind, contract …). Repeatable, like what follows.")
    var code: [String] = []

    @Option(help: ArgumentHelp("Only those that carry an event of this CloudEvents source.", valueName: "uri"))
    var source: [String] = []

    @Option(help: "Only those whose fingerprint begins so: they fail for the same reason.")
    var fingerprint: [String] = []

    @Option(help: "Only those of this stage: route, digest, compose, deliver; unknown for other programs'.")
    var stage: [String] = []

    @Option(help: "Only those whose records came from this topic.")
    var topic: [String] = []

    @Option(
        help: ArgumentHelp("Only those filed then or later, such as 2026-12-01T08:00:00-05:00.", valueName: "time"),
        transform: OrderTime.read)
    var since: Instant?

    @Option(help: ArgumentHelp("Only those filed before.", valueName: "time"), transform: OrderTime.read)
    var until: Instant?

    @Option(help: ArgumentHelp("So many at most, the oldest first.", valueName: "number"))
    var limit: Int?

    func validate() throws {
        _ = try stages()
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on; found \(limit)") }
        if let since, let until, since >= until {
            throw ValidationError("--since \(since) is not before --until \(until): there is nothing between")
        }
    }

    /// What it asks, without a state.
    func filter() throws -> DeadLetterFilter {
        var filter = DeadLetterFilter()
        filter.positions = Set(positions)
        filter.codes = Set(code)
        filter.sources = Set(source)
        filter.fingerprints = fingerprint
        filter.stages = try stages()
        filter.topics = Set(topic)
        filter.since = since
        filter.until = until
        return filter
    }

    private func stages() throws -> Set<StageName?> {
        Set(
            try stage.map { name in
                if name == DeadLetterEntry.unknownStage { return nil }
                guard let stage = StageName(rawValue: name) else {
                    let names = StageName.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--stage takes one of \(names), unknown; found `\(name)`")
                }
                return stage
            })
    }

    @Sendable private static func position(_ text: String) throws -> RecordPosition {
        guard let position = RecordPosition(text) else {
            throw ValidationError("found `\(text)`, expected a position: partner.dead-letters/3@17")
        }
        return position
    }
}

/// A dead-letters topic to look into.
struct LetterTopic: ParsableArguments {
    @Option(
        name: .customLong("in"),
        help: ArgumentHelp(
            "Another topic to look into, also of Spring, Kafka Connect or Kafka Streams.", valueName: "topic"))
    var name: String?

    func log(_ connection: Connection) -> DeadLetterLog {
        DeadLetterLog(
            configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger, topic: name)
    }
}

extension DeadLetterFinder {
    /// The letters that are meant; a position where none lies is bad input.
    func pick(_ filter: DeadLetterFilter, limit: Int?) throws -> [FiledLetter] {
        do throws(UnknownLetter) {
            return try find(filter, limit: limit)
        } catch {
            throw BadInput("\(error)")
        }
    }
}
