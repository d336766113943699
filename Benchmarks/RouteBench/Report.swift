import Foundation

/// What a comparison says on standard output.
enum Report {
    /// One line, at once: whoever waits for it reads through a pipe.
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func opening(_ load: Load, _ decks: [EventDeck], _ plan: NoticePlan) {
        let bytes = decks.map(\.meanBytes).reduce(0, +) / decks.count
        let notices = Double(plan.notices) / Double(plan.events)
        print(
            """
            \(load.records.formatted()) events of \(bytes) bytes (mean) in \(3 * load.partitions) partitions a run, \
            \(notices.formatted(.number.precision(.fractionLength(2)))) notices an event, \(load.rounds) rounds

            """)
        print(line(["round", "side", "records/s", "CPU s/million", "peak MiB"]))
    }

    static func run(_ side: String, _ round: Int, _ measurement: Measurement) {
        print(line(["\(round)", side] + figures([measurement])))
    }

    /// The medians, and as the last line how they compare.
    static func closing(_ pairs: [Pair]) {
        let baseline = pairs.map(\.baseline)
        let stage = pairs.map(\.stage)
        print(line(["median", "C loop"] + figures(baseline)))
        print(line(["median", "stage"] + figures(stage)))
        let rate = median(stage.map(\.recordsPerSecond)) / median(baseline.map(\.recordsPerSecond))
        let cpu = median(stage.map(\.cpuPerMillion)) / median(baseline.map(\.cpuPerMillion))
        print("\nratio records/s \(text(rate)) cpu \(text(cpu))")
    }

    private static func figures(_ runs: [Measurement]) -> [String] {
        [
            median(runs.map(\.recordsPerSecond)).formatted(.number.precision(.fractionLength(0))),
            text(median(runs.map(\.cpuPerMillion))),
            median(runs.map(\.peakMiB)).formatted(.number.precision(.fractionLength(0))),
        ]
    }

    private static func text(_ number: Double) -> String {
        number.formatted(
            .number.precision(.fractionLength(2)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }

    private static func median(_ numbers: [Double]) -> Double {
        let sorted = numbers.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func line(_ cells: [String]) -> String {
        zip(cells, [8, 8, 12, 15, 10]).map { cell, width in
            String(repeating: " ", count: max(0, width - cell.count)) + cell
        }.joined()
    }
}
