import Foundation

/// In which mode of the CloudEvents HTTP binding a request comes.
enum ContentMode: Hashable, Sendable {
    /// The body is one event.
    case structured
    /// The body is the data, the attributes are `ce-*` headers.
    case binary
    /// The body is an array of events.
    case batch

    /// What is taken, as `Accept-Post` tells it. The last is that of the data in binary mode.
    static let accepted = "application/cloudevents+json, application/cloudevents-batch+json, application/json"

    /// The mode, or why the request is refused before its body is read.
    static func of(_ headers: [IntakeHeader]) -> Result<ContentMode, Problem> {
        if let coding = headers.values("content-encoding").first(where: { $0.lowercased() != "identity" }) {
            return .failure(
                Problem(
                    .unsupportedEncoding,
                    "found the content encoding \(quoted(coding)), expected none: send the body as it is"))
        }
        let types = headers.values("content-type")
        guard types.count <= 1 else {
            return .failure(Problem(.unsupportedContent, "found \(types.count) content-type headers, expected one"))
        }
        let hasAttributes = headers.contains { $0.name.hasPrefix("ce-") }
        guard let type = types.first else {
            return hasAttributes ? .success(.binary) : .failure(unsupported("no content type"))
        }
        switch media(type) {
        case "application/cloudevents+json": return .success(.structured)
        case "application/cloudevents-batch+json": return .success(.batch)
        case let other where other.hasPrefix("application/cloudevents"): return .failure(unsupported(quoted(type)))
        default: return hasAttributes ? .success(.binary) : .failure(unsupported("\(quoted(type)) and no ce-* headers"))
        }
    }

    /// The media type of a content type, in lower case and without its parameters.
    private static func media(_ type: String) -> String {
        let media = type.prefix { $0 != ";" }.lowercased()
        return media.trimmingCharacters(in: .whitespaces)
    }

    private static func unsupported(_ found: String) -> Problem {
        Problem(
            .unsupportedContent,
            "found \(found), expected application/cloudevents+json (one event), "
                + "application/cloudevents-batch+json (several), or JSON data with ce-* headers")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + String(text.unicodeScalars.prefix(60).map(Character.init)) + "\""
    }
}
