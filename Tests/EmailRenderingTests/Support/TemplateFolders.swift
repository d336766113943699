import EmailRendering
import Foundation

/// Folders of templates as a city might write them.
enum TemplateFolders {
    /// A folder with these files, for as long as `body` runs.
    static func with<Result>(_ files: [String: String], _ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(folder)
    }

    /// The templates of a folder with these files.
    static func templates(_ files: [String: String]) throws -> Templates {
        try with(files) { try Templates(replacedFrom: $0) }
    }

    /// What is said of a folder with these files, a line a fault; empty when nothing is wrong.
    static func refusal(_ files: [String: String]) throws -> [String] {
        do {
            _ = try templates(files)
            return []
        } catch let error as TemplatesError {
            return error.faults.map(\.description)
        }
    }

    /// A body of the digest that has everything, by these templates.
    static func body(_ templates: Templates, _ language: String) throws -> DigestBody {
        let composer = EmailComposer(
            sender: try Samples.composer().sender, names: Samples.names, templates: templates)
        return try composer.renderBody(try Samples.everything(), language: language)
    }
}
