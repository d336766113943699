public import Foundation
import Mustache

/// The templates and the languages that digests are rendered with.
///
/// They come with the program; a directory may replace some files (`page.html.mustache`) or add languages
/// (`nl-BE.json`), without a new build. Everything is checked at load: a phrase that is missing is an error here, not
/// in somebody's mailbox.
public struct Templates: Sendable {
    /// The languages, by tag.
    public let languages: [String: Language]
    /// The language for readers whose own is not here.
    public let defaultLanguage: String
    /// The content hash (12 hexadecimal digits) of all files: the same version renders the same bytes.
    public let version: String

    private let library: MustacheLibrary

    /// The templates that come with the program, with the files of `directory` instead of or besides them.
    /// - Parameters:
    ///   - directory: a folder of `*.mustache` and `*.json` files; nil for none.
    ///   - defaultLanguage: the tag of the language for readers whose own is not here.
    /// - Throws: ``TemplatesError`` naming the file and what is wrong with it; Foundation's errors for a directory
    ///   that cannot be read.
    public init(replacedFrom directory: URL? = nil, defaultLanguage: String = "fr-CA") throws {
        var files = EmbeddedTemplates.files.mapValues { Data($0) }
        if let directory { files.merge(try Self.files(in: directory)) { _, replacement in replacement } }
        var languages: [String: Language] = [:]
        var library = MustacheLibrary()
        let names = files.keys.sorted()
        for name in names {
            guard let data = files[name] else { continue }
            do throws(LanguageProblem) {
                if name.hasSuffix(".json") {
                    let language = try Language(json: data)
                    languages[language.tag] = language
                } else {
                    let template = try TemplateFile(name: name, data: data)
                    library.register(template.parsed, named: template.name)
                }
            } catch {
                throw TemplatesError(file: name, problem: error)
            }
        }
        guard languages[defaultLanguage] != nil else {
            throw TemplatesError(file: "\(defaultLanguage).json", problem: .missingFile("\(defaultLanguage).json"))
        }
        self.languages = languages
        self.library = library
        self.defaultLanguage = defaultLanguage
        version = Self.version(of: files, names: names)
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

    /// The template's text for `data`. Precondition: the program or its template directory has that template.
    func render(_ name: TemplateName, _ data: [String: Any]) -> String {
        guard let text = library.render(data, withTemplate: name.rawValue) else {
            preconditionFailure("no template \(name.rawValue)")
        }
        return text
    }

    private static func files(in directory: URL) throws -> [String: Data] {
        let urls = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        let wanted = urls.filter { ["json", "mustache"].contains($0.pathExtension) }
        return try Dictionary(uniqueKeysWithValues: wanted.map { ($0.lastPathComponent, try Data(contentsOf: $0)) })
    }

    private static func version(of files: [String: Data], names: [String]) -> String {
        let all = names.reduce(into: Data()) { all, name in
            let data = files[name] ?? Data()
            all += Data("\(name)\u{0}\(data.count)\u{0}".utf8) + data
        }
        return Fingerprint.of(all, digits: 12)
    }
}

/// The templates that rendering asks for by name.
enum TemplateName: String {
    case htmlPage = "page.html"
    case htmlCard = "card.html"
    case htmlRow = "row.html"
    case textPage = "page.text"
    case textCard = "card.text"
    case preferencesPage = "preferences.html"
}
