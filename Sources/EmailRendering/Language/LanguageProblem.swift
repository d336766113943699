/// What is wrong with a language file or a template.
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
    /// A template that mustache cannot parse.
    case unparsable(String)
    /// A template puts a value other than `card` into the page without escaping it.
    case unescaped(tag: String)
    /// A file that rendering needs is absent.
    case missingFile(String)
}

/// A language file or template that cannot be used: which, and why.
public struct TemplatesError: Error, Hashable, Sendable {
    /// The file's name within the templates.
    public var file: String
    /// What is wrong with it.
    public var problem: LanguageProblem
}

extension TemplatesError: CustomStringConvertible {
    /// A sentence that says what to do.
    public var description: String { "\(file): \(problem.advice)" }
}

extension LanguageProblem {
    /// What is wrong and what to do about it.
    var advice: String {
        switch self {
        case .unreadable(let reason):
            "not a language file (an object with tag, plural, typography, formats and phrases): \(reason)"
        case .missingPhrases(let keys): "phrases are missing: \(keys.joined(separator: ", ")); add them"
        case .unknownPhrases(let keys): "nothing says these phrases: \(keys.joined(separator: ", ")); remove them"
        case .missingPlural(let key, let category): "\(key) has no wording for the plural category \(category)"
        case .wrongShape(let key, counted: true): "\(key) counts something: give an object such as {one, other}"
        case .wrongShape(let key, counted: false): "\(key) counts nothing: give a string"
        case .unclosedSlot(let key): "\(key) has a { without its }"
        case .unknownSlot(let key, let slot, let known):
            "\(key) has no slot {\(slot)}; it has \(known.map { "{\($0)}" }.joined(separator: ", "))"
        case .missingSlot(let key, let slot): "\(key) must say {\(slot)}"
        case .unparsable(let reason): "not a mustache template: \(reason)"
        case .unescaped(let tag): "{{{\(tag)}}} would let a sender write HTML; use {{\(tag)}} (only card may be raw)"
        case .missingFile(let name): "\(name) is missing"
        }
    }
}
