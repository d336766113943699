import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("Links to preferences in mails")
struct PreferenceLinkInMailTests {
    private static let url = "https://digests.example.org/preferences/" + String(repeating: "aB-_9", count: 30)

    private func payload(_ digest: Digest, _ language: String) throws -> EmailPayload {
        let composer = try Samples.composer()
        let body = try composer.renderBody(digest, language: language, linksPreferences: true)
        return try composer.address(body, to: Samples.recipient(language), preferences: Self.url)
    }

    @Test(
        "stand once in text, HTML and header, whole, as Python's mail parser reads them",
        arguments: ["fr-CA", "fr-BE", "en-CA"])
    func whole(_ language: String) async throws {
        let payload = try payload(try Samples.everything(), language)
        let message = try await Judge.message(MIMEMessage(payload).bytes)
        #expect(message.defects == [])
        #expect(message.header("List-Unsubscribe") == ["<\(Self.url)>"])
        #expect(message.header("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"])
        #expect(message.longestLine <= 998)
        let text = try #require(message.content("text/plain"))
        let html = try #require(message.content("text/html"))
        #expect(text.split(separator: "\n").filter { $0.contains(Self.url) } == [Self.url[...]])
        #expect(html.ranges(of: #"href="\#(Self.url)""#).count == 1)
        #expect(!text.unicodeScalars.contains(PreferenceLinkPlace.mark))
        #expect(!html.unicodeScalars.contains(PreferenceLinkPlace.mark))
        let page = try await Judge.page(html)
        #expect(page.problems == [])
        #expect(page.lowestContrast >= 4.5)
        #expect(try EmailPayload(json: try payload.json) == payload)
        let json = try #require(try JSONSerialization.jsonObject(with: try payload.json) as? [String: Any])
        #expect(json["header:List-Unsubscribe:asURLs"] as? [String] == [Self.url])
        #expect(json["header:List-Unsubscribe-Post:asText"] as? String == "List-Unsubscribe=One-Click")
    }

    @Test("are nowhere where preferences are off, and change nothing else where they are on")
    func off() throws {
        let digest = try Samples.everything()
        let without = try Samples.composer().compose(digest, to: Samples.recipient("fr-CA"))
        let header = String(decoding: MIMEMessage(without).bytes, as: UTF8.self)
        #expect(!header.contains("List-Unsubscribe"))
        #expect(!String(decoding: try without.json, as: UTF8.self).contains("Unsubscribe"))
        let with = try payload(digest, "fr-CA")
        let footer = try Samples.composer().templates.language(for: "fr-CA").say(.preferencesLink)
        #expect(
            with.bodyValues["text"]?.value.replacing("\n\(footer)\n\(Self.url)\n", with: "")
                == without.bodyValues["text"]?.value)
        #expect(with.messageId == without.messageId)
    }

    @Test("cannot be forged by an event, whatever its title holds")
    func forged() throws {
        let mark = String(PreferenceLinkPlace.mark)
        var digest = try Samples.single { $0.state.title = LocalizedText(["fr": "Avant\(mark)après"]) }
        digest.title = LocalizedText(["fr": "Titre\(mark)"])
        let payload = try payload(digest, "fr-CA")
        for part in ["text", "html"] {
            #expect(payload.bodyValues[part]?.value.ranges(of: Self.url).count == 1)
        }
        #expect(!payload.subject.contains(mark) && !payload.listId.contains(mark))
    }

    @Test("fit into the HTML part's limit, however long the digest is")
    func limit() throws {
        let payload = try payload(try Samples.large(1_500), "fr-CA")
        let html = try #require(payload.bodyValues["html"]?.value)
        #expect(HTMLBudget.encodedBytes(html) <= BodyRenderer.htmlLimitBytes)
        #expect(html.contains(Self.url))
    }
}

@Suite("The page of preferences")
struct PreferencePageTests {
    private static let languages = ["fr-CA", "fr-BE", "en-CA"]

    private func page(_ state: PreferenceCourse.State, _ language: String, isSaved: Bool = false) throws -> String {
        let (standing, link) = try PreferenceSamples.standing(state, language)
        return PreferencePage(language: language, templates: try Samples.composer().templates).html(
            of: standing, link: link, pauses: [CalendarDate(year: 2026, month: 12, day: 6)], isSaved: isSaved,
            replaced: nil)
    }

    private func actions(_ html: String) -> [String] {
        html.matches(of: /name="action" value="([a-z]+)"/).map { String($0.output.1) }
    }

