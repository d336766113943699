import Cooperation

/// What fields are filled with: what the contract takes, what lies on its bounds, and what senders get wrong.
enum WordPool {
    /// Values for a field of that name; for any other name, values of all sorts.
    static func values(for name: String) -> [JSONValue] { byName[name] ?? anything }

    /// Names for members.
    static let names: [String] =
        byName.keys.sorted() + [
            "", "Title", "tittle", "titre", "Direction", "sens", "domain", "partenaires", "start", "data_base64", "fr",
            "fr-CA", "en", "français", "a/b", "~", "x~1/", "0", "-", "__proto__", "\u{0}", "é", "e\u{301}",
            String(repeating: "n", count: 100), String(repeating: "n", count: 101), String(repeating: "é", count: 300),
        ]

    /// Values of all sorts.
    static let anything: [JSONValue] =
        [.null, .bool(true), .bool(false), .array([]), .object([]), text(["fr": "a"]), names(1), names(21)]
        + numbers + strings.map(JSONValue.string)

    private static let byName: [String: [JSONValue]] = [
        "specversion": ["1.0", "1.0", "1.0", "0.3", "1.0.0", "2.0"].map(JSONValue.string),
        "id": ["1", "é🎵", "a b", ""].map(JSONValue.string),
        "source": ["/a", "urn:x:y", "https://a.example/é", "with space", "", "?#"].map(JSONValue.string),
        "subject": ["events/1", "", "\n"].map(JSONValue.string),
        "type": types.map(JSONValue.string),
        "time": moments, "starts": moments, "ends": moments, "respondBy": moments,
        "datacontenttype": ["application/json", "text/json", "application/x+json; a=b", "text/xml", ""]
            .map(JSONValue.string),
        "data": [.null, .object([]), .array([]), .string("{}")],
        "title": texts, "summary": texts, "note": texts,
        "domains": lists, "themes": lists, "partners": lists,
        "axes": [.array([]), words("rayonner", "attirer"), words("apprendre", "apprendre"), words("rayonne")],
        "direction": ["incoming", "outgoing", "mutual", "Incoming", "entrant", "incomming"].map(JSONValue.string),
        "priority": ["normal", "high", "strategic", "urgent", "élevée"].map(JSONValue.string),
        "place": [.object([]), text(["city": "Namur", "timeZone": "Europe/Brussels"]), .null, .string("Namur")],
        "city": strings.map(JSONValue.string), "name": strings.map(JSONValue.string),
        "timeZone": ["UTC", "Europe/Brussels", "America/Argentina/Ushuaia", "No/Where", "EST", "a/b/c/d", ""]
            .map(JSONValue.string),
        "organisations": [
            .array([]), .array([text(["name": "a"])]), .array([text(["nom": "a"])]), .array([.null]),
            .array(Array(repeating: text(["name": "b", "partner": "namur"]), count: 30)),
        ],
        "participants": numbers,
        "programme": [
            .array([]), .array([text(["starts": "2019-11-04", "title": "a"])]),
            .array(Array(repeating: step, count: 100)), .array(Array(repeating: step, count: 101)),
        ],
        "links": [
            .array([]), .array([text(["href": "https://a"])]), .array(Array(repeating: text(["href": "x"]), count: 21)),
        ],
        "href": ["https://a.example", "http://", "ftp://a", "HTTPS://a"].map(JSONValue.string),
        "partner": ["namur", "", "villeneuve"].map(JSONValue.string),
    ]

    private static let types = [
        "ca.quebec.ville.delegation.confirmed.v1", "be.namur.exchange.proposed.v1", "event.updated.v1",
        "a.event.cancelled.v1", "a.delegation.completed.v1", "a.delegation.confirmed.v2", "a.delegation.confirmé.v1",
        "a.visit.confirmed.v1", "delegation", "", "a.delegation.confirmed.v1\n", "...v1",
    ]

    private static let moments = [
        "2019-11-04", "2020-02-29", "2019-02-29", "0001-01-01", "9999-12-31", "0000-01-01", "2019-11-04T08:00:00Z",
        "2019-11-04T08:00:00.123456789-05:00", "2019-11-04T23:59:60Z", "2019-11-04T24:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59", "2019-11-04 08:00:00Z", "2019-W45-1", "", "demain",
    ].map(JSONValue.string)

    private static let texts: [JSONValue] =
        [500, 501, 5_000, 5_001].map { text(["fr": String(repeating: "é", count: $0)]) } + [
            text(["fr": "Fêtes", "en": "Feasts", "fr-BE": "Fêtes"]), text(["fr": ""]), text(["français": "a"]),
            .object([]),
            .string("Fêtes"), text([String(repeating: "f", count: 150): ""]),
        ]

    private static let lists: [JSONValue] =
        [0, 1, 20, 21, 50, 51, 60].map(names) + [
            words("culture"), words("culture", "economic-development"), words("culture", "culture"),
            words("ville intelligente"), words("emerging-music", "water-infrastructure"), words("namur", "quebec"),
            words(String(repeating: "é", count: 100)), words(String(repeating: "é", count: 101)), words(""),
        ]

    private static let strings = [
        "", "a", "é", "e\u{301}", "🎵", "\u{0}", "\u{FFFF}", "\u{202E}abc", "\"\\/\n\t", "2019-11-04", "true", "null",
        "{}",
        String(repeating: "x", count: 300), String(repeating: "𝄞", count: 301), String(repeating: "\n", count: 2_000),
    ]

    private static let numbers: [JSONValue] = [
        "0", "-0", "12", "12.0", "1.2e1", "-1", "0.5", "1e400", "1e-400", "9223372036854775807", "9223372036854775808",
        "99999999999999999999999999999999999999999999", "3.0000000000000000000000001",
    ].map(JSONValue.number(spelt:))

    private static let step = text(["starts": "2019-11-04T09:00:00-05:00", "title": "x"])

    private static func names(_ count: Int) -> JSONValue { .array((0..<count).map { .string("name-\($0)") }) }
    private static func words(_ words: String...) -> JSONValue { .array(words.map(JSONValue.string)) }

    private static func text(_ members: KeyValuePairs<String, String>) -> JSONValue {
        .object(members.map { JSONMember(name: $0.key, value: .string($0.value)) })
    }
}

extension JSONValue {
    /// A number as a document spells it; null where that is no number.
    static func number(spelt text: String) -> JSONValue {
        (try? parse(Array(text.utf8), maxDepth: 1).get()) ?? .null
    }
}
