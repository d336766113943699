import Foundation
import Testing

@testable import EmailRendering

@Suite("Languages and templates")
struct LanguageTests {
    private func file(_ change: (inout [String: Any]) -> Void) throws -> Data {
        let bytes = try #require(EmbeddedTemplates.files["en-CA.json"])
        var file = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        change(&file)
        return try JSONSerialization.data(withJSONObject: file)
    }

    private func problem(_ key: String, _ value: Any?) throws -> LanguageProblem? {
        let data = try file { file in
            var phrases = file["phrases"] as? [String: Any] ?? [:]
            phrases[key] = value
            file["phrases"] = phrases
        }
        do throws(LanguageProblem) {
            _ = try Language(json: data)
            return nil
        } catch {
            return error
        }
    }

    @Test("a language file that leaves something out is refused, saying what")
    func refusals() throws {
        #expect(try problem("empty", nil) == .missingPhrases(["empty"]))
        #expect(try problem("emtpy", "x") == .unknownPhrases(["emtpy"]))
        #expect(try problem("empty", ["one": "x", "other": "y"]) == .wrongShape("empty", counted: false))
        #expect(try problem("highlight.new", "x") == .wrongShape("highlight.new", counted: true))
        #expect(try problem("highlight.new", ["other": "{count}"]) == .missingPlural("highlight.new", category: "one"))
        #expect(try problem("answer.by", "by") == .missingSlot("answer.by", slot: "when"))
        #expect(try problem("answer.by", "{when} {x}") == .unknownSlot("answer.by", slot: "x", known: ["when"]))
        #expect(try problem("answer.by", "{when") == .unclosedSlot("answer.by"))
        #expect(try problem("answer.by", "before {when}") == nil)
    }

    @Test("every file of the templates folder stands in the program")
    func embedded() throws {
        let folder = Samples.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/EmailRendering/Templates")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(EmbeddedTemplates.files.keys))
        for file in files {
            #expect(try Data(contentsOf: folder.appending(path: file)) == Data(EmbeddedTemplates.files[file] ?? []))
        }
    }

    private func withFolder(_ files: [String: Data], _ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        try body(folder)
    }

    @Test("a fourth language comes from a folder, without a new build")
    func fourth() throws {
        let dutch = try file {
            $0["tag"] = "nl-BE"
            $0["formats"] = [
                "day": "EEEE d MMMM y", "date": "d MMMM y", "time": "HH:mm", "timeOnTheHour": "HH:mm",
            ]
        }
        try withFolder(["nl-BE.json": dutch]) { folder in
            let templates = try Templates(replacedFrom: folder)
            #expect(templates.languages.keys.sorted() == ["en-CA", "fr-BE", "fr-CA", "nl-BE"])
            #expect(templates.version != (try Templates().version))
            let composer = EmailComposer(
                sender: try Samples.composer().sender, names: Samples.names, templates: templates)
            let body = try composer.renderBody(try Samples.everything(), language: "nl-BE")
            #expect(body.text.contains("maandag 4 maart 2019"))
        }
    }

    @Test(
        "a template that would let a sender write HTML is refused",
        arguments: ["{{{title}}}", "{{& title}}", "{{ &title }}", "{{=<% %>=}}<%{title}%>", "{{% CONTENT_TYPE: TEXT}}"])
    func unescaped(_ template: String) throws {
        try withFolder(["card.html.mustache": Data(template.utf8)]) { folder in
            _ = #expect(throws: TemplatesError.self) { try Templates(replacedFrom: folder) }
        }
    }

    @Test("a replaced template is used, and a broken one named")
    func replaced() throws {
        try withFolder(["card.html.mustache": Data("<p>NEU {{title}}</p>".utf8)]) { folder in
            let templates = try Templates(replacedFrom: folder)
            let composer = EmailComposer(
                sender: try Samples.composer().sender, names: Samples.names, templates: templates)
            #expect(try composer.renderBody(try Samples.everything(), language: "en-CA").html.contains("<p>NEU City"))
        }
        try withFolder(["card.html.mustache": Data("{{#open}}".utf8)]) { folder in
            let error = #expect(throws: TemplatesError.self) { try Templates(replacedFrom: folder) }
            #expect(error?.file == "card.html.mustache")
        }
    }

    @Test("a reader gets the very language, else the nearest, else the default")
    func nearest() throws {
        let templates = try Templates()
        #expect(templates.language(for: "fr-BE").tag == "fr-BE")
        #expect(templates.language(for: "fr").tag == "fr-CA")
        #expect(templates.language(for: "en-GB").tag == "en-CA")
        #expect(templates.language(for: "nl").tag == "fr-CA")
    }
}
