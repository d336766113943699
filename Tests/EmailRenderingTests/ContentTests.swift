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

    @Test("what changes plans comes first in short, then answers, then the changes in full, then domains")
    func order() throws {
        let text = try text(try Samples.everything())
        let headings = [
            "À retenir", "Réponses attendues", "Annulé, retiré ou déplacé", "La culture", "À trier", "Réciprocité",
            "Pour mémoire",
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

    @Test(
        "why a reader gets a line is said by the names of the rules, and by the identifier of one that has none",
        arguments: [
            (["culture-service"], "Reçu selon la règle : tout ce qui est du domaine de la culture"),
            (
                ["culture-service", "urgent-cancellations"],
                "Reçu selon les règles : tout ce qui est du domaine de la culture et urgent-cancellations"
            ),
            (["triage"], "Reçu selon la règle : À trier"),
        ])
    func why(_ rules: [String], expected: String) throws {
        let html = try Samples.composer().renderBody(try Samples.single { $0.because = rules }, language: "fr-CA").html
        #expect(html.replacing("\u{A0}", with: " ").contains(expected))
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
        #expect(text.contains("Retiré; avait été annoncé dans le nº 11, le 4 mars 2019"))
        #expect(!text.contains("Déjà paru"))
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
        #expect(text.contains("* Total : entrant 2, sortant 6, mutuel 2"))
        #expect(text.contains("* La culture : entrant 1, sortant 5, mutuel 0"))
        let term = try #require(
            text.range(
                of: "Protocole de collaboration Québec–Namur : depuis le 23 juin 2017 (échéance : 31 décembre 2019)"))
        #expect(text[term.upperBound...].contains("* Total : entrant 41, sortant 1 203"))
        #expect(!text[term.upperBound...].contains("* Namur"))
        #expect(text.contains("Axes : Québec rayonne (3), Québec apprend (1) et sans axe (6)"))
    }

    @Test("many partners are added up beyond twelve")
    func manyPartners() throws {
        var digest = try Samples.everything()
        digest.balance.partners = (10..<40).map { NamedBalance(id: "p\($0)", incoming: 1, outgoing: 2) }
        let text = try text(digest)
        #expect(text.contains("* p21 : entrant 1"))
        #expect(!text.contains("* p22"))
        #expect(text.contains("* 18 autres : entrant 18, sortant 36, mutuel 0"))
    }

    @Test("a digest that came before its time says so")
    func flushed() throws {
        #expect(try text(try Samples.everything()).contains("Cet envoi est parti plus tôt que prévu, sur demande"))
        #expect(!(try text(try Samples.empty()).contains("plus tôt que prévu")))
    }

    @Test("a time elsewhere is told in both cities, with its day where that differs")
    func elsewhere() throws {
        let digest = try Samples.single {
            $0.state.starts = .instant(Instant(milliseconds: 1_559_347_200_000))  // 2019-06-01T00:00:00Z
        }
        #expect(try text(digest).contains("Vendredi 31 mai 2019 à 20 h (à Namur : samedi 1er juin à 2 h)"))
        #expect(
            try text(digest, "en-CA").contains("Friday, May 31, 2019 at 8 p.m. (in Namur: Saturday, June 1 at 2 a.m.)"))
        #expect(
            try text(digest, "fr-BE", zone: "Europe/Brussels").contains(
                "Samedi 1er juin 2019 à 2h00 (à Québec : vendredi 31 mai à 20h00)\n"))
    }

    @Test("a place without a name of its own is called by its zone's")
    func zoneName() throws {
        let digest = try Samples.single {
            $0.state.place = Place(timeZone: "Europe/London")
            $0.state.starts = .instant(Instant(milliseconds: 1_559_347_200_000))
        }
        #expect(try text(digest).contains("(à Londres : "))
    }

    @Test("what happens nowhere, online in UTC, has the partner's local time", arguments: ["UTC", "Etc/GMT+3", "GMT"])
    func nowhere(zone: String) throws {
        let digest = try Samples.single {
            $0.state.place = Place(name: "En ligne", timeZone: zone)
            $0.state.starts = .instant(Instant(milliseconds: 1_559_397_600_000))
            $0.state.ends = .instant(Instant(milliseconds: 1_559_401_200_000))
        }
        #expect(
            try text(digest).contains("Samedi 1er juin 2019, de 10 h à 11 h (à Namur : de 16 h à 17 h)\nEn ligne"))
        #expect(
            try text(digest, "fr-BE", zone: "Europe/Brussels").contains(
                "1er juin 2019, de 16h00 à 17h00 (à Québec : de 10h00 à 11h00)\n"))
    }

    @Test(
        "a partner elsewhere has its local time told also where it happens here; one whose zone nobody knows does not")
    func partners() throws {
        var digest = try Samples.single {
            $0.state.place = Place(city: "Québec", timeZone: "America/Toronto")
            $0.state.starts = .instant(Instant(milliseconds: 1_559_397_600_000))
            $0.state.ends = nil
        }
        #expect(try text(digest).contains("à 10 h (à Namur : 16 h)\nQuébec"))
        digest.sections[0].lines[0].state.partners = ["liege"]
        #expect(try text(digest).contains("à 10 h\nQuébec"))
    }

    @Test("the first of two days says only what the second does not")
    func ranges() throws {
        func told(_ from: (Int, Int, Int), _ to: (Int, Int, Int), _ language: String = "fr-CA") throws -> String {
            let digest = try Samples.single {
                $0.state.starts = .day(CalendarDate(year: from.0, month: from.1, day: from.2))
                $0.state.ends = .day(CalendarDate(year: to.0, month: to.1, day: to.2))
            }
            return String(
                try text(digest, language).split(separator: "\n").first {
                    $0.contains("2019") && !$0.hasPrefix("Nº") && !$0.hasPrefix("No.")
                } ?? "")
        }
        #expect(try told((2019, 5, 1), (2019, 5, 3)) == "Du mercredi 1er au vendredi 3 mai 2019")
        #expect(try told((2019, 4, 30), (2019, 5, 1)) == "Du mardi 30 avril au mercredi 1er mai 2019")
        #expect(try told((2018, 12, 31), (2019, 1, 1)) == "Du lundi 31 décembre 2018 au mardi 1er janvier 2019")
        #expect(try told((2019, 5, 1), (2019, 5, 3), "en-CA") == "Wednesday, May 1 to Friday, May 3, 2019")
    }

    @Test("French has no plural for 0 and 1")
    func plurals() throws {
        let french = try #require(try Templates().languages["fr-CA"])
        let english = try #require(try Templates().languages["en-CA"])
        #expect(
            [0, 1, 2].map { french.say(.highlightNew, count: $0) } == [
                "0\u{A0}nouveauté", "1\u{A0}nouveauté", "2\u{A0}nouveautés",
            ])
        #expect(
            [0, 1, 2].map { english.say(.highlightNew, count: $0) } == [
                "0\u{A0}new items", "1\u{A0}new item", "2\u{A0}new items",
            ])
        #expect(french.say(.highlightNew, count: 12_345) == "12\u{A0}345\u{A0}nouveautés")
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
