import EmailRendering
import Foundation

/// Folders of templates as a city might write them.
enum TemplateFolders {
    /// The templates of a folder with these files.
    static func templates(_ files: [String: String]) throws -> Templates {
        try Templates(replacedBy: files.mapValues { Data($0.utf8) })
    }

    /// The files of the fixtures' folder, by path.
    static func fixtures() throws -> [String: String] {
        let root = Samples.folder.appending(path: "templates")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { $0.contains(".") }
        return try Dictionary(
            uniqueKeysWithValues: paths.map { ($0, try String(contentsOf: root.appending(path: $0), encoding: .utf8)) })
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
