import TestSupport

/// When a worker is killed, told in what the log shows of it and a random moment more: starting up, or amid its work.
enum KillMoment: CustomStringConvertible {
    /// So long after its start: before it has joined its groups, or shortly after.
    case whileStarting(Duration)
    /// So long after a topic has gained so many records from it.
    case after(records: Int, in: Topic, Duration)

    /// What a stage writes, by the last part of the topic's name.
    enum Topic: String {
        case notices, digests, deliveries
    }

    static let followed = ["notices", "digests", "deliveries"]

    var description: String {
        switch self {
        case .whileStarting(let delay): "\(delay) after the start"
        case .after(let count, let topic, let delay): "\(delay) after \(count) more \(topic)"
        }
    }

    /// Ten moments, of each sort some. Most fall so close behind a record that what belongs to it (the offset, the
    /// cut, the note of a delivery) may or may not have been written.
    static func ten(using random: inout SeededGenerator) -> [KillMoment] {
        func delay(_ longest: Int) -> Duration { .milliseconds(Int.random(in: 0...longest, using: &random)) }
        func count() -> Int { .random(in: 1...10, using: &random) }
        let starting = (0..<2).map { _ in KillMoment.whileStarting(delay(6000)) }
        let routing = (0..<2).map { _ in KillMoment.after(records: count(), in: .notices, delay(10)) }
        let telling = (0..<3).map { _ in KillMoment.after(records: count(), in: .digests, delay(20)) }
        let mailing = (0..<2).map { _ in KillMoment.after(records: count() / 2 + 1, in: .deliveries, delay(20)) }
        let later = KillMoment.after(records: count(), in: .digests, delay(500))
        return (starting + routing + telling + mailing + [later]).shuffled(using: &random)
    }

    /// Waits for the moment; `known` records were in the log before.
    func wait(_ tail: LogTail, on cluster: Cluster, since known: Int) async throws {
        switch self {
        case .whileStarting(let delay):
            try await Task.sleep(for: delay)
        case .after(let count, let topic, let delay):
            let name = cluster.topic(topic.rawValue)
            try await tail.records.wait(within: .seconds(180), awaiting: "\(count) more records of \(name)") {
                records in
                records.dropFirst(known).filter { $0.topic == name }.count >= count
            }
            try await Task.sleep(for: delay)
        }
    }
}
