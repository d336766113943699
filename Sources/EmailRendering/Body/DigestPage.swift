import Cooperation
import DigestEngine
import Foundation

/// A digest in reading order: first what was cancelled or moved, then what awaits an answer, then the rest by domain.
struct DigestPage {
    /// A line and the domain whose heading it stands under.
    struct Entry {
        var line: DigestLine
        var section: String?
    }

    /// A heading and what stands under it.
    struct Section {
        /// A domain, `triage`, or nil for what was cancelled or moved in any domain.
        var id: String?
        var entries: [Entry]
        /// Lines the digest itself left out.
        var omitted: Int
    }

    /// All sections with something to show.
    let sections: [Section]
    /// Open lines with a date to answer by that has not passed, soonest first.
    let answers: [Entry]
    /// How many of what, for the subject and the first line.
    let highlights: Highlights

    init(_ digest: Digest) {
        let entries = digest.sections.flatMap { section in
            section.lines.map { Entry(line: $0, section: section.id) }
        }
        let urgent = entries.filter(\.line.isUpset).map { Entry(line: $0.line, section: nil) }
        var sections = urgent.isEmpty ? [] : [Section(id: nil, entries: urgent, omitted: 0)]
        for section in digest.sections {
            let calm = section.lines.filter { !$0.isUpset }.map { Entry(line: $0, section: section.id) }
            if calm.isEmpty && section.omitted == 0 { continue }
            sections.append(Section(id: section.id, entries: calm, omitted: section.omitted))
        }
        self.sections = sections
        answers = Self.answers(entries, after: digest.window.to)
        highlights = Highlights(entries.map(\.line), answers: answers.count)
    }

    private static func answers(_ entries: [Entry], after: Instant) -> [Entry] {
        let open = entries.compactMap { entry -> (entry: Entry, by: Instant)? in
            guard entry.line.isOpen, let by = entry.line.state.respondBy?.last, by > after else { return nil }
            return (entry, by)
        }
        return open.enumerated().sorted { ($0.element.by, $0.offset) < ($1.element.by, $1.offset) }.map(\.element.entry)
    }
}

/// How many lines of what: what a subject and a first sentence say.
struct Highlights {
    var cancelled = 0
    var moved = 0
    var answers: Int
    var new = 0
    var updated = 0

    init(_ lines: [DigestLine], answers: Int) {
        self.answers = answers
        for line in lines {
            switch line.change {
            case .cancelled, .withdrawn: cancelled += 1
            case .rescheduled: moved += 1
            case .proposed: new += 1
            case .confirmed: if line.previously == nil { new += 1 } else { updated += 1 }
            case .updated, .completed: updated += 1
            }
        }
    }

    /// In words, most pressing first, nothing that is zero.
    func words(_ language: Language) -> [String] {
        let counted: [(Phrase, Int)] = [
            (.highlightCancelled, cancelled), (.highlightMoved, moved), (.highlightAnswers, answers),
            (.highlightNew, new), (.highlightUpdated, updated),
        ]
        let words = counted.filter { $0.1 > 0 }.map { language.say($0.0, count: $0.1) }
        return words.isEmpty ? [language.say(.highlightNone)] : words
    }
}

extension DigestLine {
    /// Whether it overturns somebody's plans.
    var isUpset: Bool { change == .cancelled || change == .rescheduled }
}

extension Moment {
    /// The last instant that could be meant; of a day, its end anywhere on Earth.
    var last: Instant {
        switch self {
        case .instant(let instant): instant
        case .day(let day): Instant(milliseconds: Int64(day.noon.timeIntervalSince1970 * 1000)).adding(seconds: 86_400)
        }
    }
}
