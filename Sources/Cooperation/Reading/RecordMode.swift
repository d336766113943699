/// In which of CloudEvents' two modes a record's headers say that it comes (CloudEvents Kafka binding 1.0, section 3).
enum RecordMode {
    /// The value is the whole event.
    case structured
    /// The value is the data; the attributes stand in `ce_*` headers.
    case binary

    /// The mode, or why there is none. A structured content type wins over `ce_*` headers, as the binding says.
    static func of(_ headers: [RecordHeaderView]) -> Result<RecordMode, Rejection> {
        let hasAttributes = headers.contains { $0.name.starts(with: "ce_") }
        guard let contentType = contentType(headers) else { return .success(hasAttributes ? .binary : .structured) }
        let media = MediaType(contentType)
        if media.isCloudEventJSON { return .success(.structured) }
        let isOtherJSON = media.isJSON && !media.isCloudEvent
        if isOtherJSON && hasAttributes { return .success(.binary) }
        return .failure(isOtherJSON ? notAnEvent(contentType) : notJSON(contentType))
    }

    private static func notJSON(_ contentType: UnsafeRawBufferPointer) -> Rejection {
        Rejection(
            .unsupportedContent, at: "header:content-type",
            "found \(Found.quoted(contentType)), expected application/cloudevents+json, or JSON data with ce_* headers")
    }

    private static func notAnEvent(_ contentType: UnsafeRawBufferPointer) -> Rejection {
        Rejection(
            .notACloudEvent, at: "header:content-type",
            "found \(Found.quoted(contentType)) and no ce_* headers, expected application/cloudevents+json")
    }

    /// The content type, if the record has one that is not empty.
    static func contentType(_ headers: [RecordHeaderView]) -> UnsafeRawBufferPointer? {
        for header in headers where header.name.matchesIgnoringCase("content-type") {
            if let value = header.value, !value.isEmpty { return value }
        }
        return nil
    }
}

/// What a Confluent serialiser puts before the JSON: a zero byte and the four bytes of a schema's number.
enum SchemaFraming {
    private static let length = 5

    /// The length of the framing before the JSON: 0 where there is none. No JSON text starts with a zero byte.
    static func length(of value: UnsafeRawBufferPointer) -> Int {
        value.count > length && value[0] == 0 ? length : 0
    }
}
