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

    @Test("answers come first, then what is cancelled, withdrawn or moved, then domains")
    func order() throws {
        let text = try text(try Samples.everything())
        let headings = [
            "Réponses attendues", "Annulé, retiré ou déplacé", "La culture", "À trier", "Réciprocité", "Pour mémoire",
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

    @Test("answers are those the digest names, with the issue that announced them; ten are shown, the rest counted")
    func answers() throws {
        var digest = try Samples.single { $0.state.respondBy = .day(CalendarDate(year: 2019, month: 3, day: 12)) }
        #expect(!(try text(digest).contains("Réponses attendues ==")))
        digest.deadlines = (1...14).map { number in
            Deadline(
                source: "urn:test", subject: "s\(number)", title: LocalizedText(["fr": "Appel \(number)"]),
                respondBy: .day(CalendarDate(year: 2019, month: 3, day: 10 + number)),
                previously: number == 2
                    ? DigestReference(digest: "d", sequence: 1_234, windowEnd: digest.window.from) : nil)
        }
        digest.counts.omittedDeadlines = 3
        let text = try text(digest)
        #expect(text.contains("17 réponses attendues"))
        #expect(text.contains("* Au plus tard le lundi 11 mars 2019 – Appel 1\n"))
        #expect(text.contains("* Au plus tard le mardi 12 mars 2019 – Appel 2 (annoncé dans le nº 1 234)\n"))
        #expect(text.contains("Appel 10\n… et 7 autres réponses attendues"))
        #expect(!text.contains("Appel 11"))
        digest.deadlines.removeLast(13)
        #expect(try self.text(digest).contains("Appel 1\n… et 3 autres réponses attendues"))
    }

    @Test("lines stand under their theme, those without one last; one theme names itself once")
    func themes() throws {
        let text = try text(try Samples.everything())
        let marks = ["== La culture ==", "-- Littérature --", "[Proposition] Appel", "-- Réseaux littéraires --"]
        let places = try marks.map { try #require(text.range(of: $0)?.lowerBound) }
        #expect(places == places.sorted())
        let section = try #require(text.range(of: "== La gestion municipale"))
        let rest = text[section.lowerBound...]
        #expect(rest.components(separatedBy: "-- Autres thèmes --").count == 2)
        let triage = try #require(rest.range(of: "== À trier =="))
        #expect(!rest[triage.lowerBound...].contains("-- "))
        #expect(!(try self.text(try Samples.single { $0.theme = nil }).contains("-- ")))
    }

    @Test("what an operator took back says in which issue it stood, and asks for nothing")
    func withdrawn() throws {
        var digest = try Samples.single {
            $0.change = .withdrawn
            $0.events = []
            $0.previously = DigestReference(
                digest: "d", sequence: 11, windowEnd: Instant(milliseconds: 1_551_704_400_000))
        }
        let text = try text(digest)
        #expect(text.contains("1 retrait"))
        #expect(text.contains("[Retrait] City of Literature forum"))
        #expect(text.contains("Retiré : annoncé dans le nº 11, du 4 mars 2019"))
        #expect(!text.contains("Figurait"))
        #expect(!text.contains("Réponse attendue"))
        let line = digest.sections[0].lines[0]
        digest.withdrawals = [
            try JSONDecoder().decode(
                Withdrawal.self,
                from: Data(
                    """
                    {"source": "\(line.state.source)", "subject": "\(line.state.subject)", "notices": 0, "wasTold": true,
                     "lastTold": {"topic": "t", "partition": 0, "offset": 41}, "command": "c", "offset": 7,
                     "at": "2019-03-06T15:04:05Z", "by": "bureau"}
                    """.utf8))
        ]
        let calendar = try #require(try Samples.composer().renderBody(digest, language: "fr-CA").calendar)
        #expect(calendar.contains("STATUS:CANCELLED\r\n"))
        #expect(calendar.contains("SEQUENCE:42\r\n"))
    }

    @Test(
        "the balance is told by domain, and over the term of the protocol; a single row that is the total is not told twice"
    )
    func balance() throws {
        let text = try text(try Samples.everything())
        #expect(text.contains("* Total : 2 en provenance, 6 à destination, 2 dans les deux sens"))
        #expect(text.contains("* La culture : 1 en provenance, 5 à destination, 0 dans les deux sens"))
        let term = try #require(
            text.range(
                of: "Depuis le 23 juin 2017 : Protocole de collaboration Québec–Namur, jusqu’au 31 décembre 2019"))
        #expect(text[term.upperBound...].contains("* Total : 41 en provenance, 1 203 à destination"))
        #expect(!text[term.upperBound...].contains("* Namur"))
        #expect(text.contains("Axes : Québec rayonne (3), Québec apprend (1) et sans axe (6)"))
    }

    @Test("many partners are added up beyond twelve")
    func manyPartners() throws {
        var digest = try Samples.everything()
        digest.balance.partners = (10..<40).map { NamedBalance(id: "p\($0)", incoming: 1, outgoing: 2) }
        let text = try text(digest)
        #expect(text.contains("* p21 : 1 en provenance"))
        #expect(!text.contains("* p22"))
        #expect(text.contains("* 18 autres : 18 en provenance, 36 à destination, 0 dans les deux sens"))
    }

    @Test("a digest that came before its time says so")
    func flushed() throws {
        #expect(try text(try Samples.everything()).contains("Cet envoi est parti avant son heure, sur demande"))
        #expect(!(try text(try Samples.empty()).contains("avant son heure")))
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

    @Test("what happens nowhere, online in UTC, has no local time", arguments: ["UTC", "Etc/GMT+3", "GMT"])
    func nowhere(zone: String) throws {
        let digest = try Samples.single {
            $0.state.place = Place(name: "En ligne", timeZone: zone)
            $0.state.starts = .instant(Instant(milliseconds: 1_559_347_200_000))
        }
        #expect(try !text(digest).contains(" à ville inconnue") && !text(digest).contains(" h à "))
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
