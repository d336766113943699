/// The attributes of CloudEvents 1.0.
extension ContractCheck {
    func checkAttributes(_ event: inout CheckedEvent) {
        checkSpecversion(event.envelope)
        checkType(&event)
        checkText(.id, event.envelope)
        checkText(.source, event.envelope)
        checkText(.subject, event.envelope)
        checkTime(&event)
        checkContentType(event.envelope)
    }

    /// Notes that an attribute is wrong.
    private func fault(
        _ code: RejectionCode, _ field: EnvelopeField, _ envelope: Envelope, _ message: @autoclosure () -> String
    ) {
        log.add(code, { envelope.pointer(to: field) }, message)
    }

    private func found(_ attribute: Attribute) -> String {
        switch attribute.state {
        case .absent: "missing"
        case .text: "found " + Found.quoted(attribute.bytes)
        case .other where attribute.node >= 0: "found " + Found.described(root.node(at: Int(attribute.node)))
        case .other: "found bytes that are not UTF-8"
        }
    }

    private func checkSpecversion(_ envelope: Envelope) {
        let attribute = envelope[.specversion]
        guard attribute.state == .text, attribute.bytes.matches("1.0") else {
            fault(.notACloudEvent, .specversion, envelope, "\(found(attribute)), expected \"1.0\" (CloudEvents 1.0)")
            return
        }
    }

    private func checkText(_ field: EnvelopeField, _ envelope: Envelope) {
        let attribute = envelope[field]
        guard attribute.state == .text, !attribute.bytes.isEmpty else {
            fault(.contract, field, envelope, "\(found(attribute)), expected a string that is not empty")
            return
        }
        guard field == .source, !attribute.bytes.allSatisfy({ Self.isURICharacter($0) }) else { return }
        fault(
            .contract, field, envelope,
            "\(found(attribute)), expected a URI reference: letters, digits and -._~:/?#[]@!$&'()*+,;=% only")
    }

    /// The characters of RFC 3986.
    private static func isURICharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private func checkTime(_ event: inout CheckedEvent) {
        let attribute = event.envelope[.time]
        guard attribute.state != .absent else { return }
        event.time = attribute.state == .text ? Instant(rfc3339: attribute.bytes) : nil
        guard event.time == nil else { return }
        fault(
            .contract, .time, event.envelope,
            "\(found(attribute)), expected a date and time with its offset, such as 2019-11-04T08:00:00-05:00")
    }

    private func checkContentType(_ envelope: Envelope) {
        let attribute = envelope[.datacontenttype]
        guard attribute.state != .absent else { return }
        if attribute.state == .text, MediaType(attribute.bytes).isJSON { return }
        let code: RejectionCode = attribute.state == .text || envelope.isBinary ? .unsupportedContent : .contract
        fault(
            code, .datacontenttype, envelope,
            "\(found(attribute)), expected application/json or a type that ends in +json")
    }
}

/// `<kind>.<action>.v<major>`, the last three segments of a type.
extension ContractCheck {
    private func checkType(_ event: inout CheckedEvent) {
        let envelope = event.envelope
        let attribute = envelope[.type]
        guard attribute.state == .text else {
            fault(.contract, .type, envelope, "\(found(attribute)), expected a string such as \(Self.typeExample)")
            return
        }
        guard let (kind, action, major) = Self.lastSegments(attribute.bytes) else {
            fault(
                .unknownKind, .type, envelope,
                "\(found(attribute)), expected it to end in kind.action.v1, as in \(Self.typeExample)")
            return
        }
        event.kind = names.kinds.number(of: kind).map { Kind.allCases[$0] }
        event.action = names.actions.number(of: action).map { Action.allCases[$0] }
        if event.kind == nil {
            fault(.unknownKind, .type, envelope, "kind: " + Self.choice(kind, names.kinds))
        } else if !major.matches("1") {
            fault(.unsupportedVersion, .type, envelope, "found version \(Found.quoted(major)), expected 1 (\"v1\")")
        } else if event.action == nil {
            fault(.unknownAction, .type, envelope, "action: " + Self.choice(action, names.actions))
        }
    }

    private static var typeExample: String { "ca.quebec.ville.delegation.confirmed.v1" }

    private static func choice(_ found: UnsafeRawBufferPointer, _ names: NameIndex) -> String {
        Found.choice(String(decoding: found, as: UTF8.self), of: names.names)
    }

    /// The kind, the action and the digits of the version, where the type has that form.
    private static func lastSegments(
        _ type: UnsafeRawBufferPointer
    ) -> (kind: UnsafeRawBufferPointer, action: UnsafeRawBufferPointer, major: UnsafeRawBufferPointer)? {
        guard let lastDot = dot(in: type, before: type.count), let middleDot = dot(in: type, before: lastDot) else {
            return nil
        }
        let firstDot = dot(in: type, before: middleDot) ?? -1
        let version = type.part(lastDot + 1, type.count)
        guard version.count > 1, version[0] == UInt8(ascii: "v"), version[1...].allSatisfy(\.isASCIIDigit) else {
            return nil
        }
        return (
            type.part(firstDot + 1, middleDot), type.part(middleDot + 1, lastDot), version.part(1, version.count)
        )
    }

    private static func dot(in type: UnsafeRawBufferPointer, before end: Int) -> Int? {
        var at = end - 1
        while at >= 0, type[at] != UInt8(ascii: ".") { at -= 1 }
        return at < 0 ? nil : at
    }
}
