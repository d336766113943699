public import Cooperation
import Foundation

/// Record after record, judged.
public struct FuzzRun {
    /// A record that shows a bug.
    public struct Finding: Sendable {
        /// Its number, by which the same seed makes it again.
        public let number: Int
        /// The record.
        public let record: FuzzRecord
        /// What is wrong with the reader.
        public let complaints: [String]
    }

    /// What came of a run.
    public struct Tally: Sendable {
        /// How many records were judged.
        public fileprivate(set) var records = 0
        /// How many were taken.
        public fileprivate(set) var taken = 0
        /// How many were refused, by their code.
        public fileprivate(set) var refused: [RejectionCode: Int] = [:]
        /// What reading, judging the contract and deciding took of each record, in time of the processor: a machine
        /// has other things to do.
        public fileprivate(set) var durations = DurationCounts()
        /// Records that show bugs.
        public fileprivate(set) var findings: [Finding] = []
    }

    private let mutator: RecordMutator
    private let judge = FuzzJudge()
    /// What came of it so far.
    public private(set) var tally = Tally()

    /// A run over the records of a seed.
    public init(corpus: Corpus, seed: UInt64) {
        mutator = RecordMutator(corpus: corpus, seed: seed)
    }

    /// Makes and judges one record.
    public mutating func step(_ number: Int) {
        let record = mutator.record(number)
        let start = Self.threadTime
        let routed = judge.route(record)
        tally.durations.note(Self.threadTime - start, number: number)
        let verdict = judge.judge(record, routed: routed)
        tally.records += 1
        if let code = verdict.code { tally.refused[code, default: 0] += 1 } else { tally.taken += 1 }
        guard !verdict.complaints.isEmpty else { return }
        tally.findings.append(Finding(number: number, record: record, complaints: verdict.complaints))
    }

    /// What this thread has had of the processor.
    private static var threadTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

/// Durations counted by powers of two of a microsecond, and the longest.
public struct DurationCounts: Sendable {
    private var counts = [Int](repeating: 0, count: 40)
    /// The longest.
    public private(set) var longest = Duration.zero
    /// The number of the record that took longest.
    public private(set) var slowest = 0

    mutating func note(_ duration: Duration, number: Int) {
        let microseconds = duration / .microseconds(1)
        var place = 0
        while place < counts.count - 1, Double(1 << place) < microseconds { place += 1 }
        counts[place] += 1
        if duration > longest { (longest, slowest) = (duration, number) }
    }

    /// A duration that the given share of all did not exceed, to the next power of two of a microsecond.
    public func bound(of share: Double) -> Duration {
        let total = counts.reduce(0, +)
        var seen = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if Double(seen) >= share * Double(total) { return .microseconds(1 << place) }
        }
        return longest
    }
}
