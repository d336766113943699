/// How the term of a protocol stands on a day.
public struct ProtocolTerm: Hashable, Codable, Sendable {
    /// Where the day lies.
    public enum Standing: String, Codable, Sendable {
        /// Before the term.
        case upcoming
        /// Within it.
        case inForce = "in-force"
        /// Within it, and its end is near.
        case ending
        /// After it.
        case ended
    }

    /// The protocol.
    public let id: String
    /// Its last day.
    public let until: CalendarDate
    /// Days until its last day: 0 on it, negative after it.
    public let daysLeft: Int
    /// Where the day lies.
    public let standing: Standing
    /// The protocol of the same partners that takes over, where one is configured.
    public let successor: String?
    /// Days between its last day and the successor's first on which neither is in force.
    public let gapDays: Int

    /// What somebody has to see to, in one sentence; nil while nothing is.
    public var warning: String? {
        switch (standing, successor) {
        case (.upcoming, _), (.inForce, _): nil
        case (.ending, nil):
            "the term of \(id) ends on \(until), in \(Self.days(daysLeft)), and no protocol of the same partners follows"
        case (.ended, nil):
            "the term of \(id) ended on \(until), and no protocol of the same partners follows: renew it, or configure"
                + " the one that did"
        case (.ending, let successor?), (.ended, let successor?):
            // Once the successor is in force, a gap is history.
            gapDays == 0 || -daysLeft > gapDays
                ? nil : "between \(id), until \(until), and \(successor) lie \(Self.days(gapDays)) without a protocol"
        }
    }

    private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}

extension RoutingTable {
    /// How the terms of all protocols stand on a day, in the order of the table.
    public func terms(on day: CalendarDate) -> [ProtocolTerm] {
        protocols.map { term(of: $0, on: day) }
    }

    private func term(of each: CooperationProtocol, on day: CalendarDate) -> ProtocolTerm {
        let successor = successor(of: each)
        let left = each.until.daysSinceEpoch - day.daysSinceEpoch
        let standing: ProtocolTerm.Standing =
            if left < 0 {
                .ended
            } else if day < each.from {
                .upcoming
            } else {
                left <= each.alertDays ? .ending : .inForce
            }
        return ProtocolTerm(
            id: each.id, until: each.until, daysLeft: left, standing: standing, successor: successor?.id,
            gapDays: successor.map { max(0, $0.from.daysSinceEpoch - each.until.daysSinceEpoch - 1) } ?? 0)
    }

    /// Of the protocols of the same partners whose term goes on after this one's, the one that starts first.
    private func successor(of each: CooperationProtocol) -> CooperationProtocol? {
        protocols.filter { Set($0.partners) == Set(each.partners) && $0.until > each.until }
            .min { ($0.from, $0.id) < ($1.from, $1.id) }
    }
}
