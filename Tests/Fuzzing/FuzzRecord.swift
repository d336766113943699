public import Cooperation

/// A record as fuzzing makes and keeps it: its headers and its value, without key, topic or time.
///
/// As a file it is readable and holds any bytes: a line for each header, `name: value` (`name` alone where the header
/// has no value), with `%XX` for bytes that are no printable ASCII; an empty line; and the value as it is. A file
/// without an empty line is a tombstone. Any bytes at all can be read as some record.
public struct FuzzRecord: Hashable, Sendable {
    /// Its headers.
    public var headers: [RecordHeader]
    /// Its value; nil for a tombstone.
    public var value: [UInt8]?

    /// A record from its parts.
    public init(headers: [RecordHeader] = [], value: [UInt8]?) {
        self.headers = headers
        self.value = value
    }

    /// Reads a file.
    public init(file: [UInt8]) {
        self.init(value: nil)
        var rest = file[...]
        while let line = FuzzRecord.line(of: &rest) {
            guard !line.isEmpty else {
                value = Array(rest)
                return
            }
            headers.append(FuzzRecord.header(line))
        }
    }

    /// Its file.
    public var file: [UInt8] {
        var file: [UInt8] = []
        for header in headers {
            file += FuzzRecord.encoded(Array(header.name.utf8))
            if let value = header.value { file += Array(": ".utf8) + FuzzRecord.encoded(value) }
            file.append(UInt8(ascii: "\n"))
        }
        guard let value else { return file }
        return file + [UInt8(ascii: "\n")] + value
    }
}

extension FuzzRecord {
    /// The bytes up to the next line break, which is taken as well; nil at the end.
    private static func line(of rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        defer { rest = rest[min(end + 1, rest.endIndex)...] }
        return rest[..<end]
    }

    private static func header(_ line: ArraySlice<UInt8>) -> RecordHeader {
        guard let colon = line.firstRange(of: Array(": ".utf8)) else {
            return RecordHeader(name: String(decoding: decoded(line), as: UTF8.self), value: nil)
        }
        let name = String(decoding: decoded(line[..<colon.lowerBound]), as: UTF8.self)
        return RecordHeader(name: name, value: decoded(line[colon.upperBound...]))
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte in
            // A colon would end a name, and an empty name would end the headers.
            (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: ":")
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let hex = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), hex.utf8.count == 2, let code = UInt8(hex, radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
