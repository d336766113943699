import ArgumentParser
import Cooperation
import KafkaClient
import Operations
import Worker

extension DeadLettersCommand {
    /// `vaguemestre dead-letters discard`
    struct Discard: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discard", abstract: "Closes dead letters about which nothing is to be done.",
            discussion: """
                Writes down that nothing is to be done, who says so and why. The letters stay where they are until \
                retention removes them; `replay --again` still replays them.
                """)

        @OptionGroup var selection: LetterSelection
        @OptionGroup var disposition: DispositionOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            try disposition.requireChoice(by: try selection.filter())
        }

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let log = DeadLetterLog(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
                var filter = try selection.filter()
                if filter.positions.isEmpty { filter.states = [.open] }
                let found = try DeadLetterFinder(try await log.register().letters).pick(
                    filter, limit: selection.limit)
                let topics = connection.configuration.settings.topics
                let plan = DispositionPlan(
                    found.map {
                        DispositionPlan.Candidate(
                            letter: $0, stage: topics.stage(reading: $0.letter.origin.topic), verdict: nil)
                    }, DispositionPlan.Options(act: .discarded))
                try await DispositionCounter(options: disposition, connection: connection, rate: nil).carryOut(plan) {
                    DispositionDesk.Order(discarding: $0)
                }
            }
        }
    }
}

extension DispositionOptions {
    /// Nobody means everything by saying nothing.
    func requireChoice(by filter: DeadLetterFilter) throws {
        if filter.isEmpty, !all {
            throw ValidationError("say which: by position, by --code, --fingerprint …, or --all")
        }
        if filter.positions.isEmpty == false, all { throw ValidationError("--all and positions exclude each other") }
    }
}
