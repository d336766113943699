/// A content type's media type, without its parameters (RFC 9110, section 8.3.1).
struct MediaType {
    private let bytes: UnsafeRawBufferPointer

    /// The media type within a content type; parameters after `;` are left out.
    init(_ contentType: UnsafeRawBufferPointer) {
        let end = contentType.firstIndex(of: UInt8(ascii: ";")) ?? contentType.count
        var last = end
        while last > 0, contentType[last - 1] == UInt8(ascii: " ") || contentType[last - 1] == UInt8(ascii: "\t") {
            last -= 1
        }
        bytes = contentType.part(0, last)
    }

    /// A CloudEvent in structured mode, as JSON.
    var isCloudEventJSON: Bool { bytes.matchesIgnoringCase("application/cloudevents+json") }

    /// A CloudEvent (or a batch of them) in structured mode, in any format.
    var isCloudEvent: Bool {
        bytes.count >= 23 && bytes.part(0, 23).matchesIgnoringCase("application/cloudevents")
    }

    /// `application/json`, or any type with the suffix `+json` (RFC 6839).
    var isJSON: Bool {
        if bytes.matchesIgnoringCase("application/json") { return true }
        guard bytes.count > 5, bytes.part(bytes.count - 5, bytes.count).matchesIgnoringCase("+json") else {
            return false
        }
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < bytes.count - 5 else {
            return false
        }
        return bytes.allSatisfy { $0 > 0x20 } && bytes[(slash + 1)...].allSatisfy { $0 != UInt8(ascii: "/") }
    }
}
