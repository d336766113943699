import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("The HTML part")
struct PageTests {
    private func page(_ digest: Digest, _ language: String = "fr-CA") async throws -> Judge.Page {
        try await Judge.page(try Samples.composer().renderBody(digest, language: language).html)
    }

    @Test("is well nested, loads nothing, and is legible", arguments: ["fr-CA", "fr-BE", "en-CA"])
    func sound(_ language: String) async throws {
        let page = try await page(try Samples.everything(), language)
        #expect(page.problems == [])
        #expect(page.lowestContrast >= 4.5)
        #expect(page.languages.first == ["html", language])
        #expect(page.headings.first == 1)
        for (level, next) in zip(page.headings, page.headings.dropFirst()) { #expect(next <= level + 1 && next > 1) }
    }

    @Test("tables of numbers have a caption, and each number a head of its row and of its column")
    func tables() async throws {
        #expect(
            try await page(try Samples.everything()).tables == [
                Judge.Page.Table(captions: 1, columns: 4, rows: 5, bare: 0),
                Judge.Page.Table(captions: 1, columns: 4, rows: 3, bare: 0),
            ])
        #expect(try await page(try Samples.empty()).tables == [])
    }

    @Test("marks what is not in the reader's language")
    func languages() async throws {
        #expect(try await page(try Samples.everything(), "fr-CA").languages.contains(["h4", "en"]))
        #expect(try await page(try Samples.everything(), "en-CA").languages.contains(["h3", "fr"]))
        #expect(!(try await page(try Samples.everything(), "fr-BE").languages.contains(["h3", "fr"])))
    }

    @Test("shows markup as the text it is")
    func markup() async throws {
        let hostile = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> & co {{{card}}} {{title}}"
        let text = LocalizedText(["fr": hostile])
        var digest = try Samples.single {
            $0.state.title = text
            $0.state.summary = text
            $0.state.note = text
            $0.state.place = Place(name: hostile, city: hostile)
            $0.state.organisations = [Organisation(name: hostile, partner: hostile)]
            $0.state.domains = [hostile]
            $0.state.partners = [hostile]
            $0.because = [hostile]
            $0.unknown = [UnknownName(field: .domain, name: hostile, nearest: hostile)]
            $0.before = SubjectBefore()
            $0.before?.title = text
        }
        digest.title = text
        let page = try await page(digest)
        #expect(page.problems == [])
        #expect(page.text.contains("<script>alert('x')</script>"))
        #expect(page.text.contains("{{{card}}} {{title}}"))
    }

    @Test(
        "says which configured name an unknown one looks like",
        arguments: [("fr-CA", "peut-être"), ("en-CA", "perhaps")])
    func misspelt(_ language: String, _ word: String) async throws {
        let digest = try Samples.single {
            $0.unknown = [
                UnknownName(field: .domain, name: "cultur", nearest: "culture"),
                UnknownName(field: .domain, name: "smart-city"),
            ]
        }
        let text = try await page(digest, language).text
        #expect(text.contains("cultur (\(word) culture)"))
        #expect(text.contains("smart-city"))
        #expect(!text.contains("smart-city ("))
    }

    @Test("a language tag that is none becomes no attribute")
    func tag() async throws {
        let digest = try Samples.single { $0.state.title = LocalizedText(["x\" onclick=\"y": "Titre"]) }
        #expect(try await page(digest).problems == [])
        #expect(Set(try await page(digest).languages.map { $0[1] }) == ["fr-CA", "en"])
    }

    @Test("offers only links that lead to the web and say where")
    func links() async throws {
        let digest = try Samples.single {
            $0.state.links = [
                "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "https://bank.example@evil.example/",
                "http://", "https://exa mple.org/", "https://example.org/\"><script>", "//example.org",
                "https://ok.example/é?a=1&b=2",
                "http://ok.example", "https://ok.example/\u{202E}gpj.exe", "ftp://example.org",
            ].map { Link(href: $0) }
        }
        let links = try await page(digest).links
        #expect(
            links == ["https://ok.example/%C3%A9?a=1&b=2", "http://ok.example", "https://ok.example/%E2%80%AEgpj.exe"])
    }

    @Test("cannot be reordered by a right-to-left override")
    func override() throws {
        let digest = try Samples.single {
            $0.state.title = LocalizedText(["fr": "Facture \u{202E}gpj.exe\u{2066}\u{200F}\u{200B}"])
        }
        let body = try Samples.composer().renderBody(digest, language: "fr-CA")
        for text in [body.html, body.text, body.subject, try #require(body.calendar)] {
            #expect(
                !text.unicodeScalars.contains {
                    (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
                })
        }
    }

    @Test("ten thousand characters without a blank are cut, and break inside the page")
    func unbroken() async throws {
        let long = String(repeating: "x", count: 10_000)
        let digest = try Samples.single {
            $0.state.title = LocalizedText(["fr": long])
            $0.state.summary = LocalizedText(["fr": long])
        }
        let payload = try Samples.composer().compose(digest, to: Samples.recipient("fr-CA"))
        #expect(try await Judge.message(MIMEMessage(payload).bytes).longestLine <= 78)
        #expect(payload.bodyValues["html"]?.value.utf8.count ?? 0 < 10_000)
        #expect(payload.bodyValues["html"]?.value.contains("overflow-wrap:anywhere") == true)
    }

    @Test("stays below its bound and says what it left out", arguments: [40, 80, 400])
    func bounded(_ count: Int) async throws {
        let body = try Samples.composer().renderBody(try Samples.large(count), language: "fr-CA")
        #expect(QuotedPrintable.encode(body.html).count <= 80_000)
        #expect(body.shown.full + body.shown.short + body.shown.counted == count)
        #expect(body.shown.full > 0)
        if body.shown.counted > 0 {
            let omitted = try #require(try Templates().languages["fr-CA"]).say(
                .noteOmitted, count: body.shown.counted + 2)
            #expect(body.html.contains(HTMLEscaping().escapeText(omitted)))
        }
        #expect(body.text.count(of: "Rencontre des réseaux littéraires") >= count / 9)
        #expect(try await Judge.page(body.html).problems == [])
    }

    @Test("a hostile number of sections still ends below the bound")
    func manySections() throws {
        var digest = try Samples.everything()
        let line = digest.sections[0].lines[3]
        digest.sections = (0..<600).map { DigestSection(id: "domaine-\($0)", lines: [line]) }
        let body = try Samples.composer().renderBody(digest, language: "fr-CA")
        #expect(QuotedPrintable.encode(body.html).count <= 80_000)
    }
}

extension String {
    fileprivate func count(of text: String) -> Int { components(separatedBy: text).count - 1 }
}
