import DigestEngine

/// A digest in reading order: what awaits an answer, then what was cancelled, withdrawn or moved, then the rest by
/// domain and theme.
struct DigestPage {
    /// A line and the domain whose heading it stands under.
    struct Entry {
        var line: DigestLine
        var section: String?
    }

    /// A heading and what stands under it.
    struct Section {
        /// A domain, `triage`, or nil for what overturns plans in any domain.
        var id: String?
        var entries: [Entry]
        /// Lines the digest itself left out.
        var omitted: Int

        /// Whether its lines stand under headings of their themes.
        var isThemed: Bool { id != nil && entries.contains { $0.line.theme != nil } }
    }

    /// All sections with something to show.
    let sections: [Section]
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
        let answers = digest.deadlines.count + digest.counts.omittedDeadlines
        highlights = Highlights(entries.map(\.line), answers: answers)
    }
}

/// How many lines of what: what a subject and a first sentence say.
struct Highlights {
    var cancelled = 0
    var withdrawn = 0
    var moved = 0
    var answers: Int
    var new = 0
    var updated = 0

    init(_ lines: [DigestLine], answers: Int) {
        self.answers = answers
        for line in lines {
            switch line.change {
            case .cancelled: cancelled += 1
            case .withdrawn: withdrawn += 1
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
            (.highlightCancelled, cancelled), (.highlightWithdrawn, withdrawn), (.highlightMoved, moved),
            (.highlightAnswers, answers),
            (.highlightNew, new), (.highlightUpdated, updated),
        ]
        let words = counted.filter { $0.1 > 0 }.map { language.say($0.0, count: $0.1) }
        return words.isEmpty ? [language.say(.highlightNone)] : words
    }
}

extension DigestLine {
    /// Whether it overturns somebody's plans.
    var isUpset: Bool { change == .cancelled || change == .withdrawn || change == .rescheduled }
}
