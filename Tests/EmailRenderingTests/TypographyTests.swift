import Foundation
import TestSupport
import Testing

@testable import EmailRendering

@Suite("Typography")
struct TypographyTests {
    @Test(
        "French Canada spaces quotation marks, colons and units, and nothing else",
        arguments: [
            ("«Relève musicale»: qui part ?", "«\u{A0}Relève musicale\u{A0}»\u{A0}: qui part?"),
            ("Bravo ! Fini ; à 8 h 30, 5 km", "Bravo! Fini; à 8\u{A0}h\u{A0}30, 5\u{A0}km"),
            ("Appel : 2 500 $ (10 %).", "Appel\u{A0}: 2\u{A0}500\u{A0}$ (10\u{A0}%)."),
            (
                "voir https://example.org/a:b?x=1; ou Bureau@ville.qc.ca !",
                "voir https://example.org/a:b?x=1; ou Bureau@ville.qc.ca !"
            ),
            ("à 14:30, ratio 3:1", "à 14:30, ratio 3:1"),
        ])
    func canada(_ text: String, _ expected: String) {
        #expect(Typography.frenchCanada.set(text) == expected)
    }

    @Test(
        "French Belgium also sets a narrow space before high punctuation",
        arguments: [
            ("Qui part? Vite !", "Qui part\u{202F}? Vite\u{202F}!"),
            ("« Eau »; suite", "«\u{A0}Eau\u{A0}»\u{202F}; suite"),
            ("Quoi?!", "Quoi\u{202F}?!"),
            ("https://example.org/?x", "https://example.org/?x"),
        ])
    func belgium(_ text: String, _ expected: String) {
        #expect(Typography.frenchBelgium.set(text) == expected)
    }

    @Test(
        "apostrophes are round and ranges have an en dash, in every language",
        arguments: [
            ("l'eau, aujourd'hui", "l’eau, aujourd’hui"), ("d'«eau»", "d’«\u{A0}eau\u{A0}»"), ("l'{name}", "l’{name}"),
            ("2017-2019, 9-12 mai", "2017–2019, 9–12 mai"), ("(14h-16h30)", "(14h–16h30)"),
            ("14:00-16:30.", "14:00–16:30."),
            ("le 2019-03-12, 418-641-6411, 641-6411", "le 2019-03-12, 418-641-6411, 641-6411"),
            ("Québec-Namur, A-12, 12-9, 2019-03", "Québec-Namur, A-12, 12-9, 2019-03"),
            ("'cité' 5'", "'cité' 5'"), ("https://a.org/l'x-2017-2019", "https://a.org/l'x-2017-2019"),
            ("l'a@b.org", "l'a@b.org"), ("ville.qc.ca/l'eau", "ville.qc.ca/l'eau"), ("dossier_d'eau", "dossier_d'eau"),
        ])
    func dressed(_ text: String, _ expected: String) {
        #expect(Typography.frenchCanada.set(text) == expected)
        #expect(Typography.frenchBelgium.set(text) == expected)
        let english = expected.replacingOccurrences(of: "\u{A0}", with: "")
        #expect(Typography.english.set(text) == english)
    }

    @Test("a number stays with its sign")
    func numberSign() {
        #expect(Typography.frenchCanada.set("Nº 12, (nº {number})") == "Nº\u{A0}12, (nº\u{A0}{number})")
        #expect(Typography.frenchBelgium.set("bonº 12") == "bonº 12")
        #expect(Typography.english.set("No. 12; No. {number}. No. Yes") == "No.\u{A0}12; No.\u{A0}{number}. No. Yes")
    }

    @Test("English keeps its spaces, and a language without a norm everything")
    func none() {
        #expect(Typography.english.set("Really ? « x » :") == "Really ? « x » :")
        #expect(Typography.none.set("Don't: 2017-2019 ?") == "Don't: 2017-2019 ?")
    }

    @Test(
        "a unit is one also where a mark stands behind it with no blank of its own",
        arguments: [("345 $»a»", "345\u{A0}$\u{A0}»a\u{A0}»"), ("1 %»", "1\u{A0}%\u{A0}»")])
    func unitBeforeMark(_ text: String, _ expected: String) {
        #expect(Typography.frenchCanada.set(text) == expected)
        #expect(Typography.frenchCanada.set(expected) == expected)
    }

    @Test("setting a text twice changes nothing more", arguments: [Typography.frenchCanada, .frenchBelgium, .english])
    func idempotent(_ typography: Typography) {
        let seed = SeededGenerator.freshSeed
        var random = SeededGenerator(seed: seed)
        let parts = [
            "a", "é", "1", "345", " ", " ", "  ", "\u{A0}", "\u{202F}", "«", "»", ":", ";", "!", "?", "(", ")", "%",
            "h",
            "km", "$", "@", "https://x.org/?a:b", "’", ".", ",", "}", "{x}", "\n", "'", "-", "2017-2019", "9-12", "14h",
            "nº", "No.", "°", "/", "30",
        ]
        for _ in 0..<5_000 {
            let text = (0..<random.below(12)).map { _ in random.pick(parts) }.joined()
            let once = typography.set(text)
            #expect(typography.set(once) == once, "seed \(seed): \(text.debugDescription)")
        }
    }
}
