import ArgumentParser
import Cooperation
import Operations
import Worker

extension RoutesCommand {
    /// `vaguemestre routes test`
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Tries the examples that stand beside the rules.",
            discussion: """
                Each event under cooperation.examples is read and routed as the route stage would, and what comes of it \
                is compared with what the example says. Needs no broker. Exit code 1 if an example does not hold.
                """)

        @Argument(help: "Only the examples with these names.") var names: [String] = []
        @OptionGroup var options: ConfigurationOptions
        @Flag(name: .shortAndLong, help: "Names the examples that hold as well.") var verbose = false
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let report = try wanted(options.load()).tryExamples()
                if json {
                    try Console.printJSON(ExampleReportForm(report))
                } else {
                    Console.print(ExampleText(report, isVerbose: verbose, isPartial: !names.isEmpty).render())
                }
                if !report.failures.isEmpty { throw ExitCode(1) }
            }
        }

        private func wanted(_ configuration: WorkerConfiguration) throws -> WorkerConfiguration {
            guard !names.isEmpty else { return configuration }
            var configuration = configuration
            let known = configuration.examples.map(\.name)
            for name in names where !known.contains(name) {
                let hint = NearestName.hint(for: name, among: known)
                throw BadInput("`\(name)` is no example of \(options.config)\(hint)")
            }
            configuration.examples = configuration.examples.filter { names.contains($0.name) }
            return configuration
        }
    }
}

/// What came of examples, for a program.
private struct ExampleReportForm: Encodable {
    struct Verdict: Encodable {
        let name: String
        let holds: Bool
        let rejection: String?
        let differences: [ExampleVerdict.Difference]
        let reasons: [String]
    }

    let examples: Int
    let failed: Int
    let untriedRules: [String]
    let verdicts: [Verdict]

    init(_ report: ExampleReport) {
        examples = report.verdicts.count
        failed = report.failures.count
        untriedRules = report.untriedRules
        verdicts = report.verdicts.map { verdict in
            Verdict(
                name: verdict.example.name, holds: verdict.holds, rejection: verdict.rejection?.description,
                differences: verdict.differences, reasons: verdict.reasons)
        }
    }
}
