import Cooperation
import DigestEngine
import Foundation
import Operations

/// The windows of some days, for a person: a table for each subscription, and a sum.
struct OutlookText {
    private let outlooks: [SubscriptionOutlook]
    private let span: DaySpan

    init(_ outlooks: [SubscriptionOutlook], span: DaySpan) {
        self.outlooks = outlooks
        self.span = span
    }

    func render() -> String {
        (outlooks.map(section) + [sum]).joined(separator: "\n\n")
    }

    private func section(_ outlook: SubscriptionOutlook) -> String {
        let time = LocalTimeText(zone: TimeZone(identifier: outlook.timeZone) ?? .gmt)
        let heading = "\(outlook.subscription): \(outlook.title) (\(outlook.cadence), \(outlook.timeZone))"
        let hold = outlook.hold.map { "\n\(words($0, time))" } ?? ""
        guard !outlook.windows.isEmpty else {
            let nothing = outlook.cadence == "immediate" ? "nothing; it goes out as news comes" : "no boundary"
            return "\(heading)\(hold)\n  \(nothing)"
        }
        var table = TextTable(["goes out", "", "notices", "lines", "bytes", "HTML", "remarks"])
        for window in outlook.windows { table.add(cells(window, time)) }
        return "\(heading)\(hold)\n\(table.render())"
    }

    private func words(_ hold: HoldOutlook, _ time: LocalTimeText) -> String {
        let until = hold.until.map { "until \(time.short($0))" } ?? "until it is released"
        return "On hold \(until), since \(time.short(hold.since)), by \(hold.by)\(hold.reason.map { ": \($0)" } ?? "")"
    }

    private func cells(_ window: WindowOutlook, _ time: LocalTimeText) -> [String] {
        let number: (Int?) -> String = { $0.map(String.init) ?? "–" }
        return [
            time.short(window.to), standing(window), number(window.notices), number(window.lines),
            number(window.bytes), number(window.mail?.htmlBytes), remarks(window, time),
        ]
    }

    private func standing(_ window: WindowOutlook) -> String {
        switch window.standing {
        case .told: window.isFlushed ? "flushed" : "told"
        case .empty: "nothing new"
        case .due: "due, not told yet"
        case .pending: "waiting so far"
        case .expected: window.lines == nil ? "no past to judge by" : "expected"
        }
    }

    private func remarks(_ window: WindowOutlook, _ time: LocalTimeText) -> String {
        var remarks = window.moved.map { move in
            let from = Instant(move.from).map(time.short) ?? move.from
            return "instead of \(from) (\(move.because.joined(separator: ", ")))"
        }
        if let change = window.clockChange { remarks.append("clock \(change.joined(separator: " → "))") }
        remarks += window.holidays.map { "\($0.date) \($0.name)" }
        if window.mail?.isClipped == true { remarks.append("mail programs would clip it") }
        if let counted = window.mail?.countedLines, counted > 0 {
            remarks.append("\(counted) lines only counted in HTML")
        }
        return remarks.joined(separator: "; ")
    }

    private var sum: String {
        let windows = outlooks.flatMap(\.windows)
        let told = windows.filter { $0.standing == .told }
        let lines = told.compactMap(\.lines).reduce(0, +)
        let ahead = windows.count { $0.standing == .expected || $0.standing == .pending }
        let moved = windows.count { !$0.moved.isEmpty }
        let clipped = windows.count { $0.mail?.isClipped == true }
        return """
            \(span.from) to \(span.to): \(told.count) digests with \(lines) lines, \
            \(windows.count { $0.standing == .empty }) windows with nothing new, \(ahead) ahead; \(moved) moved, \
            \(clipped) that mail programs would clip.
            """
    }
}