    @Test("asks for what can be chosen, and only for that", arguments: languages)
    func asks(_ language: String) throws {
        let receiving = try page(.receiving, language)
        #expect(actions(receiving) == ["unsubscribe", "pause", "move"])
        #expect(
            try actions(page(.paused(until: Instant(milliseconds: 1_800_000_000_000)), language)) == [
                "subscribe", "unsubscribe", "pause", "move",
            ])
        #expect(try actions(page(.unsubscribed, language)) == ["subscribe", "move"])
        #expect(!receiving.contains("role=\"status\""))
        #expect(try page(.unsubscribed, language, isSaved: true).contains("role=\"status\""))
        #expect(receiving.contains("<html lang=\"\(language)\">"))
    }

    @Test(
        "tells no address, loads nothing, runs nothing, and escapes what the configuration says", arguments: languages)
    func closed(_ language: String) throws {
        let html = try page(.receiving, language)
        #expect(!html.contains("ann@") && !html.contains("@example"))
        for word in ["<script", "http:", "https:", "url(", "<img", "<link", "@import", " on"]
        where word != " on" || language.hasPrefix("fr") {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("&lt;semaine&gt;") && !html.contains("<semaine>"))
    }

    @Test("every field has a label, every group a legend, and headings are in order", arguments: languages)
    func accessible(_ language: String) throws {
        let html = try page(.paused(until: Instant(milliseconds: 1_800_000_000_000)), language)
        #expect(html.ranges(of: "<input").count == html.ranges(of: "<label><input").count)
        #expect(html.ranges(of: "<fieldset").count == html.ranges(of: "<legend>").count)
        #expect(html.ranges(of: "<h1").count == 1 && html.ranges(of: "<h2>").count == 4)
        for described in html.matches(of: /aria-describedby="([^"]+)"/) {
            #expect(html.contains("id=\"\(described.output.1)\""))
        }
    }

    @Test("its style is the one that its policy allows, and its colours can be read in light and dark")
    func style() throws {
        let html = try page(.receiving, "fr-CA")
        #expect(html.contains("<style>\(PageStyle.css)</style>"), "escaping left it as it is")
        #expect(PreferencePage.policy.contains("style-src 'sha256-"))
        #expect(!PreferencePage.policy.contains("unsafe"))
        let schemes = PageStyle.css.split(separator: "@media").map { part in
            Dictionary(
                part.matches(of: /--([a-z-]+):(#[0-9a-f]{3,6})/).map { (String($0.output.1), String($0.output.2)) }
            ) { first, _ in first }
        }
        #expect(schemes.count >= 2)
        for scheme in schemes.prefix(2) {
            for (ink, ground) in [
                ("ink", "sheet"), ("soft", "sheet"), ("head", "sheet"), ("on-act", "act"), ("ink", "note"),
            ] {
                let contrast = Contrast.of(try #require(scheme[ink]), try #require(scheme[ground]))
                #expect(contrast >= 4.5, "\(ink) on \(ground): \(contrast)")
            }
            #expect(Contrast.of(try #require(scheme["line"]), try #require(scheme["sheet"])) >= 3)
        }
    }

    @Test("says why it cannot ask", arguments: PreferencePage.Trouble.allCases)
    func trouble(_ trouble: PreferencePage.Trouble) throws {
        for language in Self.languages {
            let html = PreferencePage(language: language, templates: try Samples.composer().templates).html(of: trouble)
            #expect(!html.contains("<form") && html.contains("<h1>"))
        }
    }

    @Test(
        "a cadence is told in words",
        arguments: [
            (Cadence.immediate(gapSeconds: 300), "dès qu’il y a du nouveau", "as soon as there is news"),
            (.daily(at: [PreferenceSamples.eight]), "chaque jour à 8\u{A0}h", "every day at 8\u{A0}a.m."),
            (
                .weekdays(at: [PreferenceSamples.eight]), "du lundi au vendredi à 8\u{A0}h",
                "Monday to Friday at 8\u{A0}a.m."
            ),
            (
                .weekly(on: [.sunday, .monday], at: [PreferenceSamples.eight]), "chaque lundi et dimanche à 8\u{A0}h",
                "every Monday and Sunday at 8\u{A0}a.m."
            ),
            (
                .monthly(on: .number(1), at: PreferenceSamples.eight), "le 1er de chaque mois à 8\u{A0}h",
                "on day 1 of each month at 8\u{A0}a.m."
            ),
            (
                .monthly(on: .firstWorkingDay, at: PreferenceSamples.eight),
                "le premier jour ouvrable de chaque mois à 8\u{A0}h",
                "on the first working day of each month at 8\u{A0}a.m."
            ),
        ])
    func cadence(_ cadence: Cadence, french: String, english: String) throws {
        func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
        let templates = try Samples.composer().templates
        #expect(plain(templates.language(for: "fr-CA").words(for: cadence)) == plain(french))
        #expect(plain(templates.language(for: "en-CA").words(for: cadence)) == plain(english))
    }
}

/// The contrast of two colours (WCAG 2.2).
private enum Contrast {
    static func of(_ one: String, _ other: String) -> Double {
        let (low, high) = (min(luminance(one), luminance(other)), max(luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)
    }

    private static func luminance(_ colour: String) -> Double {
        var digits = Array(colour.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = stride(from: 0, to: 6, by: 2).map { index -> Double in
            let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
