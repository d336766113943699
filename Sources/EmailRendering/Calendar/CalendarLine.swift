/// One content line of an iCalendar object (RFC 5545, 3.1): name, parameters, value; folded, without a way out of it.
struct CalendarLine {
    private var text: String

    /// A line whose value is text, escaped by 3.3.11.
    init(_ name: String, _ parameters: [(String, String)] = [], text value: String) {
        self.init(name, parameters, raw: Self.escape(value))
    }

    /// A line whose value is no text: a date, a number, a URI. Its control characters are dropped.
    init(_ name: String, _ parameters: [(String, String)] = [], raw value: String) {
        let head = parameters.reduce(into: name) { $0 += ";\($1.0)=\($1.1)" }
        var scalars = "\(head):\(value)".unicodeScalars
        scalars.removeAll { $0.value < 0x20 || $0.value == 0x7F }
        text = String(scalars)
    }

    /// The line, folded so that no physical line exceeds 75 octets and no character is split, with its CRLF.
    var folded: String {
        var result = String.UnicodeScalarView()
        var octets = 0
        for scalar in text.unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > 75 {
                result.append(contentsOf: "\r\n ".unicodeScalars)
                octets = 1
            }
            result.append(scalar)
            octets += width
        }
        return String(result) + "\r\n"
    }

    /// A parameter's value in its quotes; it cannot hold any (RFC 5545, 3.2), so they become the typographic ones.
    static func quoted(_ value: String) -> String {
        "\"\(value.replacing("\"", with: "”"))\""
    }

    private static func escape(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case ";": text += "\\;"
            case ",": text += "\\,"
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
