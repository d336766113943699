import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("What a digest says")
struct ContentTests {
    private func text(_ digest: Digest, _ language: String = "fr-CA", zone: String? = nil) throws -> String {
        let body = try Samples.composer().renderBody(digest, language: language, timeZone: zone)
        return body.text.replacingOccurrences(of: " \n", with: " ").replacingOccurrences(of: "\u{A0}", with: " ")
    }

    @Test("cancelled and moved come first, then answers, then domains")
    func order() throws {
        let text = try text(try Samples.everything())
        let headings = [
            "Annulé ou déplacé", "Réponses attendues", "La culture", "À trier", "Réciprocité", "Pour mémoire",
        ]
        let places = try headings.map { try #require(text.range(of: "== \($0) ==")?.lowerBound) }
        #expect(places == places.sorted())
    }

    @Test("the one urgent line of an immediate digest is its subject")
    func urgentSubject() throws {
        var digest = try Samples.single { $0.change = .cancelled }
        digest.window.cadence = "immediate"
        let body = try Samples.composer().renderBody(digest, language: "en-CA")
        #expect(body.subject == "Cancelled: City of Literature forum")
    }

    @Test("an answer whose day has passed, or that nobody needs, is not asked for")
    func answers() throws {
        for (change, day, asked) in [
            (DigestLine.Change.proposed, 10, false), (.proposed, 11, true), (.proposed, 12, true),
            (.cancelled, 12, false),
        ] {
            let digest = try Samples.single {
                $0.change = change
                $0.state.respondBy = .day(CalendarDate(year: 2019, month: 3, day: day))
            }
            #expect(try text(digest).contains("== Réponses attendues ==") == asked, "\(change) \(day)")
        }
    }

    @Test("a time elsewhere is told in both cities, with its day where that differs")
    func elsewhere() throws {
        let digest = try Samples.single {
            $0.state.starts = .instant(Instant(milliseconds: 1_559_347_200_000))  // 2019-06-01T00:00:00Z
        }
        #expect(try text(digest).contains("Vendredi 31 mai 2019 à 20 h (1er juin 2019 à 2 h à Namur)"))
        #expect(try text(digest, "en-CA").contains("Friday, May 31, 2019 at 8 PM (June 1, 2019 at 2 AM in Namur)"))
        #expect(try text(digest, "fr-BE", zone: "Europe/Brussels").contains("Samedi 1er juin 2019 à 2h00\n"))
    }

    @Test("a place without a name of its own is called by its zone's")
    func zoneName() throws {
        let digest = try Samples.single {
            $0.state.place = Place(timeZone: "Europe/London")
            $0.state.starts = .instant(Instant(milliseconds: 1_559_347_200_000))
        }
        #expect(try text(digest).contains("à Londres)"))
    }

    @Test("French has no plural for 0 and 1")
    func plurals() throws {
        let french = try #require(try Templates().languages["fr-CA"])
        let english = try #require(try Templates().languages["en-CA"])
        #expect(
            [0, 1, 2].map { french.say(.highlightNew, count: $0) } == ["0 nouveauté", "1 nouveauté", "2 nouveautés"])
        #expect(
            [0, 1, 2].map { english.say(.highlightNew, count: $0) } == ["0 new items", "1 new item", "2 new items"])
        #expect(french.say(.highlightNew, count: 12_345) == "12\u{A0}345 nouveautés")
    }

    @Test("a title that is missing altogether is the subject's identifier")
    func untitled() throws {
        let digest = try Samples.single { $0.state.title = LocalizedText(["fr": "\u{200B}\r\n"]) }
        #expect(try text(digest).contains("[Confirmation] E-102"))
    }

    @Test("an unknown zone is refused by name")
    func unknownZone() throws {
        #expect(throws: EmailError.unknownTimeZone("Mars/Olympus")) {
            try Samples.composer().renderBody(try Samples.empty(), language: "fr-CA", timeZone: "Mars/Olympus")
        }
    }

    @Test("flowed text folds at blanks and guards lines that mean something to mail")
    func flowed() {
        let long = Array(repeating: "mot", count: 40).joined(separator: " ")
        let folded = FlowedText.fold("\(long)\nFrom here\n> cité\n fin  ")
        #expect(folded.split(separator: "\n").allSatisfy { $0.count <= 76 })
        #expect(folded.replacingOccurrences(of: " \n", with: " ").hasPrefix(long))
        #expect(folded.hasSuffix("\n From here\n > cité\n  fin"))
    }
}
