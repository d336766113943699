import Cooperation

/// A slice folded into lines, before the bounds are applied.
struct SliceDraft {
    /// The lines, in reading order.
    let lines: [LineDraft]
    /// What operators took back, in log order.
    let withdrawals: [Withdrawal]
    /// The subjects that came and went, or were taken back, whether or not a line says so.
    let struck: [SubjectKey]
    /// The counts so far: notices, duplicates and withdrawals.
    let counts: DigestCounts

    /// The lines of a slice, given what readers know of each subject.
    init(_ tally: SliceTally, recipe: DigestRecipe, past: (SubjectKey) -> SubjectPast) {
        var counts = DigestCounts()
        var drafts: [SubjectKey: LineDraft] = [:]
        var withdrawals: [Withdrawal] = []
        var struck = Array(tally.retractions.keys)
        for (key, subject) in tally.subjects {
            let known = tally.retractions[key] == nil ? past(key) : past(key).retracted
            let fold = SubjectFold(subject, past: known)
            if fold.isWithdrawn {
                counts.withdrawn += 1
                counts.withdrawnNotices += subject.events.count
                struck.append(key)
            } else {
                drafts[key] = LineDraft(fold)
            }
        }
        for (key, retraction) in tally.retractions {
            let known = past(key)
            if known.told == nil && retraction.notices == 0 { continue }
            withdrawals.append(Withdrawal(of: key, retraction, told: known.told))
            counts.retracted += 1
            counts.retractedNotices += retraction.notices
            if drafts[key] == nil { drafts[key] = LineDraft(withdrawing: known) }
        }
        counts.notices = tally.notices
        counts.duplicates = tally.repeats
        self.counts = counts
        self.struck = struck
        self.withdrawals = withdrawals.sorted { $0.offset < $1.offset }
        lines = drafts.values.map { (order: LineOrder.reading($0.line), draft: $0) }.sorted { $0.order < $1.order }.map(
            \.draft)
    }

    /// How many items go which way; one that was taken back goes nowhere.
    func balance(terms: [TermBalance]) -> Balance {
        lines.lazy.filter { $0.line.change != .withdrawn }.reduce(into: BalanceSheet()) { sheet, draft in
            sheet.add(1, draft.line.state.direction, partners: draft.partners, domain: draft.section)
        }.balance(terms: terms)
    }

    /// How many lines serve which axis.
    var axes: AxisCounts {
        lines.reduce(into: AxisCounts()) { counts, draft in counts.add(draft.line.state.axes) }
    }

    /// Enters the slice into a book of terms.
    func enter(into book: inout TermBook) {
        for key in struck { book.strike(key) }
        for draft in lines {
            if draft.stands {
                book.enter(draft.notice, wasCounted: draft.wasCounted)
            } else {
                book.strike(SubjectKey(draft.notice.event))
            }
        }
    }

    /// The frame filled with the lines that fit; what does not is counted.
    func bound(_ frame: Digest, policies: DigestPolicies) -> Digest {
        let bound =
            SizeBound.bytes(ofFrame: frame, sections: Set(lines.map(\.section)))
            + SizeBound.bytes(of: lines.lazy.map(\.line))
        if lines.count <= policies.maxItems && bound <= policies.maxBytes {
            return fill(frame, keeping: Set(lines.indices))
        }
        let frameBytes = CanonicalJSON.bytes(of: widest(frame)).count
        var budget = LineBudget(policies: policies, frameBytes: frameBytes)
        return fill(frame, keeping: budget.fitting(lines))
    }

    /// The frame without lines, with a hash and with every count at the most it can become: no digest of it is larger by more
    /// than its lines.
    private func widest(_ frame: Digest) -> Digest {
        var widest = fill(frame, keeping: [])
        widest.counts.lines = lines.count
        widest.hash = .zero
        return widest
    }

    private func fill(_ frame: Digest, keeping kept: Set<Int>) -> Digest {
        var sections: [String: DigestSection] = [:]
        var digest = frame
        for (place, draft) in lines.enumerated() {
            var section = sections[draft.section] ?? DigestSection(id: draft.section, lines: [])
            if kept.contains(place) {
                section.lines.append(draft.line)
                digest.counts.lines += 1
            } else {
                section.omitted += 1
                digest.counts.omitted += 1
                digest.counts.omittedNotices += draft.line.eventCount
            }
            sections[draft.section] = section
        }
        digest.sections = sections.values.sorted { Self.order($0.id) < Self.order($1.id) }
        return digest
    }

    /// Sections stand in alphabetical order, triage last.
    private static func order(_ section: String) -> (Int, String) {
        (section == Route.triage ? 1 : 0, section)
    }
}
