import Cooperation
import Foundation
import TestSupport
import Testing

@testable import DigestEngine

@Suite("The canonical form")
struct CanonicalFormTests {
    @Test("an independent RFC 8785 spells digests with hostile texts alike, and finds the same hashes")
    func hostileTexts() async throws {
        let digests = (0..<200).map { draw in
            var random = SeededGenerator(seed: SeededGenerator.seed &+ UInt64(draw))
            return FoldingTests.digest([hostile(10, &random), hostile(11, &random), hostile(12, &random)]).sealed()
        }
        let verdicts = try await PythonTool.verdicts(
            of: "judge_canonical.py", ["/dev/stdin"], on: digests.map { Data($0.canonicalBytes()) })
        expectSame(verdicts, digests.map { _ in "same" }, "seed \(SeededGenerator.seed)")
    }

    private func hostile(_ offset: Int64, _ random: inout SeededGenerator) -> Notice {
        var event = Make.event(
            "\(offset)" + text(&random), "s\(offset)" + text(&random), title: text(&random), starts: march(3))
        event.summary = LocalizedText([
            "fr": text(&random), "fr-CA": text(&random), "FR": text(&random), "zh-Hant-TW": text(&random),
            "z10": text(&random), "z9": text(&random),
        ])
        event.place = Place(name: text(&random), city: text(&random), timeZone: nil)
        event.links = [Link(href: "https://example.org/a/b?c=\"" + text(&random), title: event.summary)]
        return Make.notice(offset, event, rules: ["r" + text(&random)])
    }

    /// All that JSON escapes or might, texts that normalise to others, planes beyond the first.
    private func text(_ random: inout SeededGenerator) -> String {
        let hostile = [0x7F, 0x85, 0xA0, 0x301, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xE000, 0xFFFF, 0x1F389, 0x10_FFFF]
        let scalars = (0..<random.number(0...12)).compactMap { _ -> Unicode.Scalar? in
            switch random.number(0...3) {
            case 0: Unicode.Scalar(UInt32(random.number(0...0x1F)))
            case 1: Unicode.Scalar(UInt32(random.number(0x20...0x7E)))
            case 2: Unicode.Scalar(UInt32(random.pick(hostile)))
            default: Unicode.Scalar(UInt32(random.number(0xA0...0x10_FFFF)))
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("the hash of a digest is that of its bytes without it")
    func seal() {
        let digest = FoldingTests.digest([Make.notice(10, Make.event("a"))]).sealed()
        let text = String(decoding: digest.canonicalBytes(), as: UTF8.self)
        let hash = digest.hash?.description ?? "none"
        let without = text.replacing(#""hash":"\#(hash)","#, with: "")
        #expect(without.utf8.count == text.utf8.count - 74)
        expectSame(ContentHash(of: without.utf8), digest.hash)
    }
}
