import Cooperation
import Foundation
import Fuzzing

/// What a run shows while it goes, and at its end.
struct Report {
    private let every: Int
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant

    init(records: Int) {
        every = max(1, records / 10)
        start = clock.now
    }

    /// A line for each tenth of the records: how many, how fast, and how much memory is resident. The readers keep room
    /// for the largest record that they have seen, so that it rises where a larger one comes, and not beyond.
    func show(_ tally: FuzzRun.Tally) {
        guard tally.records % every == 0 else { return }
        let seconds = (clock.now - start) / .seconds(1)
        let rate = Int(Double(tally.records) / max(seconds, 0.001))
        let resident = Self.residentMegabytes.formatted(.number.precision(.fractionLength(1)))
        print("\(tally.records) records, \(rate) a second, \(resident) MiB resident")
        fflush(nil)
    }

    /// What became of the records, and how long reading took.
    func conclude(_ tally: FuzzRun.Tally) {
        print("taken \(tally.taken), refused \(tally.records - tally.taken):")
        for (code, count) in tally.refused.sorted(by: { $0.value > $1.value }) { print("  \(code.rawValue) \(count)") }
        let durations = tally.durations
        let bounds = [0.5, 0.99, 0.9999].map { "\($0 * 100) % within \(durations.bound(of: $0))" }
        print("reading, judging and deciding, in CPU: \(bounds.joined(separator: ", "))")
        print("at most \(durations.longest), for record \(durations.slowest)")
        print("\(tally.findings.count) records that show a bug")
    }

    private static var residentMegabytes: Double {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        let pages = fields.count > 1 ? Double(fields[1]) ?? 0 : 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
