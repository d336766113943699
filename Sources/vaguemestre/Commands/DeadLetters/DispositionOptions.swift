import ArgumentParser
import Cooperation
import Foundation
import KafkaClient
import Operations
import Worker

/// What replay and discard have in common.
struct DispositionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Why, in one line: for whoever asks later. Required, but for a dry run.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Who does it (default: user@host).", valueName: "name"))
    var by: String?

    @Flag(help: "All that are open.")
    var all = false

    @Flag(help: "Do it without asking.")
    var yes = false

    @Flag(help: "Say what would be done about each, and write nothing.")
    var dryRun = false

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        if reason == nil, !dryRun { throw ValidationError("say why, with --reason") }
        for (name, text, limit) in [("--reason", reason, 1000), ("--by", by, 200)] {
            guard let text else { continue }
            let isLine =
                !text.isEmpty && text.unicodeScalars.count <= limit
                && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            guard isLine else {
                throw ValidationError("\(name) takes one line of 1 to \(limit) characters, without control characters")
            }
        }
    }

    /// Who does it.
    var author: String { by ?? Author.standard }
}

/// Shows a plan, asks, and has it carried out.
struct DispositionCounter {
    let options: DispositionOptions
    let connection: Connection
    let rate: Int?

    /// Does what is due in the plan; `order` says how. Ends with exit code 1 when something that was meant could not
    /// be done.
    func carryOut(_ plan: DispositionPlan, _ order: (FiledLetter) -> DispositionDesk.Order?) async throws {
        if !options.json { Console.print(DispositionText.text(plan, limit: options.dryRun ? .max : 20)) }
        var receipt = DispositionDesk.Receipt()
        if !options.dryRun, !plan.due.isEmpty {
            try confirm(plan.due.count, plan.act)
            receipt = try await desk.carryOut(
                plan.due.map(\.letter).compactMap(order), by: options.author, reason: options.reason ?? "",
                ratePerSecond: rate)
            if !options.json { Console.print(DispositionText.text(receipt)) }
        }
        if options.json { try DispositionLine.lines(of: plan, receipt.dispositions).forEach(Console.printJSONLine) }
        if plan.isIncomplete { throw ExitCode(1) }
    }

    private var desk: DispositionDesk {
        DispositionDesk(
            configuration: connection.configuration, kafka: connection.kafka, clock: SystemClock(),
            logger: connection.logger)
    }

    private func confirm(_ count: Int, _ act: Disposition.Act) throws {
        guard !options.yes else { return }
        let verb = act == .replayed ? "replay" : "discard"
        guard Prompt.isPossible else {
            throw BadInput("nothing was done: this would \(verb) \(count). Nobody can be asked here: add --yes")
        }
        guard Prompt.confirms("\(verb.capitalized) \(count)?") else { throw BadInput("nothing was done") }
    }
}
