import ArgumentParser
import Cooperation
import Foundation
import Logging
import Worker

/// `route-bench compare`
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Runs both sides in turn and prints how they compare.")

    @OptionGroup var load: Load
    @Option(help: "The C loop's executable.") var baseline: String

    func run() async throws {
        let table = try Rounds.configuration(1, of: load.config).routing
        let decks = try Rounds.kinds.map { try EventDeck(kind: $0, table: table) }
        let plan = try NoticePlan(decks, table: table)
        let planFile = FileManager.default.temporaryDirectory.appendingPathComponent("plan-\(UUID().uuidString)")
        try plan.text.write(to: planFile, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: planFile) }
        Report.opening(load, decks, plan)

        let broker = try ChildProcess(
            Self.ownExecutable,
            ["broker", "--partitions", "\(load.partitions)", "--rounds", "\(load.rounds)"])
        defer { broker.end() }
        let bootstrap = try broker.readLine()
        let feeder = Feeder(
            load: load, decks: decks, kafka: Rounds.kafka(bootstrap), logger: Logger(label: "feed"))
        var pairs: [Pair] = []
        for round in 1...load.rounds {
            try await feeder.feed(round)
            pairs.append(try measure(round, bootstrap, plan: planFile.path))
        }
        Report.closing(pairs)
    }

    /// One round; who goes first alternates, so that neither always finds a warm or a tired machine.
    private func measure(_ round: Int, _ bootstrap: String, plan: String) throws -> Pair {
        let theirs =
            [
                bootstrap, "baseline", plan, "\(load.records)", Rounds.notices,
            ] + Rounds.sources(round)
        let ours = [
            "stage", "--bootstrap-servers", bootstrap, "--round", "\(round)", "--config", load.config, "--partitions",
            "\(load.partitions)", "--per-partition", "\(load.perPartition)",
        ]
        let isOursFirst = round.isMultiple(of: 2)
        let first = try run(isOursFirst ? ours : theirs, isOurs: isOursFirst, round)
        let second = try run(isOursFirst ? theirs : ours, isOurs: !isOursFirst, round)
        let pair = isOursFirst ? Pair(baseline: second, stage: first) : Pair(baseline: first, stage: second)
        guard pair.baseline.records == pair.stage.records, pair.baseline.notices == pair.stage.notices else {
            throw BenchFailure("the two sides did not do the same: C \(pair.baseline); stage \(pair.stage)")
        }
        return pair
    }

    private func run(_ arguments: [String], isOurs: Bool, _ round: Int) throws -> Measurement {
        let child = try ChildProcess(isOurs ? Self.ownExecutable : baseline, arguments)
        defer { child.end() }
        guard let measurement = Measurement(try child.readLine()) else {
            throw BenchFailure("\(isOurs ? "the stage" : "the C loop") told no measurement; its message stands above")
        }
        Report.run(isOurs ? "stage" : "C loop", round, measurement)
        return measurement
    }

    private static var ownExecutable: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }
}

/// Both sides of one round.
struct Pair {
    var baseline: Measurement
    var stage: Measurement
}
