/// Why a request is refused, as a problem document (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    /// How many faults a document tells at most; the detail counts the others.
    static let maxFaults = 1_000

    /// What sort of problem.
    var code: ProblemCode
    /// This very problem, in words.
    var detail: String
    /// Everything that is wrong, where the events were read.
    var faults: [IntakeFault] = []
    /// In how many seconds it may be tried again, where that can help.
    var retryAfterSeconds: Int?

    init(_ code: ProblemCode, _ detail: String, retryAfterSeconds: Int? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// The problem that these faults of a request with so many events make. What is no event at all counts for more
    /// than what breaks the contract. Precondition: there is at least one.
    init(faults: [IntakeFault], of events: Int) {
        guard let gravest = faults.first(where: { $0.code.status == 400 }) ?? faults.first else {
            preconditionFailure("a refusal without a fault")
        }
        code = gravest.code
        detail = Self.detail(faults, gravest, events)
        self.faults = Array(faults.prefix(Self.maxFaults))
    }

    private static func detail(_ faults: [IntakeFault], _ gravest: IntakeFault, _ events: Int) -> String {
        let place = gravest.pointer.isEmpty ? "" : "\(gravest.pointer): "
        var parts: [String] = []
        if gravest.element != nil {
            let refused = Set(faults.compactMap(\.element)).count
            parts.append("\(refused) of the \(events) events of the batch cannot be taken, so none was")
        }
        if faults.count > 1 { parts.append("\(faults.count) faults") }
        if faults.count > maxFaults { parts.append("the first \(maxFaults) are listed") }
        return (parts + ["\(place)\(gravest.message)"]).joined(separator: "; ")
    }

    /// The header fields that belong to such an answer.
    var fields: [(name: String, value: String)] {
        var fields = retryAfterSeconds.map { [("retry-after", String($0))] } ?? []
        switch code {
        case .unauthorized: fields.append(("www-authenticate", #"Bearer realm="vaguemestre""#))
        case .invalidToken:
            fields.append(("www-authenticate", #"Bearer realm="vaguemestre", error="invalid_token""#))
        case .methodNotAllowed: fields.append(("allow", "POST, OPTIONS"))
        case .unsupportedContent: fields.append(("accept-post", ContentMode.accepted))
        case .unsupportedEncoding: fields.append(("accept-encoding", "identity"))
        // What is left of the body is not wanted.
        case .tooLarge, .bodyTimeout: fields.append(("connection", "close"))
        default: break
        }
        return fields
    }
}

/// A problem with the name of its occurrence, as it is sent.
struct ProblemDocument: Encodable, Hashable, Sendable {
    static let contentType = "application/problem+json"

    var type: String
    var title: String
    var status: Int
    var detail: String
    /// Names this occurrence, here and in the log.
    var instance: String
    var faults: [IntakeFault]?

    init(_ problem: Problem, instance: String) {
        type = problem.code.type
        title = problem.code.title
        status = problem.code.status
        detail = problem.detail
        self.instance = instance
        faults = problem.faults.isEmpty ? nil : problem.faults
    }
}
