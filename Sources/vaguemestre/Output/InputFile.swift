import Foundation

/// A file of documents, or standard input.
struct InputFile {
    /// One document with the place it starts at.
    struct Document {
        let file: String
        let line: Int
        let bytes: [UInt8]
    }

    private let name: String

    init(_ name: String) {
        self.name = name
    }

    /// A `.json` file is one document; anything else has one a line. Empty lines are passed over.
    func documents() throws -> [Document] {
        if name.hasSuffix(".json") { return [Document(file: name, line: 1, bytes: Array(try contents()))] }
        return try lines()
    }

    /// One document a line, whatever the file is called.
    func lines() throws -> [Document] {
        try contents().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            line.isEmpty ? nil : Document(file: name == "-" ? "stdin" : name, line: index + 1, bytes: Array(line))
        }
    }

    /// All of it.
    func contents() throws -> Data {
        if name == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: name))
        } catch {
            throw BadInput("\(name): cannot be read: \(error.localizedDescription)")
        }
    }
}
