/// Plain text as `format=flowed` (RFC 3676, DelSp=no): a paragraph is folded with a space before each soft break, so
/// that narrow and wide screens can both set it anew; lines stay within 76 columns where a blank allows it.
enum FlowedText {
    private static let width = 74

    /// The text, folded; its own line breaks stay fixed.
    static func fold(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { foldLine($0) }
            .joined(separator: "\n")
    }

    private static func foldLine(_ line: Substring) -> [String] {
        let trimmed = line.trimmingBlanksAtEnd
        guard trimmed.unicodeScalars.count > width else { return [stuffed(String(trimmed))] }
        var lines: [String] = []
        var current = ""
        var length = 0
        for word in trimmed.split(separator: " ") {
            let added = word.unicodeScalars.count
            if length > 0, length + 1 + added > width {
                lines.append(stuffed(current) + " ")
                current = ""
                length = 0
            }
            if length > 0 {
                current += " "
                length += 1
            }
            current += word
            length += added
        }
        lines.append(stuffed(current))
        return lines
    }

    /// Space-stuffing: a line that would read as a quote, a stuffed line or a mailbox separator gets one space.
    private static func stuffed(_ line: String) -> String {
        line.hasPrefix(" ") || line.hasPrefix(">") || line.hasPrefix("From ") ? " " + line : line
    }
}

extension Substring {
    /// Without the spaces it ends with: in flowed text they would mean a soft break.
    fileprivate var trimmingBlanksAtEnd: Substring {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
