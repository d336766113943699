import Foundation

/// A directory for one test, gone afterwards.
struct Scratch {
    let directory: URL

    func url(_ name: String) -> URL { directory.appending(path: name) }
    func path(_ name: String) -> String { url(name).path }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ bytes: Data, to name: String) throws -> String {
        try bytes.write(to: url(name))
        return path(name)
    }

    /// The files of a folder below, by name; none when there is no such folder.
    func files(in folder: String, suffix: String) throws -> [String: Data] {
        let folder = url(folder)
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(suffix) }
        return Dictionary(
            uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: folder.appending(path: $0))) })
    }
}

/// Lends a new directory to `body` and removes it whatever happens.
func withScratch<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "vaguemestre-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(Scratch(directory: directory))
}
