import ArgumentParser
import Cooperation
import DigestEngine
import Operations
import Worker

extension DigestsCommand {
    /// `vaguemestre digests peek`
    struct Peek: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "peek", abstract: "Shows what the next digest of a subscription holds so far.",
            discussion: """
                Reads the log as the digest stage would and writes nothing; no worker need run. If nothing more came, \
                the digest would be published with these very bytes when its window closes. One that is on hold is \
                shown as if it were not, and says so.
                """)

        @Argument(help: "The subscription.") var subscription: String
        @Option(
            help: ArgumentHelp(
                "Only what was appended before then, such as 2026-12-01T08:00:00-05:00; an open window ends then.",
                valueName: "time"),
            transform: OrderTime.read)
        var at: Instant?
        @Flag(help: "The digest itself, as it would stand in the log; `null` where nothing waits.") var json = false
        @Flag(help: "The text of the mail in the first recipient's language.") var text = false
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            if json && text { throw ValidationError("choose one of --json and --text") }
        }

        func run() async throws {
            try await Console.run {
                try Addressees(options).check([subscription])
                let connection = try await Connection(options, logging)
                let peek = DigestPeek(
                    configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger)
                show(try await peek.look(at: subscription, now: SystemClock().now(), before: at))
            }
        }

        private func show(_ peeked: PeekedDigest) {
            if json {
                let bytes = peeked.digest?.canonicalBytes() ?? Array("null".utf8)
                return Console.print(String(decoding: bytes, as: UTF8.self))
            }
            guard text else { return Console.print(PeekText(peeked).render()) }
            if let text = peeked.text { return Console.print(text) }
            Console.note(
                peeked.digest == nil
                    ? "nothing waits for \(subscription)" : "\(subscription) has no recipient, and so no text")
        }
    }
}

/// Refuses names that the configuration does not know, before any broker is asked.
struct Addressees {
    private let known: CommandAddressees

    init(_ options: ConfigurationOptions) throws {
        known = CommandAddressees(configuration: try options.load())
    }

    func check(_ subscriptions: [String]) throws {
        for id in subscriptions {
            if case .failure(let unknown) = known.subscription(id) { throw BadInput("\(unknown)") }
        }
    }
}
