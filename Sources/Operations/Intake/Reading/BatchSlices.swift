/// Where the elements of a JSON array lie, so that each can be taken byte for byte.
///
/// It finds the commas of the outermost array and leaves the rest to the reader of each element: when every element is
/// one JSON text and only commas stand between them, the whole is a JSON array, and in a JSON array the elements are
/// exactly these slices. So it needs to know strings and the depth of brackets, and no more of JSON's grammar.
struct BatchSlices {
    /// What is wrong with the array itself.
    struct Broken: Error, Hashable {
        /// The byte it was noticed at.
        var offset: Int
        /// What was found there and what was expected.
        var message: String
    }

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var isInString = false

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The elements of the array that `bytes` hold, without the white space around them. An element that is empty, as
    /// between two commas, is left to its reader as well.
    static func of(_ bytes: [UInt8]) throws(Broken) -> [Range<Int>] {
        var scan = BatchSlices(bytes)
        return try scan.elements()
    }

    private mutating func elements() throws(Broken) -> [Range<Int>] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        skipSpace()
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else {
            throw Broken(offset: index, message: "expected a batch: a JSON array of events, starting with [")
        }
        index += 1
        let slices = try inside()
        skipSpace()
        guard index == bytes.count else { throw Broken(offset: index, message: "something follows the array") }
        return slices
    }

    private mutating func inside() throws(Broken) -> [Range<Int>] {
        var slices: [Range<Int>] = []
        var start = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isInString {
                if byte == UInt8(ascii: "\\") { index = min(index + 1, bytes.count) }
                if byte == UInt8(ascii: "\"") { isInString = false }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]") where depth == 0:
                let last = trimmed(start..<(index - 1))
                if !(slices.isEmpty && last.isEmpty) { slices.append(last) }
                return slices
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard depth > 0 else {
                    throw Broken(offset: index - 1, message: "a closing brace that nothing opened")
                }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                slices.append(trimmed(start..<(index - 1)))
                start = index
            default: break
            }
        }
        throw Broken(offset: index, message: "the text ends before its array does")
    }

    private mutating func skipSpace() {
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        Self.trimmed(bytes, range)
    }

    /// A part of a JSON text, by default all of it, without the white space around it.
    static func trimmed(_ bytes: [UInt8], _ part: Range<Int>? = nil) -> Range<Int> {
        let range = part ?? bytes.indices
        let start = range.first { !isSpace(bytes[$0]) } ?? range.upperBound
        let end = range.last { !isSpace(bytes[$0]) }.map { $0 + 1 } ?? start
        return start..<max(start, end)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
