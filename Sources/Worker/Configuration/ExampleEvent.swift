import Cooperation
import Yams

/// An event as examples write it: a whole CloudEvent (it has `specversion`), or the short form.
///
/// The short form holds the last parts of the type (`event.confirmed`), the attributes `time`, `id`, `source` and
/// `subject` where they matter, and the fields of the data beside them. What the contract requires and no rule asks
/// about is completed; kind, action, domains and partners decide, so the example names them.
struct ExampleEvent {
    let value: YAMLValue
    /// What it is called where it has no title of its own.
    let title: String

    private static let attributes = ["id", "source", "subject", "time"]
    private static let fields = [
        "title", "summary", "note", "domains", "themes", "axes", "partners", "direction", "priority", "starts", "ends",
        "respondBy", "place", "organisations", "participants", "programme", "links",
    ]
    /// The day on which an event starts that must have one and names none: a month after its time.
    private static let daysAhead = 30

    /// The CloudEvent as JSON; nil for what is reported.
    var bytes: [UInt8]? {
        guard let document = value["specversion"] == nil ? completed : YAMLDocument(value) else { return nil }
        do {
            return try CanonicalJSON.encode(document)
        } catch {
            value.report("cannot be written as JSON: \(error)")
            return nil
        }
    }

    private var completed: YAMLDocument? {
        value.expectKeys(["type"] + Self.attributes + Self.fields, required: ["type", "domains", "partners"])
        guard let type else { return nil }
        var event: [String: YAMLDocument] = [
            "specversion": .text("1.0"), "type": .text(type), "id": .text("example"), "source": .text("/examples"),
            "subject": .text("example"),
        ]
        for name in Self.attributes {
            if let text = value[name]?.text { event[name] = .text(text) }
        }
        event["data"] = .object(data(of: type))
        return .object(event)
    }

    private func data(of type: String) -> [String: YAMLDocument] {
        var data: [String: YAMLDocument] = [
            "title": .object(["fr": .text(title)]), "direction": .text(Direction.mutual.rawValue),
        ]
        if type.contains("exchange.") { data["organisations"] = .list([.object(["name": .text("example")])]) }
        if type.contains("event.") { data["starts"] = .text(someStart.description) }
        for name in Self.fields {
            if let field = value[name] { data[name] = YAMLDocument(field) }
        }
        return data
    }

    /// `event.confirmed` and `event.confirmed.v1` stand for `example.event.confirmed.v1`.
    private var type: String? {
        guard let text = value["type"]?.filledText else { return nil }
        let parts = text.split(separator: ".")
        switch parts.count {
        case 2: return "example.\(text).v1"
        case 3: return "example.\(text)"
        default: return text
        }
    }

    private var someStart: CalendarDate {
        let time = value["time"]?.text.flatMap { Instant($0) }
        return (time.map(CalendarDate.init(utc:)) ?? CalendarDate(year: 2026, month: 1, day: 1))
            .adding(days: Self.daysAhead)
    }
}

/// A YAML value as the JSON that it stands for: plain scalars are numbers, words or null where JSON has such, anything
/// in quotes is text, and so is a day.
indirect enum YAMLDocument: Encodable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([YAMLDocument])
    case object([String: YAMLDocument])

    init(_ value: YAMLValue) {
        switch value.node {
        case .mapping:
            self = .object(Dictionary(value.entries.map { ($0.key, YAMLDocument($0.value)) }) { first, _ in first })
        case .sequence:
            self = .list(value.elements.map { YAMLDocument($0) })
        case .scalar(let scalar):
            self.init(scalar)
        case .alias:
            value.report("expected a value; found an alias")
            self = .null
        }
    }

    private init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any else {
            self = .text(scalar.string)
            return
        }
        switch scalar.string {
        case "", "~", "null": self = .null
        case "true": self = .flag(true)
        case "false": self = .flag(false)
        default: self = Int(scalar.string).map(Self.number) ?? .text(scalar.string)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
