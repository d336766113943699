import Cooperation
import Foundation

/// A city's own templates as they lie on disk: files for all languages, and a folder a language.
struct TemplateFolder {
    /// The bytes of each file by its path within the folder: `card.html.mustache`, `nl-BE/language.json`.
    private(set) var files: [String: Data] = [:]
    private var faults: [TemplatesError.Fault] = []
    private let root: URL

    /// The name of a language file.
    static let languageFile = "language.json"

    /// - Throws: ``TemplatesError`` for what cannot be read and for names that nothing asks for.
    init(_ root: URL) throws(TemplatesError) {
        self.root = root
        let templates = TemplateName.allCases.map(\.file)
        for name in list("") {
            if isFolder(name) {
                readLanguage(name, templates)
            } else {
                read(name, known: templates)
            }
        }
        guard faults.isEmpty else { throw TemplatesError(faults) }
    }

    private mutating func readLanguage(_ folder: String, _ templates: [String]) {
        guard CleanText.languageTag(folder) != nil else { return report(folder, .unknownFile(nearest: nil)) }
        for name in list(folder) {
            read("\(folder)/\(name)", known: templates + [Self.languageFile])
        }
    }

    private mutating func read(_ path: String, known: [String]) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard known.contains(name), !isFolder(path) else {
            return report(path, .unknownFile(nearest: NearestName.nearest(to: name, among: known)))
        }
        do {
            files[path] = try Data(contentsOf: root.appending(path: path))
        } catch {
            report(path, .unreadable(error.localizedDescription))
        }
    }

    /// The names in a folder; hidden ones (a mounted volume has some) and notes for people are passed over.
    private mutating func list(_ folder: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
                .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }.sorted()
        } catch {
            report(folder.isEmpty ? "." : folder, .unreadable(error.localizedDescription))
            return []
        }
    }

    /// Whether it is a folder, or a link to one.
    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    private mutating func report(_ file: String, _ problem: TemplateProblem) {
        faults.append(.init(file: file, line: nil, problem: problem))
    }
}
