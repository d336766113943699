import Cooperation

/// A slice's notices folded into lines, before the bounds are applied.
struct SliceDraft {
    /// The lines, in reading order.
    let lines: [LineDraft]
    /// The counts so far: notices, duplicates and withdrawals.
    let counts: DigestCounts

    /// Folds a slice's notices onto what had been told.
    init(_ notices: [Notice], ledger: ToldLedger, recipe: DigestRecipe) {
        var seen = ledger.seen
        let fresh = notices.filter { seen.insert(EventIdentity($0.event)).inserted }
        let folds = groupBySubject(fresh).map { SubjectFold($0, told: ledger.subjects[$0.key]) }
        let withdrawn = folds.filter(\.isWithdrawn)
        lines = folds.filter { !$0.isWithdrawn }
            .map { LineDraft($0, recipe: recipe) }
            .map { (order: LineOrder.reading($0.line), draft: $0) }
            .sorted { $0.order < $1.order }
            .map(\.draft)
        var counts = DigestCounts()
        counts.notices = notices.count
        counts.duplicates = notices.count - fresh.count
        counts.withdrawn = withdrawn.count
        counts.withdrawnNotices = withdrawn.reduce(0) { $0 + $1.notices.count }
        self.counts = counts
    }

    /// How many items go which way.
    var balance: Balance {
        lines.reduce(into: Balance()) { balance, draft in
            switch draft.line.state.direction {
            case .incoming: balance.incoming += 1
            case .outgoing: balance.outgoing += 1
            case .mutual: balance.mutual += 1
            }
        }
    }

    /// The frame filled with the lines that fit; what does not is counted.
    func bound(_ frame: Digest, policies: DigestPolicies) -> Digest {
        let frameBytes = CanonicalJSON.bytes(of: widest(frame)).count
        if lines.count <= policies.maxItems && frameBytes + SizeBound.bytes(of: lines) <= policies.maxBytes {
            return fill(frame, keeping: Set(lines.indices))
        }
        var budget = LineBudget(policies: policies, frameBytes: frameBytes)
        return fill(frame, keeping: budget.fitting(lines))
    }

    /// The frame without lines and with every count at the most it can become: no digest of it is larger by more
    /// than its lines.
    private func widest(_ frame: Digest) -> Digest {
        var widest = fill(frame, keeping: [])
        widest.counts.lines = lines.count
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
                digest.counts.omittedNotices += draft.line.events.count
            }
            sections[draft.section] = section
        }
        digest.sections = sections.values.sorted { Self.order($0.id) < Self.order($1.id) }
        return digest
    }

    /// Sections stand in alphabetical order, triage last.
    private static func order(_ section: String) -> (Int, String) {
        (section == LineDraft.triage ? 1 : 0, section)
    }
}
