import Cooperation

/// Where a file lies among templates: at the top for all languages, or in the folder of one.
struct TemplatePath {
    /// The language's folder; empty at the top.
    let folder: String
    /// The file's name.
    let name: String

    /// The name of a language file.
    static let languageFile = "language.json"

    init(_ path: String) {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        folder = parts.count > 1 ? parts[0] : ""
        name = parts.last ?? path
    }

    /// What is wrong with lying there; nil when rendering asks for a file there.
    var problem: TemplateProblem? {
        guard folder.isEmpty || CleanText.languageTag(folder) != nil else { return .unknownFile(nearest: nil) }
        let known = TemplateName.allCases.map(\.file) + (folder.isEmpty ? [] : [Self.languageFile])
        return known.contains(name) ? nil : .unknownFile(nearest: NearestName.nearest(to: name, among: known))
    }
}
