/// In which of CloudEvents' two modes a record's headers say that it comes (CloudEvents Kafka binding 1.0, section 3).
enum RecordMode {
    /// The value is the whole event.
    case structured
    /// The value is the data; the attributes stand in `ce_*` headers.
    case binary

    /// The mode, or everything that keeps the headers from naming one. A structured content type wins over `ce_*`
    /// headers, as the binding says.
    static func of(_ headers: [RecordHeaderView]) -> Result<RecordMode, Rejection> {
        let mode = named(by: headers)
        var faults: [Fault] = []
        for header in headers where ContentCoding.isNamed(header.name) {
            if let fault = ContentCoding.fault(header) { faults.append(fault) }
        }
        guard !faults.isEmpty else { return mode }
        if case .failure(let rejection) = mode { faults += rejection.faults }
        return .failure(Rejection(faults: faults.sorted { $0.code.rank < $1.code.rank }))
    }

    private static func named(by headers: [RecordHeaderView]) -> Result<RecordMode, Rejection> {
        let hasAttributes = headers.contains { $0.name.starts(with: "ce_") }
        guard let contentType = contentType(headers) else { return .success(hasAttributes ? .binary : .structured) }
        let media = MediaType(contentType)
        if media.isCloudEventJSON { return .success(.structured) }
        // Some libraries name the type of the data on a structured event too; the document itself tells which it is.
        if media.isJSON && !media.isCloudEvent { return .success(hasAttributes ? .binary : .structured) }
        return .failure(
            Rejection(
                .unsupportedContent, at: "header:content-type",
                "found \(Found.quoted(contentType)), expected application/cloudevents+json, or JSON data with ce_* headers"
                    + misspeltAttribute(headers)))
    }

    /// Tells of a header that looks like an attribute in another spelling, such as HTTP's `ce-id`; empty where none does.
    static func misspeltAttribute(_ headers: [RecordHeaderView]) -> String {
        let misspelt = headers.first { !$0.name.starts(with: "ce_") && attributeName($0.name) != nil }
        guard let misspelt else { return "" }
        return
            "; found a header \(Found.quoted(misspelt.name)): Kafka's headers of attributes begin with ce_, in lower case"
    }

    /// What follows `ce_`, or `ce-` as in HTTP, in any case; nil for the name of any other header.
    static func attributeName(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard name.count > 3, name.part(0, 2).matchesIgnoringCase("ce"),
            name[2] == UInt8(ascii: "-") || name[2] == UInt8(ascii: "_")
        else { return nil }
        return name.part(3, name.count)
    }

    /// The content type, if the record has one that is not empty.
    static func contentType(_ headers: [RecordHeaderView]) -> UnsafeRawBufferPointer? {
        for header in headers where header.name.matchesIgnoringCase("content-type") {
            if let value = header.value, !value.isEmpty { return value }
        }
        return nil
    }
}
