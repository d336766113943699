import Cooperation

/// A JSON text as it was written: laid out for reading, or taken apart, without a value being written anew. Numbers,
/// escapes, the order of members and names that stand twice stay as they are.
public struct JSONText: Sendable {
    /// The text.
    public let bytes: [UInt8]

    /// Nil for what is not one JSON text (RFC 8259) of a bearable depth.
    public init?(_ bytes: [UInt8]) {
        guard case .success = JSONValue.parse(bytes, maxDepth: Self.maxDepth) else { return nil }
        // A byte order mark says nothing here.
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    private static let maxDepth = 64

    /// The same text with a line for each member and element, indented by two spaces a level.
    public var indented: [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        var isEmpty = false
        func newLine() {
            text.append(UInt8(ascii: "\n"))
            text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
        }
        for token in tokens {
            let closes = token.first == UInt8(ascii: "}") || token.first == UInt8(ascii: "]")
            if closes { depth -= 1 }
            if isEmpty != closes { newLine() }
            isEmpty = false
            text += token
            switch token.first {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                isEmpty = true
            case UInt8(ascii: ","): newLine()
            case UInt8(ascii: ":"): text.append(UInt8(ascii: " "))
            default: break
            }
        }
        return text
    }

    /// The text of a member of the outermost object; of the last one, where the name stands twice.
    public func member(_ name: String) -> [UInt8]? {
        guard bytes.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "{") else { return nil }
        var found: Range<Int>?
        var depth = 0
        var key: String?
        var start: Int?
        for token in tokens {
            let isEnd = depth == 1 && (token.first == UInt8(ascii: ",") || token.first == UInt8(ascii: "}"))
            if isEnd, let begin = start {
                if key == name { found = begin..<token.startIndex }
                (key, start) = (nil, nil)
            }
            switch token.first {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            guard depth >= 1, !isEnd else { continue }
            if depth == 1, key == nil, token.first == UInt8(ascii: "\"") {
                if case .success(.string(let text)) = JSONValue.parse(Array(token), maxDepth: 1) { key = text }
            } else if depth == 1, start == nil, token.first == UInt8(ascii: ":") {
                start = token.endIndex
            }
        }
        return found.map { Array(bytes[$0].trimmed(while: Self.isSpace)) }
    }

    /// Punctuation, strings and words, one after the other. The text is known to be right, so that the first byte of
    /// each tells where it ends.
    private var tokens: [ArraySlice<UInt8>] {
        var tokens: [ArraySlice<UInt8>] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let end: Int
            if Self.isSpace(byte) {
                index += 1
                continue
            } else if byte == UInt8(ascii: "\"") {
                end = endOfString(from: index)
            } else if Self.punctuation.contains(byte) {
                end = index + 1
            } else {
                end = bytes[index...].firstIndex { Self.isSpace($0) || Self.punctuation.contains($0) } ?? bytes.endIndex
            }
            tokens.append(bytes[index..<end])
            index = end
        }
        return tokens
    }

    private func endOfString(from start: Int) -> Int {
        var index = start + 1
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.endIndex)
    }

    private static let punctuation = Set("{}[]:,".utf8)

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmed(while isWaste: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let head = drop(while: isWaste)
        guard let last = head.lastIndex(where: { !isWaste($0) }) else { return head }
        return head[...last]
    }
}
