import ArgumentParser
import Cooperation

/// `route-bench`: the route stage against a bare C loop, on one broker, in turn.
@main
struct RouteBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route-bench",
        abstract: "Measures the route stage against a bare C consume-and-produce loop on the same broker.",
        discussion: """
            `make bench` runs `route-bench compare`. The other commands are its parts, of use alone for a profiler: \
            start a broker, feed it, then run the stage under the profiler.
            """,
        subcommands: [CompareCommand.self, BrokerCommand.self, FeedCommand.self, StageCommand.self],
        defaultSubcommand: CompareCommand.self)
}

/// How much there is to do.
struct Load: ParsableArguments {
    @Option(help: "Partitions of each of the three event topics.")
    var partitions = 16

    @Option(help: "Events in each partition; the broker keeps some 14,000 of them (5 MiB compressed).")
    var perPartition = 6_000

    @Option(help: "How many times each side runs.")
    var rounds = 5

    @Option(help: "The configuration whose routing table is used.")
    var config = "deploy/vaguemestre.yaml"

    /// Events of one round.
    var records: Int { Rounds.kinds.count * partitions * perPartition }

    func validate() throws {
        guard partitions > 0, perPartition > 0, rounds > 0 else {
            throw ValidationError("--partitions, --per-partition and --rounds take 1 or more")
        }
    }
}
