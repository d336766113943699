import Foundation
import TestSupport
import Testing

@testable import EmailRendering

/// Dutch, from a folder as a city would write it: nothing in the program knows of it.
@Suite("A fourth language")
struct FourthLanguageTests {
    private let templates = Result { try TemplateFolders.templates(TemplateFolders.fixtures()) }

    @Test("comes from a folder without a new build, and its readers get all of it")
    func rendered() throws {
        let templates = try templates.get()
        #expect(templates.languages.keys.sorted() == ["en-CA", "fr-BE", "fr-CA", "nl-BE"])
        #expect(templates.language(for: "nl").tag == "nl-BE")
        let body = try TemplateFolders.body(templates, "nl-BE")
        if ProcessInfo.processInfo.environment["VAGUEMESTRE_RECORD"] == "1" {
            try Data(body.text.utf8).write(to: Samples.folder.appending(path: "everything.nl-BE.txt"))
        }
        expectSame(body.text, String(decoding: try Samples.data("everything.nl-BE.txt"), as: UTF8.self), "nl-BE")
        #expect(body.html.contains("<html lang=\"nl-BE\">"))
    }

    @Test("its page is judged as the others are")
    func judged() async throws {
        let html = try TemplateFolders.body(try templates.get(), "nl-BE").html
        #expect(try await Judge.page(html).problems == [])
        let look = try #require(try await Judge.looks(of: ["everything.nl-BE": html]).first)
        #expect(look.faults == [])
    }

    @Test("it changes nothing for the readers of another one")
    func others() throws {
        let ours = try TemplateFolders.body(.builtIn, "fr-CA")
        #expect(try TemplateFolders.body(try templates.get(), "fr-CA") == ours)
    }
}
