import Cooperation
import Operations
import Worker

/// Plans and what was done, for a person.
enum DispositionText {
    /// Every step, or the first `limit`; and how many there are of each sort.
    static func text(_ plan: DispositionPlan, limit: Int = .max) -> String {
        guard !plan.steps.isEmpty else { return "no dead letters" }
        var steps = plan.steps.prefix(limit).map { text($0, plan.act) }
        if plan.steps.count > limit { steps.append("… and \(plan.steps.count - limit) more: --dry-run lists all") }
        return steps.joined(separator: "\n") + "\n\n" + summary(plan)
    }

    private static func text(_ step: DispositionPlan.Step, _ act: Disposition.Act) -> String {
        let letter = step.candidate.letter
        let head =
            "\(letter.position)  \(letter.letter.code)\(letter.letter.path.isEmpty ? "" : " at \(letter.letter.path)")"
        return ([head] + details(step, act).map { "  \($0)" }).joined(separator: "\n")
    }

    private static func details(_ step: DispositionPlan.Step, _ act: Disposition.Act) -> [String] {
        switch (step.obstacle, act) {
        case (.closed(let disposition), _): ["left alone: \(line(disposition))"]
        case (nil, .discarded): ["to be discarded"]
        case (nil, .replayed):
            ["to be replayed to \(step.candidate.letter.letter.origin.topic)"] + judgement(step.candidate)
        case (.refused, _), (.noReader, _): ["not to be replayed"] + judgement(step.candidate)
        }
    }

    /// What the stage would make of it.
    static func judgement(_ candidate: DispositionPlan.Candidate) -> [String] {
        guard let stage = candidate.stage, let verdict = candidate.verdict else {
            return ["no stage of this configuration reads \(candidate.letter.letter.origin.topic)"]
        }
        switch verdict {
        case .refused(let faults):
            return ["the stage \(stage.rawValue) would still refuse it:"] + faults.map { "  \($0)" }
        case .taken(let prospect):
            guard !prospect.told.isEmpty else {
                return ["the stage \(stage.rawValue) would take it: \(prospect.summary)"]
            }
            return prospect.told.map {
                "would be told to \($0.audience)\($0.urgent ? ", urgent," : "") by \($0.rules.joined(separator: ", "))"
            } + prospect.unknown.map { "the configuration does not know the \($0)" }
        }
    }

    /// Why a corrected value will not do.
    static func still(_ candidate: DispositionPlan.Candidate) -> String {
        "\(candidate.letter.position)\n" + judgement(candidate).map { "  \($0)" }.joined(separator: "\n")
    }

    private static func summary(_ plan: DispositionPlan) -> String {
        var parts = ["\(plan.due.count) to be \(plan.act.rawValue)"]
        func count(_ what: String, _ matches: (DispositionPlan.Obstacle) -> Bool) {
            let count = plan.steps.compactMap(\.obstacle).filter(matches).count
            if count > 0 { parts.append("\(count) \(what)") }
        }
        count("dealt with before (--again takes them too)") { if case .closed = $0 { true } else { false } }
        count("would only come back (correct them with --edit or --values; --force takes them too)") { $0 == .refused }
        count("with a topic that no stage reads (--force takes them too)") { $0 == .noReader }
        return parts.joined(separator: "; ")
    }

    /// `replayed to partner.events/3@120 by anne@desk on 2026-…: reason`
    static func line(_ disposition: Disposition) -> String {
        let place = disposition.to.map { " to \($0)" } ?? ""
        let edited = disposition.edited == nil ? "" : ", corrected,"
        return
            "\(disposition.act.rawValue)\(place)\(edited) by \(disposition.by) at \(disposition.at): \(disposition.reason)"
    }

    static func text(_ receipt: DispositionDesk.Receipt) -> String {
        let lines = receipt.dispositions.map { disposition in
            "\(disposition.letter): \(disposition.act.rawValue)\(disposition.to.map { ", stands at \($0)" } ?? "")"
        }
        let overtaken = receipt.overtaken.map { "\($0): left alone, somebody else dealt with it meanwhile" }
        return (lines + overtaken + ["\(receipt.dispositions.count) done"]).joined(separator: "\n")
    }
}
