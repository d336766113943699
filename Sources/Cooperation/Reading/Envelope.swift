/// The CloudEvents attributes that the contract knows.
enum EnvelopeField: Int, CaseIterable {
    case specversion, id, source, type, subject, time, datacontenttype, data

    /// The attribute's name.
    var name: String { "\(self)" }
}

/// One attribute as a record gives it, in a member of the document or in a header.
struct Attribute {
    enum State {
        case absent
        case text
        /// Something that is not a string (structured mode) or not UTF-8 (binary mode).
        case other
    }

    var state = State.absent
    /// The text, where it is one.
    var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Its node in structured mode.
    var node: Int32 = -1
}

/// A record's attributes, whichever mode they came in.
struct Envelope {
    /// Whether the attributes stand in `ce_*` headers, and the value is the data.
    let isBinary: Bool
    /// The value's root.
    let root: JSONNode
    private var attributes = [8 of Attribute](repeating: Attribute())

    init(isBinary: Bool, root: JSONNode) {
        self.isBinary = isBinary
        self.root = root
        if isBinary { self[.data] = Attribute(state: .other, node: 0) }
    }

    @inline(__always)
    subscript(_ field: EnvelopeField) -> Attribute {
        get { attributes[field.rawValue] }
        set { attributes[field.rawValue] = newValue }
    }

    /// The data, where there are any.
    var data: JSONNode? {
        let node = self[.data].node
        return node < 0 ? nil : root.node(at: Int(node))
    }
}

extension EnvelopeField {
    /// Where the attribute stands or should stand.
    func pointer(isBinary: Bool) -> String {
        guard isBinary else { return "/" + name }
        switch self {
        case .data: return ""
        case .datacontenttype: return "header:content-type"
        default: return "header:ce_" + name
        }
    }
}
