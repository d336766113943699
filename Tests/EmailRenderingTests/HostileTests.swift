import Cooperation
import DigestEngine
import Foundation
import TestSupport
import Testing

@testable import EmailRendering

/// What somebody who means harm, or a broken system, can write into an event; judged on the bytes that go out.
@Suite("A hostile event becomes a harmless mail")
struct HostileTests {
    /// Everything at once, in every text that an event has.
    private static func digest() throws -> Digest {
        let words = [
            "<script>alert(document.cookie)</script>", "Visite\r\nBcc: victim@example.net\r\n\r\n<b>corps</b>",
            "Facture \u{202E}fdp.exe\u{2066}", String(repeating: "x", count: 10_000),
            String(repeating: "🎭👩‍👩‍👧‍👦", count: 2_500), "--=_\r\nContent-Type: text/html\r\n\r\n<h1>faux</h1>",
            "=?utf-8?B?PGI+?= \0\u{8}\u{1B}[31m .\r\n.\r\nMAIL FROM:<x@example.net>",
        ]
        var digest = try Samples.single { _ in }
        let model = digest.sections[0].lines[0]
        digest.sections[0].lines = words.enumerated().map { number, word in
            var line = model
            let text = LocalizedText(["fr": word])
            line.state.subject = "hostile/\(number)"
            line.state.title = text
            line.state.summary = text
            line.state.note = text
            line.state.place = Place(name: word, city: word, timeZone: "Europe/Brussels")
            line.state.organisations = [Organisation(name: word, partner: word)]
            line.state.links = [
                Link(href: "javascript:alert(1)", title: text), Link(href: "https://bank.example@evil.example/"),
                Link(href: "https://example.org/" + String(repeating: "y", count: 10_000)),
                Link(href: "https://example.org/\"><script>x</script>"),
                Link(href: "https://example.org/b", title: text),
            ]
            line.because = [word]
            return line
        }
        digest.title = LocalizedText(["fr": words[1]])
        return digest
    }

    private static func message(_ language: String = "fr-CA") throws -> Data {
        let recipient = Recipient(
            address: "lecteur@example.org", name: "Zoé\r\nBcc: victim@example.net", language: language)
        return MIMEMessage(try Samples.composer().compose(try digest(), to: recipient)).bytes
    }

    @Test("its bytes are those that were read and approved")
    func golden() throws {
        let bytes = try Self.message()
        if ProcessInfo.processInfo.environment["VAGUEMESTRE_RECORD"] == "1" {
            try bytes.write(to: Samples.folder.appending(path: "hostile.fr-CA.eml"))
        }
        expectSame(
            String(decoding: bytes, as: UTF8.self),
            String(decoding: try Samples.data("hostile.fr-CA.eml"), as: UTF8.self), "hostile.fr-CA.eml")
    }

    @Test("has the header fields of any other mail, and no more", arguments: ["fr-CA", "fr-BE", "en-CA"])
    func fields(_ language: String) async throws {
        let bytes = try Self.message(language)
        let end = try #require(bytes.range(of: Data("\r\n\r\n".utf8)))
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let names = head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Message-ID", "In-Reply-To", "References", "Subject", "List-Id",
                "Auto-Submitted", "MIME-Version", "Content-Type",
            ])
        let message = try await Judge.message(bytes)
        #expect(message.defects == [])
        #expect(message.parts.map(\.type) == Self.partTypes)
        #expect(message.to.map { $0[1] } == ["lecteur@example.org"])
    }

    private static let partTypes = [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]

    @Test("is made of short ASCII lines that end in CRLF, none of which ends the message early")
    func lines() throws {
        let bytes = try Self.message()
        #expect(bytes.allSatisfy { $0 == 13 || $0 == 10 || (0x20...0x7E).contains($0) })
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") && $0.utf8.count <= 78 })
        #expect(!lines.contains("."))
    }

    @Test("leaves the page no script, no handler, no link but to the web, and nothing that reorders text")
    func page() async throws {
        let message = try await Judge.message(try Self.message())
        let html = try #require(message.content("text/html"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("javascript:"))
        #expect(!html.contains("evil.example"))
        let page = try await Judge.page(html)
        #expect(page.problems == [])
        #expect(Set(page.links) == ["https://example.org/b"])
        #expect(QuotedPrintable.encode(html).count < 80_000)
        for type in ["text/plain", "text/html", "text/calendar"] {
            let text = try #require(message.content(type))
            let harmful = text.unicodeScalars.filter { scalar in
                (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                    || (scalar.value < 0x20 && scalar != "\n")
            }
            #expect(harmful.isEmpty, "\(type)")
        }
    }

    @Test("keeps a calendar of as many entries as there are lines")
    func calendar() async throws {
        let message = try await Judge.message(try Self.message())
        let text = try #require(message.content("text/calendar")).replacing("\n", with: "\r\n")
        let calendar = try await Judge.calendar(text)
        #expect(calendar.errors == [])
        #expect(calendar.events.count == 7)
        #expect(calendar.longestLine <= 75)
    }
}
