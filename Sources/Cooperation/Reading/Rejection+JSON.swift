import CSimdJSON

/// What a parser's fault means to the sender of the record.
extension Rejection {
    init(_ fault: JSONFault, in json: UnsafeRawBufferPointer, framing: Int, maxDepth: Int) {
        switch fault.status {
        case CSJ_EMPTY:
            self.init(.empty, "the value holds white space only, expected an event")
        case CSJ_NOT_UTF8:
            let offset = Rejection.firstInvalidByte(in: json)
            let guess = ForeignBytes.guess(json, at: offset)
            self.init(.notUTF8, "the byte at offset \(framing + offset) does not belong to UTF-8 text\(guess)")
        case CSJ_TOO_DEEP:
            let place = "the one that starts at byte offset \(framing + fault.offset) is too deep"
            self.init(.tooDeep, "expected objects and arrays at most \(maxDepth) levels deep; \(place)")
        case CSJ_NO_MEMORY:
            self.init(.tooLarge, "no memory for \(json.count) bytes of JSON")
        default:
            let found = Rejection.found(in: json, at: fault.offset)
            let guess = ForeignBytes.guess(json)
            self.init(
                .notJSON, "\(Rejection.reason(fault.status)) at byte offset \(framing + fault.offset)\(found)\(guess)")
        }
    }

    private static func reason(_ status: csj_status) -> String {
        switch status {
        case CSJ_UNEXPECTED_END: "the text ends before its value does,"
        case CSJ_TRAILING_CONTENT: "something follows the value,"
        case CSJ_UNCLOSED_STRING: "a string without its closing quote, opened"
        case CSJ_CONTROL_CHARACTER: "a control character within a string (expected an escape such as \\n),"
        case CSJ_BAD_ESCAPE: "a string with an escape that JSON does not know, or half a surrogate pair,"
        case CSJ_BAD_NUMBER: "a number that JSON does not know (as 01, 1. or +1),"
        case CSJ_BAD_LITERAL:
            "expected a value (a string in double quotes, true, false, null, a number, an object or an array)"
        default: "a token that cannot stand here,"
        }
    }

    private static func found(in json: UnsafeRawBufferPointer, at offset: Int) -> String {
        guard offset < json.count else { return "" }
        let excerpt = String(decoding: json[offset...].prefix(80), as: UTF8.self)
        return ": " + Found.quoted(String(excerpt.unicodeScalars.prefix(20)))
    }

    private static func firstInvalidByte(in json: UnsafeRawBufferPointer) -> Int {
        do {
            _ = try UTF8Span(validating: json.bindMemory(to: UInt8.self).span)
            return 0
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
