/// Whether a record's headers say that its value was compressed or otherwise coded (RFC 9110, section 8.4).
///
/// Kafka compresses whole batches by itself, below what anybody reads; a value that is coded once more would have to be
/// decoded before any of its limits could be judged. So it is refused by name, rather than as bytes that are no JSON.
enum ContentCoding {
    /// What is wrong with a header that names the coding; nil where it names none.
    static func fault(_ header: RecordHeaderView) -> Fault? {
        guard let value = header.value, !isIdentity(value) else { return nil }
        return Fault(
            code: .unsupportedContent, pointer: "header:" + String(decoding: header.name, as: UTF8.self).lowercased(),
            message: "found \(Found.quoted(value)), expected no coding of the value (identity): let Kafka compress, by "
                + "the producer's compression.type")
    }

    /// Whether a header of this name says what the coding is.
    @inline(__always)
    static func isNamed(_ name: UnsafeRawBufferPointer) -> Bool {
        switch name.count {
        case 16: name.matchesIgnoringCase("content-encoding")
        case 19: name.matchesIgnoringCase("ce_content-encoding")
        default: false
        }
    }

    /// Nothing at all, or the word `identity` as often as it likes.
    private static func isIdentity(_ value: UnsafeRawBufferPointer) -> Bool {
        value.split(separator: UInt8(ascii: ",")).allSatisfy { part in
            let word = value.part(part.startIndex, part.endIndex).trimmed
            return word.isEmpty || word.matchesIgnoringCase("identity")
        }
    }
}
