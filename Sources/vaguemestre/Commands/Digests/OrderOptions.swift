import ArgumentParser
import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Operations
import Worker

/// What all commands to the digest stage have in common.
struct OrderOptions: ParsableArguments {
    @Argument(help: "The subscription it is for.")
    var subscription: String?

    @Option(help: ArgumentHelp("All subscriptions of this audience, instead of one.", valueName: "id"))
    var audience: String?

    @Option(help: ArgumentHelp("Why, in one line: for whoever asks later.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Who gives the command (default: user@host).", valueName: "name"))
    var by: String?

    @Flag(help: "Show the record and write nothing.")
    var dryRun = false

    @Flag(help: "As JSON.")
    var json = false

    func validate() throws {
        guard (subscription == nil) != (audience == nil) else {
            throw ValidationError("name one subscription, or an audience with --audience")
        }
    }

    /// Whom it is for.
    func target(_ configuration: WorkerConfiguration) throws -> CommandTarget {
        do {
            if let audience { return try CommandTarget(audience: audience, in: configuration) }
            return try CommandTarget(subscription: subscription ?? "", in: configuration)
        } catch let unknown as UnknownAddressee {
            throw BadInput("\(unknown)")
        }
    }

    /// The command as a record.
    func command(_ order: DigestCommand.Order, for target: CommandTarget) -> CommandRecord {
        CommandRecord(
            id: UUID().uuidString.lowercased(), order: order, audience: target.audience,
            subscription: target.subscription, by: by ?? Author.standard, reason: reason,
            at: SystemClock().now())
    }
}

/// Gives a command: writes its record, and tells where it stands and what comes of it.
struct OrderCounter {
    let order: OrderOptions
    let options: ConfigurationOptions
    let logging: LoggingOptions

    /// `decide` says what is ordered, once it is known whom it is for, and in one sentence what happens next.
    func give(
        _ decide: (CommandTarget, CommandDesk) async throws -> (order: DigestCommand.Order, next: String)
    ) async throws {
        try await Console.run {
            // Before any broker is asked: a misspelt name is told at once.
            _ = try order.target(try options.load())
            let connection = try await Connection(options, logging)
            let target = try order.target(connection.configuration)
            let desk = CommandDesk(
                configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
            let decision = try await decide(target, desk)
            let command = order.command(decision.order, for: target)
            let partition = try await desk.partition(of: target.audience)
            var receipt = OrderReceipt(
                command: command, topic: partition.topic, partition: partition.partition, target: target.name,
                next: decision.next)
            do {
                let record = try desk.record(command, in: partition)
                if !order.dryRun { receipt.offset = try await desk.write(record).offset }
            } catch let rejection as CommandRejection {
                throw BadInput("the command would be refused: \(rejection)")
            }
            try receipt.show(asJSON: order.json)
        }
    }
}

/// What became of a command, for a person or a program.
private struct OrderReceipt: Encodable {
    let command: CommandRecord
    let topic: String
    let partition: Int32
    /// Nil for a dry run.
    var offset: Int64?
    let target: String
    let next: String

    private enum CodingKeys: String, CodingKey {
        case command, topic, partition, offset, position, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(command, forKey: .command)
        try container.encode(topic, forKey: .topic)
        try container.encode(partition, forKey: .partition)
        try container.encodeIfPresent(offset, forKey: .offset)
        try container.encodeIfPresent(position, forKey: .position)
        try container.encode(next, forKey: .next)
    }

    private var position: String? { offset.map { "\(topic)/\(partition)@\($0)" } }

    func show(asJSON: Bool) throws {
        if asJSON { return try Console.printJSON(self) }
        if let position {
            Console.print("\(position): \(command.order.name) for \(target)")
            Console.print("Next: \(next)")
        } else {
            Console.print("nothing written; it would go to \(topic)/\(partition), with the key \(command.audience):")
            try Console.printJSON(command)
        }
    }
}
