import Cooperation
import DigestEngine
import Foundation
import TestSupport
import Testing

@testable import EmailRendering

/// The pages as a browser shows them, judged by axe-core; their pictures stand in `out/looks`.
@Suite("The HTML part, as it looks")
struct LookTests {
    @Test("in every width, scheme and without styles it is accessible, in order, and no wider than the screen")
    func looks() async throws {
        var pages = try ["fr-CA", "fr-BE", "en-CA"].reduce(into: [String: String]()) { pages, language in
            pages["everything.\(language)"] = try html(try Samples.everything(), language)
            pages["empty.\(language)"] = try html(try Samples.empty(), language)
        }
        pages["large.fr-CA"] = try html(try Samples.large(60), "fr-CA")
        pages["short.fr-CA"] = try html(try Samples.large(400), "fr-CA")
        let verdicts = try await Judge.looks(of: pages)
        #expect(Set(verdicts.map(\.file)) == Set(pages.keys.map { "\($0).html" }))
        for verdict in verdicts { #expect(verdict.faults == []) }
    }

    @Test("the page of preferences, and the mail that links to it, are judged as all others")
    func preferences() async throws {
        var pages: [String: String] = [:]
        for language in ["fr-CA", "fr-BE", "en-CA"] {
            let (standing, link) = try PreferenceSamples.standing(.receiving, language)
            let page = PreferencePage(language: language, templates: .builtIn)
            let pauses = (6...8).map { CalendarDate(year: 2026, month: 12, day: $0) }
            pages["preferences.\(language)"] = page.html(
                of: standing, link: link, pauses: pauses, isSaved: true, replaced: nil)
            pages["preferences-expired.\(language)"] = page.html(of: .expired)
            let composer = try Samples.composer()
            let body = try composer.renderBody(
                try Samples.single { _ in }, language: language, linksPreferences: true)
            let payload = try composer.address(
                body, to: Samples.recipient(language), preferences: "https://digests.example.org/preferences/aB-_9")
            pages["linked.\(language)"] = payload.bodyValues["html"]?.value
        }
        let verdicts = try await Judge.looks(of: pages)
        #expect(verdicts.count == 9)
        for verdict in verdicts { #expect(verdict.faults == []) }
    }

    @Test("what strangers send without a blank stays on a telephone's screen")
    func hostile() async throws {
        let texts = [
            "unbroken": String(repeating: "x", count: 10_000), "emoji": String(repeating: "🎭", count: 5_000),
            "families": String(repeating: "👩‍👩‍👧‍👦", count: 1_000),
        ]
        let verdicts = try await Judge.looks(
            of: try texts.mapValues { text in
                try html(
                    try Samples.single {
                        let said = LocalizedText(["fr": text])
                        $0.state.title = said
                        $0.state.summary = said
                        $0.state.place = Place(name: text, city: text)
                        $0.state.organisations = [Organisation(name: text)]
                        $0.state.links = [Link(href: "https://example.org/", title: said)]
                        $0.unknown = [UnknownName(field: .domain, name: text)]
                    }, "fr-CA")
            })
        // Without styles nothing can keep a word of that length within the screen.
        for verdict in verdicts { #expect(verdict.faults.filter { !$0.hasPrefix("wider") } == []) }
        for verdict in verdicts { #expect(verdict.wide.filter { $0 != "320-bare" } == []) }
    }

    @Test("the judge sees what is wrong with a page")
    func control() async throws {
        let page = """
            <!DOCTYPE html><html lang="fr"><head><title>x</title><style>.w{width:900px;color:#ddd}</style></head>
            <body><h1>Titre</h1><p class="w">peu lisible</p><img src="https://example.org/x.png">
            <div style="display:flex;flex-direction:column-reverse"><p>un</p><p>deux</p></div></body></html>
            """
        let faults = try #require(try await Judge.looks(of: ["control": page]).first).faults
        for word in ["color-contrast", "image-alt", "wider", "above", "asked"] {
            #expect(faults.contains { $0.contains(word) }, "\(word)")
        }
    }

    private func html(_ digest: Digest, _ language: String) throws -> String {
        let zone = language == "fr-BE" ? "Europe/Brussels" : nil
        return try Samples.composer().renderBody(digest, language: language, timeZone: zone).html
    }
}
