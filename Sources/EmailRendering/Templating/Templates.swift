public import Foundation
import Mustache

/// The templates and the languages that digests are rendered with.
///
/// They come with the program. A city's own may replace templates for all languages (`page.html.mustache`), with a
/// folder for each language (`nl-BE/`): with `language.json`, which adds or replaces the language, and with templates
/// for its readers alone. Everything is checked at load: a phrase that is missing or a key that nothing fills is an
/// error here, not in somebody's mailbox.
public struct Templates: Sendable {
    /// The languages, by tag.
    public let languages: [String: Language]
    /// The language for readers whose own is not here.
    public let defaultLanguage: String
    /// The content hash (12 hexadecimal digits) of all files: the same version renders the same bytes.
    public let version: String

    /// The templates that come with the program alone.
    public static let builtIn: Templates = {
        do {
            return try Templates()
        } catch {
            preconditionFailure("the program's own templates are wrong: \(error)")
        }
    }()

    private typealias Pages = [TemplateName: MustacheTemplate]
    private let shared: Pages
    private let own: [String: Pages]

    /// The templates that come with the program, with `replacements` instead of or besides them.
    /// - Parameters:
    ///   - replacements: the bytes of files by their path within a folder as described above.
    ///   - defaultLanguage: the tag of the language for readers whose own is not here.
    /// - Throws: ``TemplatesError`` with every fault found.
    public init(
        replacedBy replacements: [String: Data] = [:], defaultLanguage: String = "fr-CA"
    ) throws(TemplatesError) {
        var reading = TemplatesReading()
        for path in replacements.keys.sorted() {
            guard let problem = TemplatePath(path).problem else { continue }
            reading.faults.append(.init(file: path, line: nil, problem: problem))
        }
        let known = replacements.filter { TemplatePath($0.key).problem == nil }
        let files = EmbeddedTemplates.files.mapValues { Data($0) }.merging(known) { _, own in own }
        for path in files.keys.sorted() { reading.read(path, files[path] ?? Data()) }
        reading.checkLanguages()
        if reading.languages[defaultLanguage] == nil {
            reading.faults.append(
                .init(file: defaultLanguage, line: nil, problem: .missingLanguage(defaultLanguage)))
        }
        guard reading.faults.isEmpty else { throw TemplatesError(reading.faults) }
        languages = reading.languages
        self.defaultLanguage = defaultLanguage
        shared = reading.pages[""] ?? [:]
        own = reading.pages.filter { !$0.key.isEmpty }
        version = Self.version(of: files)
    }

    /// The language that serves a reader of `tag` best: the very one, else one of the same primary language (the
    /// default first), else the default.
    public func language(for tag: String) -> Language {
        guard let fallback = languages[defaultLanguage] else { preconditionFailure("checked at load") }
        if let exact = languages[tag] { return exact }
        let primary = Language.primary(of: tag)
        if fallback.primary == primary { return fallback }
        return languages.values.filter { $0.primary == primary }.min { $0.tag < $1.tag } ?? fallback
    }

    /// The template's text for `data`, by the template of the language's own where there is one.
    func render(_ name: TemplateName, _ data: [String: Any], in language: Language) -> String {
        guard let template = own[language.tag]?[name] ?? shared[name] else {
            preconditionFailure("no template \(name.rawValue)")
        }
        return template.render(data)
    }

    private static func version(of files: [String: Data]) -> String {
        let all = files.sorted { $0.key < $1.key }.reduce(into: Data()) { all, file in
            all += Data("\(file.key)\u{0}\(file.value.count)\u{0}".utf8) + file.value
        }
        return Fingerprint.of(all, digits: 12)
    }
}

/// What has been read of the templates so far, and what was wrong with it.
private struct TemplatesReading {
    var languages: [String: Language] = [:]
    /// The templates by language; under the empty name those for all.
    var pages: [String: [TemplateName: MustacheTemplate]] = [:]
    var faults: [TemplatesError.Fault] = []

    mutating func read(_ path: String, _ data: Data) {
        let place = TemplatePath(path)
        let folder = place.folder
        do throws(TemplatesError) {
            if let name = TemplateName(file: place.name) {
                pages[folder, default: [:]][name] = try TemplateFile(name, file: path, data: data).parsed
            } else {
                let language = try language(path, data)
                guard language.tag == folder else {
                    throw TemplatesError(file: path, problem: .otherTag(language.tag, folder: folder))
                }
                languages[language.tag] = language
            }
        } catch {
            faults += error.faults
        }
    }

    private func language(_ path: String, _ data: Data) throws(TemplatesError) -> Language {
        do throws(LanguageProblem) {
            return try Language(json: data)
        } catch {
            throw TemplatesError(file: path, problem: .language(error))
        }
    }

    /// Templates for a language that nobody has are for nobody.
    mutating func checkLanguages() {
        let refused = Set(
            faults.filter { $0.file.hasSuffix(TemplatePath.languageFile) }.map { TemplatePath($0.file).folder })
        for folder in pages.keys.sorted() where !folder.isEmpty && languages[folder] == nil {
            guard !refused.contains(folder) else { continue }
            faults.append(.init(file: folder, line: nil, problem: .missingLanguage(folder)))
        }
    }
}
