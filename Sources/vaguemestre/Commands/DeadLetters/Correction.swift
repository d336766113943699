import Cooperation
import Foundation
import KafkaClient
import Operations
import Worker

/// Has each value corrected in the operator's editor, and judges what comes of it.
struct Correction {
    let bench: LetterBench

    /// The cases with their new values; those that were passed over are left out.
    func correct(_ cases: [LetterCase]) async throws -> [LetterCase] {
        let editor = try Editor()
        var corrected: [LetterCase] = []
        for known in cases {
            if let edited = try await correct(known, with: editor) { corrected.append(edited) }
        }
        return corrected
    }

    private func correct(_ known: LetterCase, with editor: Editor) async throws -> LetterCase? {
        var known = known
        while true {
            known = try await edited(known, with: editor)
            let candidate = bench.candidate(known)
            guard case .refused = candidate.verdict else { return known }
            Console.note(DispositionText.still(candidate))
            // Where nobody can be asked, the plan decides: what is still refused is not replayed.
            guard Prompt.isPossible else { return known }
            switch Prompt.choice("[e]dit again, [k]eep it so, [s]kip it, [q]uit?", among: "eksq") {
            case "e": continue
            case "k": return known
            case "s": return nil
            default: throw BadInput("nothing was done")
            }
        }
    }

    /// A value left as it was shown keeps its very bytes.
    private func edited(_ known: LetterCase, with editor: Editor) async throws -> LetterCase {
        let value = known.value ?? []
        let shown = JSONText(value)?.indented ?? value
        var saved = try await editor.edit(shown, name: known.letter.position.description)
        if shown.last != UInt8(ascii: "\n"), saved.last == UInt8(ascii: "\n") { saved.removeLast() }
        guard saved != shown else { return known }
        var known = known
        known.edit = ReplayEdit(value: saved, headers: known.edit?.headers ?? [:])
        return known
    }
}
