/// Templates that cannot be used: every fault of every file.
public struct TemplatesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// The file's path within the templates (`page.html.mustache`, `nl-BE/language.json`).
        public var file: String
        /// The line, 1-based, where it is known.
        public var line: Int?
        /// What is wrong there.
        public var problem: TemplateProblem

        /// `file:line: what is wrong, and what to do`.
        public var description: String {
            "\(file)\(line.map { ":\($0)" } ?? ""): \(problem.advice)"
        }
    }

    /// What is wrong, at least one, in the order of the files.
    public var faults: [Fault]

    init(_ faults: [Fault]) { self.faults = faults }

    init(file: String, problem: TemplateProblem) {
        self.init([Fault(file: file, line: nil, problem: problem)])
    }

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// What can be wrong with a template, or with where it lies.
public enum TemplateProblem: Error, Hashable, Sendable {
    /// What is wrong with a language file.
    case language(LanguageProblem)
    /// Mustache cannot read it; why.
    case unparsable(String)
    /// A key that rendering does not fill, the known one most like it, and those that can be named there.
    case unknownKey(String, nearest: String?, known: [String])
    /// A list or a flag where a text is wanted.
    case notShown(key: String)
    /// A value goes into the page without being escaped.
    case unescaped(tag: String)
    /// What is HTML already would be escaped again.
    case escapedTwice(tag: String)
    /// A tag that templates do without: a partial, a change of delimiters or of format.
    case unknownTag(String)
    /// A file or folder that nothing asks for, and the known name most like it.
    case unknownFile(nearest: String?)
    /// A language without a file, in a folder of that name.
    case missingLanguage(String)
    /// A language file whose `tag` is not its folder's name.
    case otherTag(String, folder: String)
}

extension TemplateProblem {
    /// What is wrong and what to do about it.
    public var advice: String {
        switch self {
        case .language(let problem): problem.advice
        case .unparsable(let reason): "not a mustache template: \(reason)"
        case .unknownKey(let key, let nearest, let known):
            "`\(key)` is not a key here\(Self.hint(nearest)) Expected one of: \(known.joined(separator: ", "))"
        case .notShown(let key): "`\(key)` has no text of its own; use it as a section: {{#\(key)}} … {{/\(key)}}"
        case .unescaped(let tag):
            "{{{\(tag)}}} would let a sender write HTML; use {{\(tag)}} (only card, in a page, may be raw)"
        case .escapedTwice(let tag): "`\(tag)` is HTML already; write {{{\(tag)}}}"
        case .unknownTag(let tag):
            "{{\(tag)}} is not for these templates: they include no others and change neither delimiters nor format"
        case .unknownFile(let nearest):
            "nothing asks for it\(Self.hint(nearest)) Expected \(Self.files), language.json in a folder named after "
                + "its language (nl-BE), and there the same files for that language alone"
        case .missingLanguage(let tag): "the program has no language \(tag): put its language.json into this folder"
        case .otherTag(let tag, let folder): "its tag is \(tag), but its folder is \(folder); rename one of them"
        }
    }

    private static let files = TemplateName.allCases.map(\.file).joined(separator: ", ")

    private static func hint(_ nearest: String?) -> String {
        nearest.map { "; did you mean `\($0)`?" } ?? "."
    }
}
