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
            ("Bravo ! Fini ; à 8 h 30, 5 km", "Bravo! Fini; à 8\u{A0}h 30, 5\u{A0}km"),
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

    @Test("English stays as written")
    func none() { #expect(Typography.none.set("Really ? « x » :") == "Really ? « x » :") }

    @Test(
        "a unit is one also where a mark stands behind it with no blank of its own",
        arguments: [("345 $»a»", "345\u{A0}$\u{A0}»a\u{A0}»"), ("1 %»", "1\u{A0}%\u{A0}»")])
    func unitBeforeMark(_ text: String, _ expected: String) {
        #expect(Typography.frenchCanada.set(text) == expected)
        #expect(Typography.frenchCanada.set(expected) == expected)
    }

    @Test("setting a text twice changes nothing more", arguments: [Typography.frenchCanada, .frenchBelgium])
    func idempotent(_ typography: Typography) {
        let seed = SeededGenerator.freshSeed
        var random = SeededGenerator(seed: seed)
        let parts = [
            "a", "é", "1", "345", " ", " ", "  ", "\u{A0}", "\u{202F}", "«", "»", ":", ";", "!", "?", "(", ")", "%",
            "h",
            "km", "$", "@", "https://x.org/?a:b", "’", ".", ",", "}", "{x}", "\n",
        ]
        for _ in 0..<5_000 {
            let text = (0..<random.below(12)).map { _ in random.pick(parts) }.joined()
            let once = typography.set(text)
            #expect(typography.set(once) == once, "seed \(seed): \(text.debugDescription)")
        }
    }
}
