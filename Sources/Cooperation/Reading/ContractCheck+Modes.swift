import CSimdJSON

/// Where the attributes stand in each mode.
extension ContractCheck {
    /// The attributes among the members of the document.
    func readStructured(_ envelope: inout Envelope) {
        let slots = members(of: root, names.attributes)
        for field in EnvelopeField.allCases {
            guard let index = slots[field] else { continue }
            let node = root.node(at: index)
            let state: Attribute.State = node.isString ? .text : .other
            envelope[field] = Attribute(state: state, bytes: node.bytes, node: Int32(index))
        }
    }

    /// The attributes among the headers. An attribute in two headers is a fault; any other header is passed over.
    func readBinary(_ envelope: inout Envelope) {
        for header in headers where header.name.count > 3 && header.name.starts(with: "ce_") {
            let name = header.name.part(3, header.name.count)
            guard let number = names.attributes.number(of: name), let field = EnvelopeField(rawValue: number),
                field != .data, field != .datacontenttype, let value = header.value
            else { continue }
            if envelope[field].state != .absent {
                log.add(.contract, at: .attribute(field, isBinary: true)) { "given in two headers; expected once" }
            }
            envelope[field] = Self.attribute(value)
        }
        if let contentType = RecordMode.contentType(headers) {
            envelope[.datacontenttype] = Self.attribute(contentType)
        }
    }

    private static func attribute(_ value: UnsafeRawBufferPointer) -> Attribute {
        let isText = csj_is_utf8(value.bindMemory(to: UInt8.self).baseAddress, value.count)
        return Attribute(state: isText ? .text : .other, bytes: value)
    }
}
