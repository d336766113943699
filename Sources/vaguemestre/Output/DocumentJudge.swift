import Cooperation

/// Judges documents: as events of the contract, or by a JSON Schema.
struct DocumentJudge {
    /// One thing wrong with a document.
    struct Fault {
        let path: String
        let message: String
    }

    private let reader = EventReader()

    init(schema: String?) throws {
        guard schema == nil else { throw BadInput("--schema is not there yet") }
    }

    func faults(_ document: [UInt8]) -> [Fault] {
        reader.validate(value: document).map { Fault(path: $0.pointer, message: "\($0.code.rawValue): \($0.message)") }
    }
}
