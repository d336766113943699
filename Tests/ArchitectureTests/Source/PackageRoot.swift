import Foundation

/// The package whose files are checked: the one this file belongs to.
enum PackageRoot {
    static let url = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The same as a path.
    static var path: String { url.path }

    /// The Swift files of the program, read once.
    static let sources = Result { try swiftFiles(in: "Sources") }
    /// The Swift files of the tests, read once.
    static let tests = Result { try swiftFiles(in: "Tests") }

    /// The Swift files under `folder` (relative to the root), in the order of their paths.
    private static func swiftFiles(in folder: String) throws -> [SourceFile] {
        let base = url.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
            return SourceFile(path: "\(folder)/\(path)", text: text)
        }
    }

    /// The names of the folders directly under `folder`.
    static func folders(in folder: String) throws -> [String] {
        let keys: [URLResourceKey] = [.isDirectoryKey]
        return try FileManager.default
            .contentsOfDirectory(at: url.appending(path: folder), includingPropertiesForKeys: keys)
            .filter { try $0.resourceValues(forKeys: Set(keys)).isDirectory == true }
            .map(\.lastPathComponent).sorted()
    }
}
