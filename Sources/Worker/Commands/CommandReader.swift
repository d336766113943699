import Cooperation
import DigestEngine

/// Reads records of the notices topic that say they are commands, and judges them by `schemas/command.v1.json`.
public struct CommandReader: Sendable {
    /// No command needs more: a reason has 1,000 characters.
    static let maxBytes = 65_536

    /// A reader.
    public init() {}

    /// Reads a command, or says what is wrong with it. `version` is the value of the header `vm-command`.
    public func read(key: [UInt8]?, version: String, value: [UInt8]?) -> Result<CommandRecord, CommandRejection> {
        guard version == CommandRecord.version else {
            let message = "found \(quoted(version)), expected \(CommandRecord.version), the only form there is so far"
            return .failure(CommandRejection(.unsupportedVersion, at: "header:\(NoticeHeader.command)", message))
        }
        guard let value, !value.isEmpty else {
            let found = value == nil ? "the record has no value" : "the value has no bytes"
            return .failure(CommandRejection(.empty, "\(found), expected a command as a JSON object"))
        }
        guard value.count <= Self.maxBytes else {
            let message = "found \(value.count) bytes, expected at most \(Self.maxBytes)"
            return .failure(CommandRejection(.notJSON, message))
        }
        switch JSONValue.parse(value, maxDepth: 8) {
        case .success(.object(let members)):
            return judge(members, key: key)
        case .success:
            return .failure(CommandRejection(.notJSON, "expected a command as a JSON object, found another value"))
        case .failure(let rejection):
            return .failure(CommandRejection(.notJSON, rejection.faults[0].message))
        }
    }

    private func judge(_ members: [JSONMember], key: [UInt8]?) -> Result<CommandRecord, CommandRejection> {
        var fields = CommandFields(members)
        let order = order(&fields)
        let record = CommandRecord(
            id: fields.uuid("id"), order: order, audience: fields.filled("audience"),
            subscription: fields.has("subscription") ? fields.identifier("subscription") : nil,
            by: fields.line("by", maxLength: 200),
            reason: fields.has("reason") ? fields.line("reason", maxLength: 1000) : nil, at: fields.instant("at"))
        fields.compareKey(key, with: record.audience)
        fields.refuseTheRest()
        return fields.faults.isEmpty ? .success(record) : .failure(CommandRejection(fields.faults))
    }

    private func order(_ fields: inout CommandFields) -> DigestCommand.Order {
        switch fields.orderName() {
        case "hold":
            return .hold(until: fields.has("until") ? fields.instant("until") : nil)
        case "withdraw":
            return .withdraw(source: fields.uriReference("source"), subject: fields.filled("subject"))
        case "release":
            return .release
        default:
            // Where the order is unknown nobody can say which fields belong to it.
            if !fields.faults.isEmpty { fields.overlook(["until", "source", "subject"]) }
            return .flush
        }
    }
}

/// A found text in quotes, cut where it is long.
func quoted(_ text: String) -> String {
    let head = String(text.unicodeScalars.prefix(60))
    return head.debugDescription + (head.unicodeScalars.count < text.unicodeScalars.count ? "…" : "")
}
