import Cooperation
import DigestEngine
import Testing
import Worker

@testable import Operations

@Suite("Exchanging the secret of preferences")
struct RekeyPlanTests {
    private static let (old, new) = (String(repeating: "o", count: 32), String(repeating: "n", count: 32))
    private static let both = LinkSigner(secrets: [new, old])

    private static func configuration() throws -> WorkerConfiguration {
        try ConfigurationLoader().load(
            yaml: """
                cooperation:
                  triage: bureau
                  partners: []
                  domains: []
                  audiences: [{ id: bureau, name: Bureau }]
                  rules: []
                subscriptions:
                  - id: daily
                    audience: bureau
                    title: { fr: Le matin }
                    cadence: { daily: { at: ["07:30"] } }
                    time_zone: America/Toronto
                    recipients: [{ address: ann@example.org, language: fr-CA }, { address: bob@example.org, language: fr-CA }]
                """, source: "rekey.yaml")
    }

    private static func choice(_ address: String, _ choice: Preference.Choice, under secret: String, at second: Int64)
        -> Preference
    {
        let signer = LinkSigner(secrets: [secret])
        return Preference(
            subscription: "daily", recipient: signer.ids(of: address, in: "bureau")[0], secret: signer.secretNames[0],
            choice: choice, chosenAt: Instant(milliseconds: second * 1000), via: .page)
    }

    @Test("writes the choices of those whom the configuration names under the first secret, and counts the others")
    func moves() throws {
        let ann = Self.choice("ann@example.org", .unsubscribed, under: Self.old, at: 1)
        let bobBefore = Self.choice("bob@example.org", .unsubscribed, under: Self.old, at: 1)
        let bobAfter = Self.choice("bob@example.org", .subscribed, under: Self.new, at: 2)
        let stranger = Self.choice("zoe@example.org", .unsubscribed, under: Self.old, at: 1)
        var book = PreferenceBook()
        for choice in [ann, bobBefore, bobAfter, stranger] { book.note(choice) }
        let plan = RekeyPlan(book: book, configuration: try Self.configuration(), signer: Self.both)
        #expect(plan.moved == [Self.choice("ann@example.org", .unsubscribed, under: Self.new, at: 1)])
        #expect(Set(plan.replaced) == [ann.key, bobBefore.key])
        #expect(plan.orphans == [stranger.key])

        for choice in plan.moved { book.note(choice) }
        for key in plan.replaced + plan.orphans { book.forget(key) }
        #expect(book.orphans(known: LinkSigner(secrets: [Self.new]).secretNames) == [:])
        let rule = PreferenceRule(
            subscriptions: try Self.configuration().subscriptions, signer: LinkSigner(secrets: [Self.new]))
        let home = try #require(try Self.configuration().subscriptions.first)
        #expect(rule.standing(of: "ann@example.org", from: home, in: book)?.state == .unsubscribed)
        #expect(rule.standing(of: "bob@example.org", from: home, in: book)?.state == .receiving)
    }

    @Test("has nothing to do where every choice stands under the first secret")
    func nothing() throws {
        var book = PreferenceBook()
        book.note(Self.choice("ann@example.org", .unsubscribed, under: Self.new, at: 1))
        let plan = RekeyPlan(book: book, configuration: try Self.configuration(), signer: Self.both)
        #expect(plan.moved.isEmpty && plan.replaced.isEmpty && plan.orphans.isEmpty)
    }
}
