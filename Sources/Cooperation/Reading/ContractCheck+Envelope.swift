/// The attributes of CloudEvents 1.0.
extension ContractCheck {
    func checkAttributes(_ event: inout CheckedEvent) {
        let isBinary = event.envelope.isBinary
        checkSpecversion(event.envelope[.specversion], isBinary)
        checkType(&event)
        checkText(.id, event.envelope[.id], isBinary)
        checkText(.source, event.envelope[.source], isBinary)
        checkText(.subject, event.envelope[.subject], isBinary)
        checkTime(&event)
        checkContentType(event.envelope[.datacontenttype], isBinary)
    }

    /// Notes that an attribute is wrong.
    private func fault(
        _ code: RejectionCode, _ field: EnvelopeField, _ isBinary: Bool, _ message: @autoclosure () -> String
    ) {
        log.add(code, at: .attribute(field, isBinary: isBinary), message)
    }

    private func found(_ attribute: Attribute) -> String {
        switch attribute.state {
        case .absent: "missing"
        case .text: "found " + Found.quoted(attribute.bytes)
        case .other where attribute.node >= 0: "found " + Found.described(root.node(at: Int(attribute.node)))
        case .other: "found bytes that are not UTF-8"
        }
    }

    /// What may have been meant for an attribute that is not there.
    private func instead(_ field: EnvelopeField, _ attribute: Attribute, _ isBinary: Bool) -> String {
        attribute.state == .absent ? instead(of: field, isBinary: isBinary) : ""
    }

    private func checkSpecversion(_ attribute: Attribute, _ isBinary: Bool) {
        guard attribute.state == .text, attribute.bytes.matches("1.0") else {
            fault(
                .notACloudEvent, .specversion, isBinary,
                "\(found(attribute)), expected \"1.0\" (CloudEvents 1.0)\(instead(.specversion, attribute, isBinary))")
            return
        }
    }

    private func checkText(_ field: EnvelopeField, _ attribute: Attribute, _ isBinary: Bool) {
        guard attribute.state == .text, !attribute.bytes.isEmpty else {
            fault(
                .contract, field, isBinary,
                "\(found(attribute)), expected a string that is not empty\(instead(field, attribute, isBinary))")
            return
        }
        guard field == .source, !Self.isURIReference(attribute.bytes) else { return }
        fault(
            .contract, field, isBinary,
            "\(found(attribute)), expected a URI reference: letters, digits and -._~:/?#[]@!$&'()*+,;=% only")
    }

    /// The characters of RFC 3986, as bits by their ASCII code.
    private static let uriCharacters: (low: UInt64, high: UInt64) = {
        let others = "-._~:/?#[]@!$&'()*+,;=%".utf8
        let codes = (UInt8(0)..<128).filter { $0.isASCIILetter || $0.isASCIIDigit || others.contains($0) }
        return codes.reduce(into: (0, 0)) { bits, code in
            if code < 64 { bits.0 |= 1 << UInt64(code) } else { bits.1 |= 1 << UInt64(code - 64) }
        }
    }()

    private static func isURIReference(_ text: UnsafeRawBufferPointer) -> Bool {
        let (low, high) = uriCharacters
        for byte in text {
            let bits = byte < 64 ? low : high
            guard byte < 128, bits & 1 << UInt64(byte & 63) != 0 else { return false }
        }
        return true
    }

    private func checkTime(_ event: inout CheckedEvent) {
        let attribute = event.envelope[.time]
        guard attribute.state != .absent else { return }
        event.time = attribute.state == .text ? Instant(rfc3339: attribute.bytes) : nil
        guard event.time == nil else { return }
        fault(
            .contract, .time, event.envelope.isBinary,
            "\(found(attribute)), expected a date and time with its offset, such as 2019-11-04T08:00:00-05:00")
    }

    private func checkContentType(_ attribute: Attribute, _ isBinary: Bool) {
        guard attribute.state != .absent else { return }
        if attribute.state == .text, MediaType(attribute.bytes).isJSON { return }
        let code: RejectionCode = attribute.state == .text || isBinary ? .unsupportedContent : .contract
        fault(
            code, .datacontenttype, isBinary,
            "\(found(attribute)), expected application/json or a type that ends in +json")
    }
}

/// `<kind>.<action>.v<major>`, the last three segments of a type.
extension ContractCheck {
    private func checkType(_ event: inout CheckedEvent) {
        let isBinary = event.envelope.isBinary
        let attribute = event.envelope[.type]
        guard attribute.state == .text else {
            fault(
                .contract, .type, isBinary,
                "\(found(attribute)), expected a string such as \(Self.typeExample)\(instead(.type, attribute, isBinary))"
            )
            return
        }
        guard let (kind, action, major) = Self.lastSegments(attribute.bytes) else {
            fault(
                .unknownKind, .type, isBinary,
                "\(found(attribute)), expected it to end in kind.action.v1, as in \(Self.typeExample)")
            return
        }
        event.kind = names.kinds.number(of: kind).map { Kind.allCases[$0] }
        event.action = names.actions.number(of: action).map { Action.allCases[$0] }
        if event.kind == nil {
            fault(.unknownKind, .type, isBinary, "kind: " + Self.choice(kind, names.kinds))
        }
        // Another version may have other actions.
        if !major.matches("1") {
            fault(.unsupportedVersion, .type, isBinary, "found version \(Found.quoted(major)), expected 1 (\"v1\")")
        } else if event.action == nil {
            fault(.unknownAction, .type, isBinary, "action: " + Self.choice(action, names.actions))
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
