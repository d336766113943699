/// What bytes that are no JSON look like, for the sender's sake: a hint in a message, never a reason to read on.
enum ForeignBytes {
    /// `; it looks like …`, or empty where it looks like nothing that is known. `offset` is that of the first byte that
    /// is not UTF-8, where there is one.
    static func guess(_ bytes: UnsafeRawBufferPointer, at offset: Int? = nil) -> String {
        guard let name = form(of: bytes) ?? offset.flatMap({ latin1(bytes, at: $0) }) else { return "" }
        return "; it looks like \(name)"
    }

    private static func form(of bytes: UnsafeRawBufferPointer) -> String? {
        guard bytes.count >= 4 else { return nil }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x1F, 0x8B, _, _): return "gzip: leave compression to Kafka (compression.type)"
        case (0x28, 0xB5, 0x2F, 0xFD): return "Zstandard: leave compression to Kafka (compression.type)"
        case (0xFF, 0xFE, _, _), (0xFE, 0xFF, _, _), (0x01...0x7F, 0, 0x01...0x7F, 0): return "UTF-16: write UTF-8"
        case (UInt8(ascii: "<"), _, _, _): return "XML or HTML"
        case (UInt8(ascii: "O"), UInt8(ascii: "b"), UInt8(ascii: "j"), 1): return "an Avro file"
        default: return nil
        }
    }

    /// A letter of ISO 8859-1 before ASCII, as `é` in `Québec` written in the old encoding of Western Europe. `Â` and
    /// `Ã` are left out: these bytes are more often half a letter of UTF-8.
    private static func latin1(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> String? {
        let next = offset + 1
        guard bytes.indices.contains(offset), bytes[offset] > 0xC3, next == bytes.count || bytes[next] < 0x80 else {
            return nil
        }
        return "\"\(Character(Unicode.Scalar(bytes[offset])))\" in ISO 8859-1: write UTF-8"
    }
}
