import Cooperation
import DigestEngine
import KafkaClient
import Worker

extension CommandDesk {
    /// Finds in the log what a withdrawal means.
    ///
    /// - Throws: ``SubjectDoubt`` where there is nothing of that name, or more than one.
    public func find(
        subject: String, source: String?, for target: CommandTarget
    ) async throws -> SubjectCandidates.Candidate {
        let partition = try await partition(of: target.audience).partition
        var candidates = SubjectCandidates(target: target, cuts: try await view.cuts(in: [partition])[partition] ?? [])
        let ranges = [partition: LogReader.Range(from: candidates.from)]
        try await view.read(ranges) { _, entry in
            if case .notice(let notice) = entry { candidates.add(notice) }
        }
        return try candidates.only(subject: subject, source: source)
    }
}
