import Foundation

/// What one run of one side took.
struct Measurement {
    /// Events read.
    var records: Int
    /// Notices written.
    var notices: Int
    /// From the moment the group gave the partitions until the last offset was committed.
    var seconds: Double
    /// Processor time in the same span, user and system, of the process under test alone.
    var cpuSeconds: Double
    /// The most memory the process held at any moment, in KiB.
    var peakKiB: Int

    var recordsPerSecond: Double { Double(records) / seconds }
    var cpuPerMillion: Double { cpuSeconds / Double(records) * 1_000_000 }
    var peakMiB: Double { Double(peakKiB) / 1_024 }
}

/// The line in which a run tells its measurement: words of `NAME=VALUE`.
extension Measurement: LosslessStringConvertible {
    var description: String {
        "records=\(records) notices=\(notices) seconds=\(seconds) cpu=\(cpuSeconds) peak_kib=\(peakKiB)"
    }

    init?(_ description: String) {
        var values: [Substring: Substring] = [:]
        for word in description.split(whereSeparator: \.isWhitespace) {
            let halves = word.split(separator: "=", maxSplits: 1)
            if halves.count == 2 { values[halves[0]] = halves[1] }
        }
        guard let records = values["records"].flatMap({ Int($0) }),
            let notices = values["notices"].flatMap({ Int($0) }),
            let seconds = values["seconds"].flatMap({ Double($0) }),
            let cpu = values["cpu"].flatMap({ Double($0) }),
            let peak = values["peak_kib"].flatMap({ Int($0) })
        else { return nil }
        self.init(records: records, notices: notices, seconds: seconds, cpuSeconds: cpu, peakKiB: peak)
    }
}

/// Something that makes a measurement worthless.
struct BenchFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
