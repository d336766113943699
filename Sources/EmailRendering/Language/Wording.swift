/// One wording of a phrase, cut at its slots.
struct Wording: Hashable, Sendable {
    /// A stretch of it.
    enum Piece: Hashable, Sendable {
        case text(String)
        case slot(Phrase.Slot)
    }

    /// Its stretches in order.
    var pieces: [Piece]

    /// Cuts `text` at its `{slots}`. Returns nil, with the reason in `problem`, when a brace or a slot is wrong.
    init(_ text: String, of phrase: Phrase) throws(LanguageProblem) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { throw .unclosedSlot(phrase.rawValue) }
            let name = String(rest[rest.index(after: open)..<close])
            guard let slot = Phrase.Slot(rawValue: name), phrase.slots.contains(slot) else {
                throw .unknownSlot(phrase.rawValue, slot: name, known: phrase.slots.map(\.rawValue).sorted())
            }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.slot(slot))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        let found = Set(pieces.compactMap { if case .slot(let slot) = $0 { slot } else { nil } })
        // A number may go unsaid ("received by the rule"), all else must be told.
        if let missing = phrase.slots.subtracting(found).subtracting([.count]).first {
            throw .missingSlot(phrase.rawValue, slot: missing.rawValue)
        }
        self.pieces = pieces
    }

    /// The wording with its slots filled. Precondition: `values` fills every slot of the wording.
    func filled(_ values: [Phrase.Slot: String]) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .text(let literal): text += literal
            case .slot(let slot):
                guard let value = values[slot] else { preconditionFailure("nothing given for {\(slot.rawValue)}") }
                text += value
            }
        }
    }
}
