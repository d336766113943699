import Foundation

/// Reads a city's own templates from disk: files for all languages, and a folder a language.
struct TemplateFolder {
    /// The bytes of each file by its path within the folder: `card.html.mustache`, `nl-BE/language.json`.
    private(set) var files: [String: Data] = [:]
    /// What cannot be read, by path (empty: the folder itself), and why.
    private(set) var unreadable: [(path: String, reason: String)] = []
    private let root: URL

    init(_ root: URL) {
        self.root = root
        for name in list("") {
            guard isFolder(name) else {
                read(name)
                continue
            }
            for inner in list(name) { read("\(name)/\(inner)") }
        }
    }

    /// What can be no template is read as nothing: it is refused by its name.
    private mutating func read(_ path: String) {
        let isTemplate = path.hasSuffix(".mustache") || path.hasSuffix(".json")
        do {
            files[path] = isTemplate ? try Data(contentsOf: root.appending(path: path)) : Data()
        } catch {
            fail(path, error)
        }
    }

    /// The names in a folder; hidden ones (a mounted volume has some) and notes for people are passed over.
    private mutating func list(_ folder: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
                .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".md") }.sorted()
        } catch {
            fail(folder, error)
            return []
        }
    }

    /// Whether it is a folder, or a link to one.
    private func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && isFolder.boolValue
    }

    private mutating func fail(_ path: String, _ error: any Error) {
        let reason = error.localizedDescription
        unreadable.append((path, reason.hasSuffix(".") ? String(reason.dropLast()) : reason))
    }
}
