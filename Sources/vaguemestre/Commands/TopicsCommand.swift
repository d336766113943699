import ArgumentParser
import Operations
import Worker

/// `vaguemestre topics`
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics", abstract: "Compares the topics with the configuration, and makes them.",
        subcommands: [Plan.self, Apply.self])

    /// `vaguemestre topics plan`
    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Shows what `topics apply` would do; changes nothing.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let steps = try await TopicsCommand.survey(options, logging).steps()
                try TopicsCommand.show(steps, verb: "would be", json: json)
            }
        }
    }

    /// `vaguemestre topics apply`
    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Makes missing topics and corrects their configuration; never changes a partition count.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let steps = try await TopicsCommand.survey(options, logging).apply()
                try TopicsCommand.show(steps, verb: "was", json: json)
            }
        }
    }

    fileprivate static func survey(_ options: ConfigurationOptions, _ logging: LoggingOptions) async throws
        -> TopicSurvey
    {
        let connection = try await Connection(options, logging)
        return TopicSurvey(
            configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
    }

    fileprivate static func show(_ steps: [TopicPlan.Step], verb: String, json: Bool) throws {
        let lines = steps.map { TopicStepLine($0, verb: verb) }
        if json { return try Console.printJSON(lines) }
        var table = TextTable(["topic", "for", "partitions", "what"])
        for line in lines { table.add([line.topic, line.role, String(line.partitions), line.what]) }
        Console.print(table.render())
    }
}

/// One topic's line of the plan.
private struct TopicStepLine: Encodable {
    let topic: String
    let role: String
    let partitions: Int
    let what: String

    init(_ step: TopicPlan.Step, verb: String) {
        let desired: TopicPlan.Desired
        switch step {
        case .create(let topic):
            desired = topic
            what = "\(verb) created"
        case .tooFewPartitions(let topic, let found):
            desired = topic
            what = "has only \(found) partitions; not changed, because keys would move: make a new topic"
        case .morePartitions(let topic, let found):
            desired = topic
            what = "has \(found) partitions: fine"
        case .alter(let topic, let changes):
            desired = topic
            let list = changes.map { "\($0.key) from \($0.found ?? "?") to \($0.wanted)" }
            what = "\(verb) altered: \(list.joined(separator: ", "))"
        case .inOrder(let topic):
            desired = topic
            what = "in order"
        }
        topic = desired.name
        role = desired.role
        partitions = desired.partitions
    }
}
