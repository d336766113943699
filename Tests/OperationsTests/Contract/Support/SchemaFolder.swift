import Cooperation
import Foundation
import Operations

/// Schemas in a folder that is gone when the last one who knows it is.
final class SchemaFolder: Sendable {
    private let folder: URL

    /// Writes the files, name to text.
    init(_ files: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "schemas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func load(_ name: String) throws -> JSONSchema {
        try JSONSchema(contentsOf: folder.appending(path: name))
    }
}

extension JSONSchema {
    /// A schema of one file from its text.
    static func of(_ text: String) throws -> JSONSchema {
        try SchemaFolder(["schema.json": text]).load("schema.json")
    }

    func faults(in document: String) -> [SchemaFault] {
        faults(in: Array(document.utf8))
    }
}
