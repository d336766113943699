import Cooperation
public import Foundation

/// The records that fuzzing starts from: files `*.record` in the form of `FuzzRecord`, and files `*.json`, which are
/// values in structured mode.
public struct Corpus: Sendable {
    /// One of its files.
    public struct Entry: Sendable {
        /// The file's name.
        public let name: String
        /// What it holds.
        public let record: FuzzRecord
        /// Its value as a tree, where it is JSON.
        let document: JSONValue?
    }

    /// A corpus without anything to start from.
    public struct Nothing: Error, CustomStringConvertible {
        /// What was found, and what was expected.
        public let description: String
    }

    /// Its files, in the order of their paths; never empty.
    public let entries: [Entry]
    /// Those that the reader takes: there is more to damage in them.
    let taken: [Entry]

    /// Reads all files in these folders and below. Throws `Nothing` where there are none, and Foundation's errors.
    public init(folders: [URL]) throws {
        var files: [URL] = []
        for folder in folders {
            let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            files += (found?.allObjects as? [URL] ?? []).filter { ["record", "json"].contains($0.pathExtension) }
        }
        entries = try files.sorted { $0.path < $1.path }.map { file in
            let bytes = [UInt8](try Data(contentsOf: file))
            let record = file.pathExtension == "json" ? FuzzRecord(value: bytes) : FuzzRecord(file: bytes)
            return Entry(name: file.lastPathComponent, record: record, document: record.document)
        }
        let reader = EventReader()
        taken = entries.filter { reader.validate(value: $0.record.value, headers: $0.record.headers).isEmpty }
        guard !entries.isEmpty else {
            let places = folders.map(\.path).joined(separator: ", ")
            throw Nothing(description: "found no file *.record or *.json in \(places): expected records to start from")
        }
    }

    /// The folders of the repository whose root is `root`: the corpus proper, and the contract's examples.
    public static func folders(ofRepository root: URL) -> [URL] {
        let kinds = ["delegation.v1", "event.v1", "exchange.v1"]
        return [root.appending(path: "Tests/Corpus")] + kinds.map { root.appending(path: "schemas/examples/\($0)") }
    }
}

extension FuzzRecord {
    /// How many bytes of the value a schema registry's serialiser put before the JSON.
    var framing: Int {
        guard let value, value.withUnsafeBytes({ SchemaFraming.schemaID(of: $0) }) != nil else { return 0 }
        return 5
    }

    /// The JSON within its value, as a tree; nil where it is none, or more than the reader would look at.
    var document: JSONValue? {
        guard let value, value.count <= EventLimits().maxBytes else { return nil }
        return try? JSONValue.parse(Array(value[framing...]), maxDepth: 1_000).get()
    }
}
