import Cooperation
import DigestEngine
import Testing
import TestSupport

@Suite("Links to preferences")
struct PreferenceLinkTests {
    private let secret = "a-secret-of-thirty-two-or-more-bytes"
    private let other = "another-secret-of-thirty-two-bytes-or-so"

    private func link(_ signer: LinkSigner, subscription: String = "culture-weekly") -> PreferenceLink {
        PreferenceLink(
            subscription: subscription, recipient: signer.ids(of: "eau@quebec.example.org", in: "culture")[0],
            language: "fr-CA", windowEnd: at(2026, 11, 2, 13), validDays: 180)
    }

    @Test("a link comes back as it was signed, is valid for the days it was given, and is the same each time")
    func roundTrip() throws {
        let signer = LinkSigner(secrets: [secret])
        let link = link(signer)
        let token = signer.sign(link)
        #expect(token == signer.sign(link))
        #expect(
            token.utf8.allSatisfy {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0)
            })
        let read = try #require(signer.read(token))
        #expect(read.link == link)
        #expect(read.secret == signer.secretNames[0])
        #expect(link.expiresAt == at(2027, 5, 1, 13))
        #expect(!link.isExpired(at: at(2027, 5, 1, 12, 59, 59)))
        #expect(link.isExpired(at: at(2027, 5, 1, 13)))
    }

    @Test("no link and no id tells the address, and an id differs with the audience, the address and the secret")
    func revealsNothing() {
        let signer = LinkSigner(secrets: [secret])
        let token = signer.sign(link(signer))
        #expect(!token.lowercased().contains("quebec") && !token.contains("ZWF1"))
        let ids = [
            signer.ids(of: "a@example.org", in: "culture")[0], signer.ids(of: "b@example.org", in: "culture")[0],
            signer.ids(of: "a@example.org", in: "bureau")[0],
            LinkSigner(secrets: [other]).ids(of: "a@example.org", in: "culture")[0],
        ]
        #expect(Set(ids).count == 4)
        #expect(ids[0] == signer.ids(of: "A@Example.ORG", in: "culture")[0])
        #expect(ids.allSatisfy { RecipientID($0.description) == $0 && $0.description.count == 22 })
    }

    @Test("the links of a secret that only verifies are read, and those of one that is gone are not")
    func rotation() {
        let token = LinkSigner(secrets: [secret]).sign(link(LinkSigner(secrets: [secret])))
        let rotated = LinkSigner(secrets: [other, secret])
        #expect(rotated.read(token)?.secret == LinkSigner(secrets: [secret]).secretNames[0])
        #expect(
            rotated.ids(of: "x@y.org", in: "culture")[1]
                == LinkSigner(secrets: [secret]).ids(of: "x@y.org", in: "culture")[0])
        #expect(LinkSigner(secrets: [other]).read(token) == nil)
    }

    @Test("every change of one character, and every piece, is refused")
    func tampered() {
        let signer = LinkSigner(secrets: [secret])
        let token = signer.sign(link(signer))
        for index in token.indices {
            for replacement in "Aa9-_.=%/é\u{0}" where token[index] != replacement {
                var changed = token
                changed.replaceSubrange(index...index, with: String(replacement))
                #expect(signer.read(changed) == nil, "\(changed)")
            }
            #expect(signer.read(String(token[..<index])) == nil)
            #expect(signer.read(String(token[token.index(after: index)...])) == nil)
        }
        for text in ["", "=", "A", token + "A", token + "=", token + token, String(repeating: "A", count: 100_000)] {
            #expect(signer.read(text) == nil)
        }
    }

    @Test("the signature of one subscription is none of another, nor that of a shifted boundary between two fields")
    func otherSubscription() {
        let signer = LinkSigner(secrets: [secret])
        let tokens = ["culture-weekly", "culture-daily", "-CAculture-weekly"].map {
            signer.sign(link(signer, subscription: $0))
        }
        #expect(Set(tokens.map { $0.suffix(43) }).count == 3)
        let mixed = String(tokens[0].dropLast(43)) + tokens[1].suffix(43)
        #expect(signer.read(mixed) == nil)
    }

    @Test("random bytes crash nothing and pass for nothing")
    func noise() {
        var random = SeededGenerator(seed: SeededGenerator.freshSeed)
        let signer = LinkSigner(secrets: [secret])
        for _ in 0..<2_000 {
            let text = String((0..<random.below(200)).map { _ in random.pick(Array("ABCxyz019-_")) })
            #expect(signer.read(text) == nil, "seed \(SeededGenerator.freshSeed): \(text)")
        }
    }
}
