import Cooperation

/// What is wrong with a language file.
public enum LanguageProblem: Error, Hashable, Sendable {
    /// The file is not the JSON that was expected; what Foundation says of it.
    case unreadable(String)
    /// Phrases that the file does not give.
    case missingPhrases([String])
    /// Keys that no phrase has.
    case unknownPhrases([String])
    /// A counted phrase lacks a plural category.
    case missingPlural(String, category: String)
    /// A phrase without a count is given by plural categories, or the reverse.
    case wrongShape(String, counted: Bool)
    /// A `{` without its `}`.
    case unclosedSlot(String)
    /// A slot that the phrase does not have.
    case unknownSlot(String, slot: String, known: [String])
    /// A slot that the phrase must have.
    case missingSlot(String, slot: String)
    /// Keys that no language file has, where they stand (empty: at the top), and those it can have.
    case unknownKeys([String], at: String, known: [String])
}

extension LanguageProblem {
    /// What is wrong and what to do about it.
    var advice: String {
        switch self {
        case .unreadable(let reason):
            "not a language file (an object with tag, plural, typography, formats and phrases): \(reason)"
        case .missingPhrases(let keys): "phrases are missing: \(keys.joined(separator: ", ")); add them"
        case .unknownPhrases(let keys):
            "nothing says these phrases: \(keys.map(Self.withHint).joined(separator: ", ")); remove or rename them"
        case .missingPlural(let key, let category): "\(key) has no wording for the plural category \(category)"
        case .wrongShape(let key, counted: true): "\(key) counts something: give an object such as {one, other}"
        case .wrongShape(let key, counted: false): "\(key) counts nothing: give a string"
        case .unclosedSlot(let key): "\(key) has a { without its }"
        case .unknownSlot(let key, let slot, let known):
            "\(key) has no slot {\(slot)}; it has \(known.map { "{\($0)}" }.joined(separator: ", "))"
        case .missingSlot(let key, let slot): "\(key) must say {\(slot)}"
        case .unknownKeys(let keys, let place, let known):
            "\(place.isEmpty ? "" : "\(place): ")nothing reads \(keys.joined(separator: ", ")); "
                + "expected \(known.joined(separator: ", "))"
        }
    }
    private static func withHint(_ key: String) -> String {
        let nearest = NearestName.nearest(to: key, among: Phrase.allCases.map(\.rawValue))
        return nearest.map { "\(key) (did you mean \($0)?)" } ?? key
    }
}
