import Cooperation

/// Where a line stands among others: first what changes plans, then by the date of what happens.
struct LineOrder: Comparable {
    /// The theme that a line stands under: one of any theme before those of one, those of none last.
    private enum Theme: Comparable {
        case any, named(String), none
    }

    private let changeRank: Int
    private let theme: Theme
    private let stirRank: Int
    private let priorityRank: Int
    private let start: Int64
    private let title: String
    private let subject: String
    private let source: String

    /// Reading order: withdrawn and cancelled, rescheduled; then the others by theme, those without one last, and in
    /// each theme updated before new. Within each by start (a day counts from its first instant in UTC, no date comes
    /// last), title, subject.
    static func reading(_ line: DigestLine) -> LineOrder {
        let changeRank = [DigestLine.Change.withdrawn: 0, .cancelled: 0, .rescheduled: 1][line.change] ?? 2
        let theme = changeRank < 2 ? Theme.any : line.theme.map(Theme.named) ?? .none
        return LineOrder(
            line, changeRank: changeRank, theme: theme, stirRank: line.change == .updated ? 0 : 1, priorityRank: 0)
    }

    /// Importance when not all fit: what changes plans first, then by weight, then as in reading order.
    static func importance(_ line: DigestLine) -> LineOrder {
        let change: [DigestLine.Change: Int] = [.withdrawn: 0, .cancelled: 0, .rescheduled: 1]
        let priority: [Priority: Int] = [.strategic: 0, .high: 1]
        return LineOrder(
            line, changeRank: change[line.change] ?? 2, theme: .any, stirRank: 0,
            priorityRank: priority[line.state.priority] ?? 2
        )
    }

    private init(_ line: DigestLine, changeRank: Int, theme: Theme, stirRank: Int, priorityRank: Int) {
        self.changeRank = changeRank
        self.theme = theme
        self.stirRank = stirRank
        self.priorityRank = priorityRank
        start = line.state.starts.map(Self.milliseconds) ?? .max
        title = line.state.title.best(for: "fr")?.text ?? ""
        subject = line.state.subject
        source = line.state.source
    }

    static func < (lhs: LineOrder, rhs: LineOrder) -> Bool {
        let left = (lhs.changeRank, lhs.theme, lhs.stirRank, lhs.priorityRank, lhs.start)
        let right = (rhs.changeRank, rhs.theme, rhs.stirRank, rhs.priorityRank, rhs.start)
        if left != right { return left < right }
        return (lhs.title, lhs.subject, lhs.source) < (rhs.title, rhs.subject, rhs.source)
    }

    private static func milliseconds(_ moment: Moment) -> Int64 {
        switch moment {
        case .instant(let instant): instant.milliseconds
        case .day(let date): date.startInUTC.milliseconds
        }
    }
}
