import Cooperation

/// Why a request is refused: the last segment of a problem's `type`, and the label of the metric.
enum ProblemCode: String, CaseIterable, Hashable, Sendable {
    // What the reader of events finds: the same codes as in dead letters.
    case tombstone, empty, contract
    case tooLarge = "too-large"
    case notUTF8 = "not-utf8"
    case notJSON = "not-json"
    case tooDeep = "too-deep"
    case notACloudEvent = "not-a-cloudevent"
    case unsupportedContent = "unsupported-content"
    case unknownKind = "unknown-kind"
    case unknownAction = "unknown-action"
    case unsupportedVersion = "unsupported-version"

    // What only a request can do wrong.
    case methodNotAllowed = "method-not-allowed"
    case unauthorized
    case invalidToken = "invalid-token"
    case sourceNotAllowed = "source-not-allowed"
    case unsupportedEncoding = "unsupported-encoding"
    case tooManyEvents = "too-many-events"
    case bodyTimeout = "body-timeout"
    case idConflict = "id-conflict"
    case rateLimited = "rate-limited"

    // What is the worker's own trouble.
    case busy, unavailable

    /// The reader's code under the same name.
    init(_ code: RejectionCode) {
        guard let same = ProblemCode(rawValue: code.rawValue) else {
            preconditionFailure("the reader's code \(code.rawValue) has no problem")
        }
        self = same
    }

    /// The problem's `type`: a name that stays the same, described in `docs/intake.md`.
    var type: String { "https://vaguemestre.example.org/problems/\(rawValue)" }

    /// The HTTP status (RFC 9110, section 15; RFC 6585).
    var status: Int {
        switch self {
        case .tombstone, .empty, .notUTF8, .notJSON, .tooDeep, .notACloudEvent: 400
        case .unauthorized, .invalidToken: 401
        case .sourceNotAllowed: 403
        case .methodNotAllowed: 405
        case .bodyTimeout: 408
        case .idConflict: 409
        case .tooLarge, .tooManyEvents: 413
        case .unsupportedContent, .unsupportedEncoding: 415
        case .contract, .unknownKind, .unknownAction, .unsupportedVersion: 422
        case .rateLimited: 429
        case .busy, .unavailable: 503
        }
    }

    /// The problem in a few words, the same each time.
    var title: String {
        switch self {
        case .tombstone, .empty: "There is no event in the request"
        case .contract: "An event breaks the contract"
        case .tooLarge: "The event or the request is too large"
        case .notUTF8: "The text is not UTF-8"
        case .notJSON: "The text is not JSON"
        case .tooDeep: "Objects and arrays lie too deep"
        case .notACloudEvent: "This is no CloudEvent of version 1.0"
        case .unsupportedContent: "The content type is not taken"
        case .unknownKind: "The event is of an unknown kind"
        case .unknownAction: "The event is of an unknown action"
        case .unsupportedVersion: "The event is of an unsupported version"
        case .methodNotAllowed: "The method is not allowed"
        case .unauthorized: "A token is needed"
        case .invalidToken: "The token is not known"
        case .sourceNotAllowed: "The token is not for this source"
        case .unsupportedEncoding: "The content encoding is not taken"
        case .tooManyEvents: "There are too many events in the batch"
        case .bodyTimeout: "The body took too long to arrive"
        case .idConflict: "Another event has this source and id"
        case .rateLimited: "Too many events in a short time"
        case .busy: "Too many requests at once"
        case .unavailable: "The event could not be stored"
        }
    }
}
