import Cooperation
import TestSupport

/// Changes documents in small ways that a contract may care about.
struct Mutator {
    private var random: SeededGenerator
    private let numbers: [JSONValue]
    /// Values found in the example, to be put where they do not belong.
    private let spares: [JSONValue]

    init(_ example: JSONValue, seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        let texts = [
            "0", "-0", "1", "-1", "1.0", "0.0", "-0.0", "1e2", "1.5", "-1E-2", "9223372036854775808", "1e400", "12.50",
            "123456789012345678901234567890123456789012345678901234567890", "4294967296.0", "100000000000000000000.5",
            "32", "65535.0", "86401",
        ]
        numbers = try texts.map(JSONValue.of)
        spares = example.everything
    }

    /// The document with one change, or now and then two.
    mutating func mutant(of value: JSONValue) -> JSONValue {
        let once = changed(value)
        return random.below(4) == 0 ? changed(once) : once
    }

    /// Goes down to a random place and changes it.
    private mutating func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(var members) where !members.isEmpty && random.below(5) > 0:
            let place = random.below(members.count)
            members[place].value = changed(members[place].value)
            return .object(members)
        case .array(var elements) where !elements.isEmpty && random.below(4) > 0:
            let place = random.below(elements.count)
            elements[place] = changed(elements[place])
            return .array(elements)
        default:
            return random.below(6) == 0 ? replacement() : variant(of: value)
        }
    }

    private mutating func replacement() -> JSONValue {
        switch random.below(8) {
        case 0: .null
        case 1: .bool(random.below(2) == 0)
        case 2: .array([])
        case 3: .object([])
        case 4: .string(random.pick(Mutator.texts))
        case 5: random.pick(numbers)
        default: random.pick(spares)
        }
    }

    private mutating func variant(of value: JSONValue) -> JSONValue {
        switch value {
        case .null: return replacement()
        case .bool(let value): return random.below(2) == 0 ? .bool(!value) : replacement()
        case .number: return random.pick(numbers)
        case .string(let text): return .string(variant(of: text))
        case .array(let elements): return .array(variant(of: elements))
        case .object(let members): return .object(variant(of: members))
        }
    }

    private mutating func variant(of elements: [JSONValue]) -> [JSONValue] {
        guard !elements.isEmpty else { return [replacement()] }
        switch random.below(4) {
        case 0: return Array(elements.dropLast())
        case 1: return elements + [random.pick(elements)]
        case 2: return elements + [replacement()]
        default: return Array(repeatElement(elements[0], count: random.pick([0, 1, 2, 21, 101])))
        }
    }

    private mutating func variant(of members: [JSONMember]) -> [JSONMember] {
        var members = members
        guard !members.isEmpty else { return [JSONMember(name: random.pick(Mutator.names), value: replacement())] }
        let place = random.below(members.count)
        switch random.below(4) {
        case 0:
            members.remove(at: place)
        case 1:
            add(
                JSONMember(name: members[place].name + random.pick(["x", "\n", "é", " "]), value: members[place].value))
            members.remove(at: place)
        case 2:
            add(JSONMember(name: random.pick(Mutator.names), value: replacement()))
        default:
            members[place].value = random.pick(members).value
        }
        return members

        func add(_ member: JSONMember) {
            // A name twice is judged otherwise by design: readers disagree about which of the two counts.
            guard !members.contains(where: { CodePoints($0.name) == CodePoints(member.name) }) else { return }
            members.append(member)
        }
    }

    private mutating func variant(of text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let place = random.below(scalars.count + 1)
        switch random.below(6) {
        case 0: return random.pick(Mutator.texts)
        case 1: return text + random.pick(Mutator.endings)
        case 2:
            scalars.insert(random.pick(Mutator.scalars), at: place)
        case 3 where place < scalars.count:
            scalars.remove(at: place)
        case 4 where place < scalars.count:
            scalars[place] = random.pick(Mutator.scalars)
        default:
            return random.pick([text.uppercased(), text.lowercased(), text + text, String(text.reversed())])
        }
        var changed = String.UnicodeScalarView()
        changed.append(contentsOf: scalars)
        return String(changed)
    }

    private static let names = [
        "fr", "en-CA", "x", "", "é", "e\u{301}", "vm-", "vm-urgent", "header:X-A:asText", "header:X-A:asText\n",
        "header::asRaw", "note", "urgent_only", "text", "value", "dlq.note", "starts", "place", "a/b~c",
    ]
    private static let texts = [
        "", " ", "\n", "fr", "2019-02-29", "2020-02-29", "0000-01-01", "2019-11-04", "2019-11-04T08:00:00-05:00",
        "2019-11-04T24:00:00Z", "2019-11-04T23:59:60Z", "2019-11-04T08:00:00.250Z", "0000-01-01T00:00:00Z",
        "2019-06-31T08:00:00Z", "2019-11-04t08:00:00z", "2019-11-04T08:00:00+24:00", "2019-13-01", "12345", "00:00",
        "24:00", "8:5", "UTC", "Europe/Brussels", "a@b", "a@b\u{A0}c", "a@\u{FEFF}", "QUJD", "QUI=", "QQ==", "QQ=",
        "/a~2",
        "/a~1b", "header:x", "١٢٣", "2019-11-0٤", "monday", "first-working-day", "text/plain", "text/html",
        String(repeating: "𝄞", count: 500), String(repeating: "é", count: 501),
        String(repeating: "e\u{301}", count: 300),
        String(repeating: "a", count: 101), String(repeating: "a", count: 249), String(repeating: "a", count: 250),
        "x.delegation.confirmed.v1", "event.updated.v1", "application/json; charset=utf-8", "text/x+json\n",
        "http://", "https://é", "ftp://x",
    ]
    private static let endings = ["\n", "\r\n", " ", "\u{2028}", "\u{0}", "\u{301}", "𝄞", "=", "-", "1", "Z"]
    private static let scalars: [Unicode.Scalar] = [
        "\n", "\r", "\t", "\u{0}", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{301}", "é", "٤", "𝄞", "@", "/", "~",
        "%", "<", ">", ",", "=", "-", "_", ".", ":", ";", "+", "0", "9", "A", "f", "g", "Z", "{", "[", "\\", "\"",
    ]
}

extension JSONValue {
    /// This value and all below it.
    fileprivate var everything: [JSONValue] {
        switch self {
        case .array(let elements): [self] + elements.flatMap(\.everything)
        case .object(let members): [self] + members.flatMap(\.value.everything)
        default: [self]
        }
    }
}
