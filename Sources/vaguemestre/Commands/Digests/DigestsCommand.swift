import ArgumentParser
import Cooperation
import DigestEngine
import Operations

/// `vaguemestre digests`
struct DigestsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digests", abstract: "Looks at digests, proves them, and commands when they go out.",
        discussion: """
            flush, hold, release and withdraw write a command into the log, in its place among the notices it \
            concerns; the digest stage carries it out when it comes to it. `commands` lists them. peek and simulate \
            look ahead and write nothing.
            """,
        subcommands: [
            List.self, Peek.self, Simulate.self, Verify.self, Flush.self, Hold.self, Release.self, Withdraw.self,
            Commands.self,
        ])

    /// `vaguemestre digests list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists the digests in the log.")

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Option(help: "Only this subscription's.") var subscription: String?
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let digests = try await DigestLog(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger
                ).read().filter { subscription == nil || $0.digest.subscription == subscription }
                let lines = digests.map(DigestListLine.init)
                if json { return try Console.printJSON(lines) }
                guard !lines.isEmpty else { return Console.print("no digests") }
                var table = TextTable(["digest", "window from", "to", "notices", "lines", "record"])
                for line in lines {
                    table.add([
                        line.digest, line.windowFrom, line.windowTo, String(line.notices), String(line.lines),
                        line.position,
                    ])
                }
                Console.print(table.render())
            }
        }
    }

    /// `vaguemestre digests verify`
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Proves every digest by the log and the configuration; exit code 1 if anything was changed.",
            discussion: """
                Each digest is rebuilt from its slice of the log and compared byte by byte. What is other than it was \
                is named: the digest's record, the log, the configuration, or the sequence of digests.
                """)

        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions
        @Flag(help: "As JSON.") var json = false

        func run() async throws {
            try await Console.run {
                let connection = try await Connection(options, logging)
                let verdicts = try await DigestVerifier(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger
                ).verify()
                if json { try Console.printJSON(verdicts) } else { show(verdicts) }
                guard verdicts.allSatisfy(\.isRight) else { throw ExitCode(1) }
            }
        }

        private func show(_ verdicts: [DigestVerdict]) {
            guard !verdicts.isEmpty else { return Console.print("no digests") }
            var table = TextTable(["digest", "sha-256", "verdict"])
            for verdict in verdicts {
                let causes = Set(verdict.findings.map(\.cause.rawValue)).sorted().joined(separator: ", ")
                let hash = verdict.hash.map { String($0.prefix(16)) } ?? ""
                table.add([
                    verdict.digest ?? verdict.position, hash, verdict.isRight ? "same" : "CHANGED: \(causes)",
                ])
            }
            Console.print(table.render())
            for verdict in verdicts where !verdict.isRight { explain(verdict) }
            Console.print("\n\(verdicts.filter(\.isRight).count) of \(verdicts.count) rebuilt with the same hash")
        }

        private func explain(_ verdict: DigestVerdict) {
            Console.print("\n\(verdict.digest ?? "unreadable") at \(verdict.position)")
            for finding in verdict.findings {
                Console.print("  \(finding.message)")
                for difference in finding.differences {
                    Console.print("    \(difference.pointer)")
                    Console.print("      published  \(difference.published)")
                    Console.print("      rebuilt    \(difference.rebuilt)")
                }
            }
        }
    }
}

/// One digest's line of the list.
private struct DigestListLine: Encodable {
    let digest: String
    let subscription: String
    let windowFrom: String
    let windowTo: String
    let notices: Int
    let lines: Int
    let position: String

    init(_ logged: LoggedDigest) {
        digest = logged.digest.id
        subscription = logged.digest.subscription
        windowFrom = logged.digest.window.from.description
        windowTo = logged.digest.window.to.description
        notices = logged.digest.counts.notices
        lines = logged.digest.counts.lines
        position = logged.position.description
    }
}
