import Foundation
import Mustache

/// One mustache file: escapes by the format its name says (`page.html.mustache`, `page.text.mustache`), whatever its
/// author forgot, and names nothing that rendering does not fill.
struct TemplateFile {
    /// The template.
    let parsed: MustacheTemplate

    /// - Throws: everything that is wrong with it, with lines; `file` names it there.
    init(_ name: TemplateName, file: String, data: Data) throws(TemplatesError) {
        _ = Self.registered
        guard let text = String(data: data, encoding: .utf8) else {
            throw TemplatesError(file: file, problem: .unparsable("it is not UTF-8"))
        }
        let check = TemplateCheck(text, of: name)
        let faults = check.faults.map { TemplatesError.Fault(file: file, line: $0.line, problem: $0.problem) }
        guard faults.isEmpty else { throw TemplatesError(faults) }
        do {
            parsed = try MustacheTemplate(string: "{{% CONTENT_TYPE: \(name.isHTML ? "VM-HTML" : "VM-TEXT")}}\n" + text)
        } catch let error as MustacheTemplate.ParserError {
            // The first line is ours.
            let line = max(1, error.context.lineNumber - 1)
            throw TemplatesError([.init(file: file, line: line, problem: .unparsable(Self.words(error.error)))])
        } catch {
            throw TemplatesError(file: file, problem: .unparsable(String(describing: error)))
        }
    }

    /// Mustache keeps its formats in one table for the whole process: ours are entered once, before the first parse.
    private static let registered: Void = {
        MustacheContentTypes.register(HTMLEscaping(), named: "VM-HTML")
        MustacheContentTypes.register(NoEscaping(), named: "VM-TEXT")
    }()

    private static func words(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "a section is closed here by another name than it was opened with"
        case .expectedSectionEnd: "a section is opened and never closed"
        case .unfinishedName: "a tag is not closed, or its name has characters that no key has"
        default: String(describing: error)
        }
    }
}
