import Cooperation
import Foundation
import KafkaClient
import Operations
import Worker

/// Dead letters, for a person.
enum DeadLetterText {
    static func table(_ groups: [DeadLetterGroup]) -> String {
        guard !groups.isEmpty else { return "no dead letters" }
        var table = TextTable([
            "open", "replayed", "discarded", "stage", "code", "path", "first", "last", "fingerprint", "for example",
        ])
        for group in groups {
            table.add(
                [FiledLetter.State.open, .replayed, .discarded].map { String(group.counts[$0] ?? 0) } + [
                    group.stage?.rawValue ?? DeadLetterEntry.unknownStage, group.code, group.path,
                    group.first.description, group.last.description, group.fingerprint, brief(group.message),
                ])
        }
        return table.render()
    }

    static func table(_ letters: [FiledLetter]) -> String {
        guard !letters.isEmpty else { return "no dead letters" }
        var table = TextTable([
            "dead letter", "filed", "state", "stage", "code", "path", "attempts", "came from", "what is wrong",
        ])
        for filed in letters {
            let letter = filed.letter
            table.add([
                filed.position.description, filed.filedAt.description, filed.state.rawValue,
                letter.stage?.rawValue ?? DeadLetterEntry.unknownStage, letter.code, letter.path,
                String(letter.attempts), letter.origin.description, brief(letter.message),
            ])
        }
        return table.render()
    }

    /// Everything about one letter.
    static func whole(_ known: LetterCase, _ candidate: DispositionPlan.Candidate) -> String {
        let sections = [
            facts(known).map { "  \($0.padding(toLength: 14, withPad: " ", startingAt: 0)) \($1)" },
            headers(known.ownHeaders), judgement(candidate), value(known.record.value),
        ]
        return known.letter.position.description + "\n"
            + sections.map { $0.joined(separator: "\n") }.joined(separator: "\n") + "\n"
    }

    private static func facts(_ known: LetterCase) -> [(String, String)] {
        let (filed, letter) = (known.letter, known.letter.letter)
        let stage = letter.stage.map { "the stage \($0.rawValue)" } ?? "another program (\(letter.dialect.rawValue))"
        var facts = [
            ("reason", LetterFault(code: letter.code, path: letter.path, message: letter.message).description),
            ("refused by", stage), ("came from", letter.origin.description), ("filed", filed.filedAt.description),
            ("attempts", "\(letter.attempts), the first failed \(letter.firstFailure)"),
        ]
        if let earlier = letter.replayOf { facts.append(("replay of", earlier.description)) }
        facts.append(("fingerprint", letter.fingerprint))
        if let source = filed.source { facts.append(("event", "\(filed.eventID ?? "without id") of \(source)")) }
        facts.append(("key", known.record.key.map(text) ?? "none"))
        facts += filed.dispositions.map { ("then", DispositionText.line($0)) }
        return filed.dispositions.isEmpty ? facts + [("state", "open")] : facts
    }

    private static func headers(_ headers: [KafkaHeader]) -> [String] {
        headers.isEmpty
            ? ["headers: none"]
            : ["headers:"] + headers.map { "  \($0.name): \($0.value.map(text) ?? "(null)")" }
    }

    private static func judgement(_ candidate: DispositionPlan.Candidate) -> [String] {
        ["now:"] + DispositionText.judgement(candidate).map { "  \($0)" }
    }

    private static func value(_ value: [UInt8]?) -> [String] {
        guard let value else { return ["value: none (a tombstone)"] }
        let shown = JSONText(value).map { String(decoding: $0.indented, as: UTF8.self) } ?? HexDump.text(value)
        return ["value, \(value.count) bytes:", shown]
    }

    /// Bytes that are text as such, others in hexadecimal.
    private static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(where: { $0 < 0x20 }) {
            return text
        }
        return "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func brief(_ message: String) -> String {
        let line = message.prefix { !$0.isNewline }
        return line.count > 100 ? line.prefix(99) + "…" : String(line)
    }
}
