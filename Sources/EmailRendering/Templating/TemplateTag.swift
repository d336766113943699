import Foundation

/// One `{{tag}}` of a template as it is written.
struct TemplateTag: Hashable {
    /// What stands before the name: `#`, `^`, `/`, `{`, `&`, `>` and so on; nil for a plain value.
    var sign: Character?
    /// The name.
    var name: String
    /// The line it begins in, 1-based.
    var line: Int

    /// All tags of a template in order, without comments.
    ///
    /// Mustache keeps its own tokens to itself. As no tag may change the delimiters, what stands between `{{` and the
    /// next `}}` is the tag for both of us.
    static func all(in text: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var line = 1
        var rest = text[...]
        while let open = rest.range(of: "{{") {
            line += rest[..<open.lowerBound].count(where: \.isNewline)
            let inside = rest[open.upperBound...]
            let close = inside.range(of: "}}")
            let tag = inside[..<(close?.lowerBound ?? inside.endIndex)]
            if tag.first != "!" { tags.append(TemplateTag(tag, line: line)) }
            line += tag.count(where: \.isNewline)
            rest = close.map { inside[$0.upperBound...] } ?? ""
        }
        return tags
    }

    private init(_ tag: Substring, line: Int) {
        let text = tag.trimmingCharacters(in: .whitespacesAndNewlines)
        sign = text.first.flatMap { "#^/{&><$=%".contains($0) ? $0 : nil }
        name = text.dropFirst(sign == nil ? 0 : 1).trimmingCharacters(in: .whitespacesAndNewlines)
        self.line = line
    }
}
