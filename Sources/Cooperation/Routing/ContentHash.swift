public import Crypto

/// A SHA-256, in four words: it stands in every notice, where an array would cost an allocation.
public struct ContentHash: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// What no content has: 64 zeros, the beginning of a chain.
    public static let zero = ContentHash(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The hash of some bytes.
    public init(of bytes: some Sequence<UInt8>) {
        self.init(SHA256.hash(data: Array(bytes)))
    }

    /// A finished hash.
    public init(_ digest: SHA256Digest) {
        words = digest.withUnsafeBytes { bytes in
            let word = { UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// The hash of this one followed by another: a link of a chain.
    public func followed(by next: ContentHash) -> ContentHash {
        var hash = SHA256()
        add(to: &hash)
        next.add(to: &hash)
        return ContentHash(hash.finalize())
    }

    private func add(to hash: inout SHA256) {
        let bytes = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        withUnsafeBytes(of: bytes) { hash.update(bufferPointer: $0) }
    }

    /// Whether both are the same.
    public static func == (left: ContentHash, right: ContentHash) -> Bool { left.words == right.words }

    /// Equal hashes hash alike.
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension ContentHash: LosslessStringConvertible {
    /// 64 hex digits in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: 64) { text in
            for (place, word) in [words.0, words.1, words.2, words.3].enumerated() {
                for digit in 0..<16 {
                    let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * digit)) & 15
                    text[16 * place + digit] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                }
            }
            return 64
        }
    }

    /// The first so many of its 64 digits: names that must be short and need not be proof.
    public func digits(_ count: Int) -> String { String(description.prefix(count)) }

    /// Reads 64 hex digits in lower case; nil for anything else.
    public init?(_ description: String) {
        let digits = Array(description.utf8)
        guard digits.count == 64 else { return nil }
        var words: [UInt64] = []
        for start in stride(from: 0, to: 64, by: 16) {
            var word: UInt64 = 0
            for digit in digits[start..<start + 16] {
                switch digit {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
                case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
                default: return nil
                }
            }
            words.append(word)
        }
        self.init(words: (words[0], words[1], words[2], words[3]))
    }
}

extension ContentHash: Codable {
    /// Reads the 64 digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = ContentHash(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected 64 hex digits in lower case")
        }
        self = hash
    }

    /// Writes the 64 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
