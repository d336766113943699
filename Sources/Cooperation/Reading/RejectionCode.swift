/// Why a record cannot be taken: the `dlq.code` of its dead letter.
public enum RejectionCode: String, CaseIterable, Codable, Hashable, Sendable {
    /// The record has no value at all.
    case tombstone
    /// The value has no bytes, or white space only.
    case empty
    /// The value is larger than `EventLimits.maxBytes`.
    case tooLarge = "too-large"
    /// The bytes are not UTF-8.
    case notUTF8 = "not-utf8"
    /// The value is not one JSON text (RFC 8259).
    case notJSON = "not-json"
    /// Objects and arrays lie deeper than `EventLimits.maxDepth`.
    case tooDeep = "too-deep"
    /// Neither mode of CloudEvents 1.0 can be recognised.
    case notACloudEvent = "not-a-cloudevent"
    /// The content type is not JSON.
    case unsupportedContent = "unsupported-content"
    /// The type does not end in `kind.action.vN`, or the kind is unknown.
    case unknownKind = "unknown-kind"
    /// The action within the type is unknown.
    case unknownAction = "unknown-action"
    /// The version within the type is not 1.
    case unsupportedVersion = "unsupported-version"
    /// A field breaks the contract.
    case contract

    /// What is said first when several things are wrong: the more fundamental, the lower.
    var rank: Int {
        switch self {
        case .tombstone, .empty, .tooLarge: 0
        case .notUTF8, .notJSON, .tooDeep: 1
        case .notACloudEvent: 2
        case .unsupportedContent: 3
        case .unknownKind, .unknownAction, .unsupportedVersion: 4
        case .contract: 5
        }
    }
}
