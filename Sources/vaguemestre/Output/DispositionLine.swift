import Cooperation
import Worker

/// A step of a plan and what came of it, for a program.
struct DispositionLine: Encodable {
    let record: String
    let code: String
    let origin: String
    /// `replay`, `discard` or `leave`.
    let step: String
    /// Why it is left alone: `closed`, `refused` or `no-reader`.
    var obstacle: String?
    var faults: [LetterFault]?
    var prospect: Prospect?
    /// What was done; absent for a dry run.
    var disposition: Disposition?

    private init(_ step: DispositionPlan.Step, _ act: Disposition.Act, _ disposition: Disposition?) {
        let letter = step.candidate.letter
        record = letter.position.description
        code = letter.letter.code
        origin = letter.letter.origin.description
        self.step = step.obstacle != nil ? "leave" : act == .replayed ? "replay" : "discard"
        switch step.obstacle {
        case nil: obstacle = nil
        case .closed: obstacle = "closed"
        case .refused: obstacle = "refused"
        case .noReader: obstacle = "no-reader"
        }
        switch step.candidate.verdict {
        case .taken(let prospect): self.prospect = prospect
        case .refused(let faults): self.faults = faults
        case nil: break
        }
        self.disposition = disposition
    }

    static func lines(of plan: DispositionPlan, _ done: [Disposition]) -> [DispositionLine] {
        let done = Dictionary(done.map { ($0.letter, $0) }) { _, last in last }
        return plan.steps.map { DispositionLine($0, plan.act, done[$0.candidate.letter.position]) }
    }
}
