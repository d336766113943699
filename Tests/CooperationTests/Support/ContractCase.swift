import Testing

@testable import Cooperation

/// One edit of a valid event, and whether the contract still takes it.
struct ContractCase: Sendable, CustomTestStringConvertible {
    let pointer: String
    /// JSON text of the new value; nil where it is taken away.
    let json: String?
    /// The code and the pointer of the first fault; nil where the event stays valid.
    let code: RejectionCode?
    let faultPointer: String?
    var base = ExampleEvents.delegation

    var event: JSONValue { base.setting(pointer, to: json.map(JSONValue.raw)) }
    var testDescription: String { "\(pointer) = \(json.map { String($0.prefix(60)) } ?? "absent")" }

    /// The same edit of another event.
    func of(_ base: JSONValue) -> ContractCase {
        ContractCase(pointer: pointer, json: json, code: code, faultPointer: faultPointer, base: base)
    }

    /// All of these values (nil: none at all) are taken.
    static func valid(_ pointer: String, _ values: String?...) -> [ContractCase] {
        values.map { ContractCase(pointer: pointer, json: $0, code: nil, faultPointer: nil) }
    }

    /// All of these values are refused, with a fault at `suffix` below the pointer.
    static func invalid(
        _ pointer: String, at suffix: String = "", as code: RejectionCode = .contract, _ values: String?...
    ) -> [ContractCase] {
        values.map { ContractCase(pointer: pointer, json: $0, code: code, faultPointer: pointer + suffix) }
    }
}

/// JSON text for tables of cases.
enum Text {
    /// A string of so many times `unit`.
    static func string(_ count: Int, _ unit: String = "é") -> String {
        "\"" + String(repeating: unit, count: count) + "\""
    }

    /// An array of so many times `element`.
    static func array(_ count: Int, _ element: String) -> String {
        "[" + Array(repeating: element, count: count).joined(separator: ",") + "]"
    }

    /// An array of different strings.
    static func names(_ count: Int) -> String {
        "[" + (0..<count).map { "\"name-\($0)\"" }.joined(separator: ",") + "]"
    }
}

/// Expects that the list of faults, the full reading and the hot path all give the case's verdict.
func expectVerdict(_ example: ContractCase) {
    let bytes = example.event.bytes
    let reader = EventReader()
    let faults = reader.validate(value: bytes)
    #expect(faults.first?.code == example.code)
    #expect(faults.first?.pointer == example.faultPointer)
    #expect(faults.count <= 1, "\(faults)")
    #expect(verdict(of: reader.decode(value: bytes)) == example.code)
    let hot = bytes.withUnsafeBytes { reader.read(value: $0, headers: []) { _ in 0 } }
    #expect(verdict(of: hot) == example.code)
}

/// The code of a refusal, or nil.
func verdict(of result: Result<some Any, Rejection>) -> RejectionCode? {
    switch result {
    case .success: nil
    case .failure(let rejection): rejection.code
    }
}
