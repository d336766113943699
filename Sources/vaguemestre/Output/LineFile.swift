import Foundation

/// The lines of a file or of standard input, one at a time: however long the file, only a piece of it is in memory.
struct LineFile {
    private static let chunkBytes = 1_048_576

    private let name: String
    private let maxLineBytes: Int

    /// `-` is standard input. Of a longer line only so many bytes are kept, for whoever refuses it to see.
    init(_ name: String, maxLineBytes: Int) {
        self.name = name
        self.maxLineBytes = maxLineBytes
    }

    /// Hands over each line that is not empty, with its number from 1.
    func forEachLine(_ body: (Int, [UInt8]) throws -> Void) throws {
        let file = try open()
        defer { if name != "-" { try? file.close() } }
        var line: [UInt8] = []
        var number = 1
        while let chunk = try read(file), !chunk.isEmpty {
            var rest = chunk[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                append(rest[..<end], to: &line)
                if !line.isEmpty { try body(number, line) }
                line.removeAll(keepingCapacity: true)
                number += 1
                rest = rest[(end + 1)...]
            }
            append(rest, to: &line)
        }
        if !line.isEmpty { try body(number, line) }
    }

    private func append(_ bytes: Data.SubSequence, to line: inout [UInt8]) {
        line.append(contentsOf: bytes.prefix(maxLineBytes - line.count))
    }

    private func open() throws -> FileHandle {
        if name == "-" { return .standardInput }
        do {
            return try FileHandle(forReadingFrom: URL(fileURLWithPath: name))
        } catch {
            throw BadInput("\(name): cannot be read: \(error.localizedDescription)")
        }
    }

    private func read(_ file: FileHandle) throws -> Data? {
        do {
            return try file.read(upToCount: Self.chunkBytes)
        } catch {
            throw BadInput("\(name): cannot be read: \(error.localizedDescription)")
        }
    }
}
