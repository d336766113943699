import ArgumentParser
import Cooperation
import DigestEngine
import Operations
import Worker

extension DigestsCommand {
    /// `vaguemestre digests flush`
    struct Flush: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "flush", abstract: "Has everything told now that waits for a subscription.",
            discussion: """
                What was appended before the command goes out at once as a digest of its own, even on hold; what comes \
                later waits for the next window. Returns when the command stands in the log.
                """)

        @OptionGroup var order: OrderOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func run() async throws {
            try await OrderCounter(order: order, options: options, logging: logging).give { _, _ in
                (.flush, "what was appended before it is told as soon as the digest stage reads it.")
            }
        }
    }

    /// `vaguemestre digests hold`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Has nothing told until it is released, or until a given time.",
            discussion: """
                What comes meanwhile waits, and nothing is lost. `digests release` ends a hold; `digests flush` tells \
                what waits and leaves the hold in force. Returns when the command stands in the log.
                """)

        @OptionGroup var order: OrderOptions
        @Option(
            help: ArgumentHelp(
                "When the hold ends by itself, such as 2026-12-01T08:00:00-05:00.", valueName: "time"),
            transform: OrderTime.read)
        var until: Instant?
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            if let until, until <= SystemClock().now() {
                throw ValidationError("--until \(until) has passed: such a hold would hold nothing")
            }
        }

        func run() async throws {
            try await OrderCounter(order: order, options: options, logging: logging).give { target, _ in
                let release = target.subscription ?? "--audience \(target.audience)"
                let end = until.map { "until \($0), or until" } ?? "until"
                return (
                    .hold(until: until),
                    "nothing more is told \(end) `vaguemestre digests release \(release)`; what comes waits."
                )
            }
        }
    }

    /// `vaguemestre digests release`
    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Ends a hold.",
            discussion: "Returns when the command stands in the log. Where nothing is on hold it changes nothing.")

        @OptionGroup var order: OrderOptions
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func run() async throws {
            try await OrderCounter(order: order, options: options, logging: logging).give { _, _ in
                (.release, "digests go out again; one whose time came meanwhile goes out first.")
            }
        }
    }

    /// `vaguemestre digests withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Takes back what was said about one subject.",
            discussion: """
                What is not told yet is left out and counted; of what was told already, the next digest says that it \
                was withdrawn. It concerns what was appended before the command: later events about the subject are \
                told again. Returns when the command stands in the log.

                The source is looked up where the log leaves no doubt: when one source alone has something about the \
                subject waiting or, with nothing waiting, told within the look-back.
                """)

        @OptionGroup var order: OrderOptions
        @Option(help: "The subject, as the events name it (exchange/residence-2019-04).")
        var subject: String
        @Option(help: ArgumentHelp("The events' source, where more than one has the subject.", valueName: "uri"))
        var source: String?
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func run() async throws {
            try await OrderCounter(order: order, options: options, logging: logging).give { target, desk in
                let found: SubjectCandidates.Candidate
                do {
                    found = try await desk.find(subject: subject, source: source, for: target)
                } catch let doubt as SubjectDoubt {
                    throw BadInput("\(doubt)")
                }
                return (.withdraw(source: found.source, subject: found.subject), Self.next(found))
            }
        }

        private static func next(_ found: SubjectCandidates.Candidate) -> String {
            let named = "“\(found.title)” (\(found.subject), from \(found.source))"
            return found.pending > 0
                ? "\(named) is left out of what waits; where it was told, the next digest says so."
                : "the next digest says that \(named) was withdrawn."
        }
    }
}

/// Times as the command line takes them.
enum OrderTime {
    @Sendable static func read(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else {
            throw ValidationError("found `\(text)`, expected a time with its offset: 2026-12-01T08:00:00-05:00")
        }
        return instant
    }
}
