import Cooperation

/// The same event in CloudEvents' other mode, where it can be told in both: what the reader says of one it must say of
/// the other, place for place.
enum ModeTwin {
    static let attributes = ["specversion", "id", "source", "type", "subject", "time", "datacontenttype"]

    /// The other record; nil where one mode can say what the other cannot: attributes that are no strings or stand
    /// twice, no data or several, headers that name a coding or another format.
    static func of(_ record: FuzzRecord, _ document: JSONValue) -> FuzzRecord? {
        if record.isBinary { return FuzzRecord.structured(record.headers, JSONText.short(document)) }
        let own = record.headers.filter { !$0.name.hasPrefix("ce_") && $0.name.lowercased() != "content-type" }
        guard var twin = FuzzRecord.binary(document) else { return nil }
        twin.headers = own + twin.headers
        return twin
    }

    /// Where the binary twin has what the structured record has at a pointer.
    static func binaryPointer(_ pointer: String) -> String {
        if pointer == "/data" || pointer.hasPrefix("/data/") { return String(pointer.dropFirst("/data".count)) }
        guard pointer.hasPrefix("/") else { return pointer }
        return pointer == "/datacontenttype" ? "header:content-type" : "header:ce_" + pointer.dropFirst()
    }
}

extension FuzzRecord {
    /// Whether it is in binary mode, as far as its headers go.
    var isBinary: Bool {
        let type = headers.first { $0.name.lowercased() == "content-type" && $0.value?.isEmpty == false }?.value ?? []
        return headers.contains { $0.name.hasPrefix("ce_") }
            && !String(decoding: type, as: UTF8.self).lowercased().hasPrefix("application/cloudevents")
    }

    /// A document of structured mode in binary mode.
    static func binary(_ document: JSONValue) -> FuzzRecord? {
        guard case .object(let members) = document else { return nil }
        let known = members.filter { $0.name == "data" || ModeTwin.attributes.contains($0.name) }
        guard Set(known.map(\.name)).count == known.count,
            let data = known.first(where: { $0.name == "data" })?.value
        else { return nil }
        var headers: [RecordHeader] = []
        for member in known where member.name != "data" {
            guard case .string(let text) = member.value else { return nil }
            if member.name == "datacontenttype", !isPlainJSON(text) { return nil }
            headers.append(RecordHeader(member.name == "datacontenttype" ? "content-type" : "ce_" + member.name, text))
        }
        // Without any there is nothing that tells the mode.
        guard headers.contains(where: { $0.name.hasPrefix("ce_") }) else { return nil }
        return FuzzRecord(headers: headers, value: JSONText.short(data))
    }

    /// Attributes in headers and their data as one document.
    static func structured(_ headers: [RecordHeader], _ data: [UInt8]) -> FuzzRecord? {
        var members: [JSONMember] = []
        var own: [RecordHeader] = []
        for header in headers {
            let isType = header.name.lowercased() == "content-type"
            guard header.name.hasPrefix("ce_") || isType else {
                own.append(header)
                continue
            }
            let name = isType ? "datacontenttype" : String(header.name.dropFirst(3))
            guard ModeTwin.attributes.contains(name), isType || name != "datacontenttype", let value = header.value
            else {
                continue
            }
            guard let text = String(validating: value, as: UTF8.self), !isType || isPlainJSON(text),
                !members.contains(where: { $0.name == name })
            else { return nil }
            members.append(JSONMember(name: name, value: .string(text)))
        }
        let attributes = JSONText.short(.object(members)).dropLast()
        let separator = members.isEmpty ? "\"data\":" : ",\"data\":"
        return FuzzRecord(headers: own, value: Array(attributes) + Array(separator.utf8) + data + [UInt8(ascii: "}")])
    }

    private static func isPlainJSON(_ type: String) -> Bool {
        type.lowercased() == "application/json"
    }
}
