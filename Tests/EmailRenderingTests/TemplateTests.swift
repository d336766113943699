import Foundation
import Testing

@testable import EmailRendering

@Suite("Templates of the program and of a city")
struct TemplateTests {
    @Test("every file of the templates folder stands in the program")
    func embedded() throws {
        let folder = Samples.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/EmailRendering/Templates")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let paths = files.map { $0.hasSuffix(".json") ? $0.dropLast(".json".count) + "/language.json" : $0 }
        #expect(Set(paths) == Set(EmbeddedTemplates.files.keys))
        for (file, path) in zip(files, paths) {
            #expect(try Data(contentsOf: folder.appending(path: file)) == Data(EmbeddedTemplates.files[path] ?? []))
        }
    }

    @Test("a file at the top replaces for all languages, one in a language's folder for that language alone")
    func replaced() throws {
        let templates = try TemplateFolders.templates([
            "card.html.mustache": "<p>ALL {{title}}</p>", "en-CA/card.html.mustache": "<p>OWN {{title}}</p>",
        ])
        #expect(try TemplateFolders.body(templates, "fr-CA").html.contains("<p>ALL City"))
        let english = try TemplateFolders.body(templates, "en-CA").html
        #expect(english.contains("<p>OWN City") && !english.contains("<p>ALL"))
        #expect(templates.version != Templates.builtIn.version)
    }

    @Test("the version covers every file and its place")
    func version() throws {
        let page = "{{title}}"
        let versions = try [
            [:], ["card.text.mustache": page], ["card.text.mustache": page + " "], ["fr-BE/card.text.mustache": page],
            ["fr-CA/card.text.mustache": page],
        ].map { try TemplateFolders.templates($0).version }
        #expect(Set(versions).count == versions.count)
        #expect(versions[0] == Templates.builtIn.version)
    }

    @Test("a key that nothing fills is refused by file and line, with the nearest one")
    func misspelt() throws {
        let refusal = try TemplateFolders.refusal([
            "card.html.mustache": "<p>{{title}}</p>\n{{! {{nothing}}\n\n<b>{{titel}}</b>\n{{#was}}{{label}}{{/was}}",
            "en-CA/page.text.mustache": "{{#sections}}\n{{sectionTitel}}\n{{/sections}}{{sectionTitle}}",
        ])
        #expect(refusal.count == 4)
        #expect(
            refusal[0].hasPrefix(
                "card.html.mustache:4: `titel` is not a key here; did you mean `title`? Expected one of: change, "))
        #expect(refusal[1].hasPrefix("card.html.mustache:5: `label` is not a key here"))
        #expect(refusal[2].hasPrefix("en-CA/page.text.mustache:2: `sectionTitel` is not a key here; did you mean"))
        #expect(refusal[3].hasPrefix("en-CA/page.text.mustache:3: `sectionTitle` is not a key here"))
    }

    @Test(
        "a template that would let a sender write HTML, or that hides what it names, is refused",
        arguments: [
            "{{{title}}}", "{{& title}}", "{{&title}}", "{{=<% %>=}}<%{title}%>", "{{% CONTENT_TYPE: TEXT}}",
            "{{> page.html}}", "{{<page.html}}{{/page.html}}", "{{$x}}{{/x}}", "{{{card}}}",
            "{{#title}}{{{.}}}{{/title}}",
            "{{.}}", "{{#labels}}{{.}}{{/labels}}", "{{uppercased(title)}}", "{{labels}}", "{{isCalm}}",
        ])
    func unescaped(_ template: String) throws {
        #expect(try TemplateFolders.refusal(["card.html.mustache": template]).count >= 1)
    }

    @Test("the lines of a page must be raw in HTML; a section over a text may say it with a dot")
    func raw() throws {
        let escaped = try TemplateFolders.refusal([
            "page.html.mustache": "{{#sections}}{{#cards}}{{card}}{{/cards}}{{/sections}}"
        ])
        #expect(escaped == ["page.html.mustache:1: `card` is HTML already; write {{{card}}}"])
        #expect(try TemplateFolders.refusal(["card.html.mustache": "{{#title}}{{.}}{{/title}}"]) == [])
        #expect(try TemplateFolders.refusal(["card.html.mustache": "{{^was}}{{title}}{{/was}}"]) == [])
    }

    @Test("what mustache cannot read is told with its line")
    func unparsable() throws {
        let refusal = try TemplateFolders.refusal(["card.text.mustache": "a\n{{#was}}\n{{/links}}\n"])
        #expect(
            refusal == [
                "card.text.mustache:3: not a mustache template: "
                    + "a section is closed here by another name than it was opened with"
            ])
        #expect(try TemplateFolders.refusal(["card.text.mustache": "{{#was}}"]).count == 1)
    }

    @Test("files that nothing asks for, and languages without a language file, are refused")
    func strangers() throws {
        func first(_ files: [String: String]) throws -> String? { try TemplateFolders.refusal(files).first }
        #expect(
            try first(["pag.html.mustache": ""])?.hasPrefix(
                "pag.html.mustache: nothing asks for it; did you mean `page.html.mustache`?") == true)
        #expect(try first(["nl-BE.json": "{}"])?.hasPrefix("nl-BE.json: nothing asks for it") == true)
        #expect(
            try first(["languages!/language.json": "{}"])?.hasPrefix("languages!/language.json: nothing asks for it")
                == true)
        #expect(
            try first(["nl-BE/x/language.json": "{}"])?.hasPrefix("nl-BE/x/language.json: nothing asks for it") == true)
        #expect(
            try first(["nl-BE/card.text.mustache": "{{title}}"])
                == "nl-BE: the program has no language nl-BE: put its language.json into this folder")
        let french = String(decoding: EmbeddedTemplates.files["fr-CA/language.json"] ?? [], as: UTF8.self)
        #expect(
            try TemplateFolders.refusal(["nl-BE/language.json": french]) == [
                "nl-BE/language.json: its tag is fr-CA, but its folder is nl-BE; rename one of them"
            ])
    }

    @Test("every fault of every file is told at once")
    func all() throws {
        let refusal = try TemplateFolders.refusal([
            "card.html.mustache": "{{a}}{{b}}", "fr-BE/language.json": "{}", "page.text.mustache": "{{#x}}",
        ])
        #expect(refusal.count == 4)
        #expect(refusal.contains { $0.hasPrefix("fr-BE/language.json: not a language file") })
    }
}
