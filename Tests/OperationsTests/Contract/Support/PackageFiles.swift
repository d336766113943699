import Foundation

/// The package that these tests belong to.
enum PackageFiles {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let schemas = root.appending(path: "schemas")

    static func schema(_ name: String) -> URL {
        schemas.appending(path: "\(name).json")
    }

    static func bytes(of file: URL) throws -> [UInt8] {
        Array(try Data(contentsOf: file))
    }
}

/// One file under `schemas/examples`.
struct ExampleFile: Sendable {
    /// The schema by its name, such as `digest.v1`.
    let schema: String
    /// What its folder says of it.
    let isValid: Bool
    let url: URL

    /// Whether it is an event, which the worker's own reader judges.
    var isEvent: Bool { ExampleFile.eventSchemas.contains(schema) }

    static let eventSchemas = ["delegation.v1", "exchange.v1", "event.v1"]

    /// Everything under `schemas/examples`, in the order of the paths.
    static func all() throws -> [ExampleFile] {
        let folder = PackageFiles.schemas.appending(path: "examples")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        return try paths.compactMap { path in
            let url = folder.appending(path: path)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            guard !isFolder.boolValue else { return nil }
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count == 3, ["valid", "invalid"].contains(parts[1]), parts[2].hasSuffix(".json") else {
                throw StrayFile(path: path)
            }
            return ExampleFile(schema: parts[0], isValid: parts[1] == "valid", url: url)
        }
    }

    /// A file that is in no schema's folder `valid` or `invalid`.
    struct StrayFile: Error {
        let path: String
    }
}
