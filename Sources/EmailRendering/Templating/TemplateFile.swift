import Foundation
import Mustache

/// One mustache file: escapes by the format its name says (`page.html.mustache`, `page.text.mustache`), whatever its
/// author forgot.
struct TemplateFile {
    /// The name templates call it by: the file's without `.mustache`.
    let name: String
    /// The template.
    let parsed: MustacheTemplate

    init(name file: String, data: Data) throws(LanguageProblem) {
        _ = Self.registered
        guard let text = String(data: data, encoding: .utf8) else { throw .unparsable("it is not UTF-8") }
        name = file.hasSuffix(".mustache") ? String(file.dropLast(".mustache".count)) : file
        let isHTML = name.hasSuffix(".html")
        if isHTML, let tag = Self.unescapedTag(in: text) { throw .unescaped(tag: tag) }
        do {
            parsed = try MustacheTemplate(string: "{{% CONTENT_TYPE: \(isHTML ? "VM-HTML" : "VM-TEXT")}}\n" + text)
        } catch {
            throw .unparsable(String(describing: error))
        }
    }

    /// Mustache keeps its formats in one table for the whole process: ours are entered once, before the first parse.
    private static let registered: Void = {
        MustacheContentTypes.register(HTMLEscaping(), named: "VM-HTML")
        MustacheContentTypes.register(NoEscaping(), named: "VM-TEXT")
    }()

    /// The first tag that would set a value raw, other than `card`, which rendering itself has made; also any change
    /// of delimiters or format, behind which one could hide.
    private static func unescapedTag(in text: String) -> String? {
        var rest = text[...]
        while let open = rest.range(of: "{{") {
            rest = rest[open.upperBound...]
            guard let close = rest.range(of: "}}") else { return nil }
            let tag = rest[..<close.lowerBound].trimmingCharacters(in: .whitespaces)
            if let sign = tag.first, "{&=%".contains(sign) {
                let name = tag.dropFirst().trimmingCharacters(in: .whitespaces)
                if name != "card" || sign == "=" || sign == "%" { return name }
            }
            rest = rest[close.upperBound...]
        }
        return nil
    }
}
