import Cooperation
import DigestEngine
import Foundation

/// What a request's body says: the form of the page, or the mail program's own button (RFC 8058), in either of the two
/// encodings that forms have.
struct PreferenceForm {
    private let fields: [String: String]

    /// The form of a body; nil where it is neither `application/x-www-form-urlencoded` nor `multipart/form-data`.
    init?(_ body: [UInt8], contentType: String?) {
        let parts = (contentType ?? "").split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        switch parts.first?.lowercased() {
        case "application/x-www-form-urlencoded": fields = Self.urlEncoded(body)
        case "multipart/form-data":
            guard let boundary = parts.dropFirst().compactMap({ Self.parameter("boundary", in: $0) }).first else {
                return nil
            }
            fields = Self.multipart(body, boundary: boundary)
        default: return nil
        }
    }

    /// Whether it is a mail program's.
    private var isOneClick: Bool { fields["List-Unsubscribe"] == "One-Click" }

    /// How it was chosen.
    var way: Preference.Way { isOneClick ? .oneClick : .page }

    /// What was chosen; nil for what is no choice. Days are meant in `timeZone`.
    func choice(in timeZone: String, at now: Instant) -> Preference.Choice? {
        if isOneClick { return .unsubscribed }
        switch fields["action"] {
        case "unsubscribe": return .unsubscribed
        case "subscribe": return .subscribed
        case "pause":
            return fields["until"].flatMap(PauseDays(timeZone: timeZone, at: now).start).map { .paused(until: $0) }
        case "move": return fields["to"].map { .moved(to: $0) }
        default: return nil
        }
    }

    private static func urlEncoded(_ body: [UInt8]) -> [String: String] {
        let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").compactMap {
            pair -> (String, String)? in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(halves[0]) else { return nil }
            return (name, halves.count == 2 ? decoded(halves[1]) ?? "" : "")
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }

    /// RFC 7578. A part without a name, or after the last boundary, is passed over.
    private static func multipart(_ body: [UInt8], boundary: String) -> [String: String] {
        let text = String(decoding: body, as: UTF8.self).replacing("\r\n", with: "\n")
        var fields: [String: String] = [:]
        for part in ("\n" + text).components(separatedBy: "\n--\(boundary)").dropFirst() {
            guard !part.hasPrefix("--"), let gap = part.range(of: "\n\n") else { continue }
            let disposition = part[..<gap.lowerBound].split(separator: "\n")
                .first { $0.lowercased().hasPrefix("content-disposition:") }
            let name = disposition?.split(separator: ";").compactMap {
                parameter("name", in: $0.trimmingCharacters(in: .whitespaces))
            }.first
            if let name, fields[name] == nil { fields[name] = String(part[gap.upperBound...]) }
        }
        return fields
    }

    /// The value of `name=value` or `name="value"`.
    private static func parameter(_ name: String, in text: String) -> String? {
        guard text.lowercased().hasPrefix("\(name)=") else { return nil }
        let value = text.dropFirst(name.count + 1)
        return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
            ? String(value.dropFirst().dropLast()) : String(value)
    }
}
