import Cooperation

/// Where a line stands among others: first what changes plans, then by the date of what happens.
struct LineOrder: Comparable {
    private let changeRank: Int
    private let priorityRank: Int
    private let start: Int64
    private let title: String
    private let subject: String
    private let source: String

    /// Reading order: withdrawn and cancelled, rescheduled, updated, then everything else; within each by start (a day counts from
    /// its first instant in UTC, no date comes last), title, subject.
    static func reading(_ line: DigestLine) -> LineOrder {
        LineOrder(
            line, changeRank: [.withdrawn: 0, .cancelled: 0, .rescheduled: 1, .updated: 2][line.change] ?? 3,
            priorityRank: 0)
    }

    /// Importance when not all fit: what changes plans first, then by weight, then as in reading order.
    static func importance(_ line: DigestLine) -> LineOrder {
        let change: [DigestLine.Change: Int] = [.withdrawn: 0, .cancelled: 0, .rescheduled: 1]
        let priority: [Priority: Int] = [.strategic: 0, .high: 1]
        return LineOrder(
            line, changeRank: change[line.change] ?? 2, priorityRank: priority[line.state.priority] ?? 2
        )
    }

    private init(_ line: DigestLine, changeRank: Int, priorityRank: Int) {
        self.changeRank = changeRank
        self.priorityRank = priorityRank
        start = line.state.starts.map(Self.milliseconds) ?? .max
        title = line.state.title.best(for: "fr")?.text ?? ""
        subject = line.state.subject
        source = line.state.source
    }

    static func < (lhs: LineOrder, rhs: LineOrder) -> Bool {
        let left = (lhs.changeRank, lhs.priorityRank, lhs.start, lhs.title, lhs.subject, lhs.source)
        let right = (rhs.changeRank, rhs.priorityRank, rhs.start, rhs.title, rhs.subject, rhs.source)
        return left < right
    }

    private static func milliseconds(_ moment: Moment) -> Int64 {
        switch moment {
        case .instant(let instant): instant.milliseconds
        case .day(let date): date.startInUTC.milliseconds
        }
    }
}
