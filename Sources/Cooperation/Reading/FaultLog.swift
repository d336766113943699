/// What a check found wrong.
///
/// One and the same check serves two readers. The hot path only asks for the gravest code: nothing is built. When
/// there is one, the record is checked again with a number of faults to explain, so both always agree.
final class FaultLog {
    /// How many faults are explained at most: a record of a megabyte can hold many thousands.
    static let maxFaults = 1_000

    // Unchecked: one check uses a log at a time, and no method calls out while it changes a field. The checks of
    // exclusive access were worth two per cent of the stage.
    @exclusivity(unchecked) private var explained = 0
    @exclusivity(unchecked) private(set) var code: RejectionCode?
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var notes: [Note] = []

    private struct Note {
        let code: RejectionCode
        let place: FaultPlace
        let message: String
    }

    /// Forgets everything, for another check that explains so many faults.
    func reset(explaining explained: Int) {
        self.explained = explained
        code = nil
        count = 0
        notes.removeAll()
    }

    /// The faults that are explained, the gravest first, otherwise in the order of the check.
    func faults(in root: JSONNode) -> [Fault] {
        let pointers = JSONPointer.pointers(to: notes.compactMap(\.place.node), from: root)
        let ranked = notes.enumerated().sorted { ($0.element.code.rank, $0.offset) < ($1.element.code.rank, $1.offset) }
        return ranked.map { Fault(code: $1.code, pointer: $1.place.pointer(among: pointers), message: $1.message) }
    }

    /// Notes a fault; the message is built only when explaining.
    @inline(never)
    func add(_ code: RejectionCode, at place: FaultPlace, _ message: () -> String) {
        if self.code.map({ code.rank < $0.rank }) ?? true { self.code = code }
        count += 1
        guard explained > 0 else { return }
        if notes.count == explained {
            // A graver one takes the place of the last of the many: what comes first must not depend on the room.
            guard code != .contract, let last = notes.lastIndex(where: { $0.code == .contract }) else { return }
            notes.remove(at: last)
        }
        notes.append(Note(code: code, place: place, message: message()))
    }
}

/// Where a fault lies, before anybody asks for its pointer.
enum FaultPlace {
    /// An attribute, in the document or in a header.
    case attribute(EnvelopeField, isBinary: Bool)
    /// A value of the document.
    case node(Int)
    /// A member that an object of the document lacks.
    case member(StaticString, of: Int)

    fileprivate var node: Int? {
        switch self {
        case .attribute: nil
        case .node(let node), .member(_, of: let node): node
        }
    }

    fileprivate func pointer(among pointers: [Int: String]) -> String {
        switch self {
        case .attribute(let field, let isBinary): field.pointer(isBinary: isBinary)
        case .node(let node): pointers[node] ?? ""
        case .member(let name, let node): (pointers[node] ?? "") + "/" + name.description
        }
    }
}
