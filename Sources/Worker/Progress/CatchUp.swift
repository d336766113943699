/// Tells how far the reading of freshly taken partitions has come, now and then and at its end.
///
/// A partition's look-back may hold a million records; whoever watches the log should see that it moves.
struct CatchUp {
    /// One partition's reading.
    struct Report: Equatable {
        let partition: Int32
        /// Records read, offsets counted.
        let read: Int64
        /// Records to read when it began.
        let total: Int64

        /// Whether it is done.
        var isDone: Bool { read >= total }
        /// 0 to 100.
        var percent: Int64 { total == 0 ? 100 : min(100, read * 100 / total) }
    }

    private struct Reading {
        let from: Int64
        let end: Int64
        var lastReport: Duration
        var wasSlow = false
    }

    private static let interval = Duration.seconds(2)
    private var readings: [Int32: Reading] = [:]

    /// A partition is being read from an offset; it ended at `end` then. Times are counted from any fixed moment.
    mutating func begin(_ partition: Int32, from: Int64, end: Int64, at time: Duration) {
        readings[partition] = from < end ? Reading(from: from, end: end, lastReport: time) : nil
    }

    /// It was given away.
    mutating func forget(_ partition: Int32) { readings[partition] = nil }

    /// It was read up to a position. A report when the last one is a while ago, and one at the end of a reading that
    /// was slow enough for one.
    mutating func pass(_ partition: Int32, to position: Int64, at time: @autoclosure () -> Duration) -> Report? {
        guard var reading = readings[partition] else { return nil }
        let report = Report(partition: partition, read: position - reading.from, total: reading.end - reading.from)
        if report.isDone {
            readings[partition] = nil
            return reading.wasSlow ? report : nil
        }
        // The clock is asked once in a thousand records: this is on the way of each.
        guard position % 1_000 == 0 else { return nil }
        let now = time()
        guard now - reading.lastReport >= Self.interval else { return nil }
        (reading.lastReport, reading.wasSlow) = (now, true)
        readings[partition] = reading
        return report
    }
}
