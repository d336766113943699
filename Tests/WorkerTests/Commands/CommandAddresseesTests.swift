import DigestEngine
import Testing
import Worker

@Suite("Whom commands are for")
struct CommandAddresseesTests {
    private let addressees: CommandAddressees

    init() throws {
        addressees = CommandAddressees(configuration: try SmallConfiguration.load())
    }

    @Test("a subscription, or all of an audience")
    func known() throws {
        #expect(addressees.problem(audience: "culture", subscription: "culture-weekly") == nil)
        #expect(addressees.problem(audience: "culture", subscription: nil) == nil)
        #expect(try addressees.subscription("culture-weekly").get().audience == "culture")
    }

    @Test("a name that nobody knows is refused with the nearest that somebody does")
    func unknown() throws {
        let audience = try #require(addressees.problem(audience: "cultur", subscription: nil))
        #expect(audience.contains("did you mean `culture`?"))
        let subscription = try #require(addressees.problem(audience: "culture", subscription: "culture-wekly"))
        #expect(subscription.contains("did you mean `culture-weekly`?"))
        #expect(throws: UnknownAddressee.self) { try addressees.subscription("bureau").get() }
    }

    @Test("not a subscription of another audience, nor an audience without subscriptions")
    func mismatch() throws {
        let other = try #require(addressees.problem(audience: "bureau", subscription: "culture-weekly"))
        #expect(other.contains("is of the audience `culture`"))
        let nobody = try #require(addressees.problem(audience: "bureau", subscription: nil))
        #expect(nobody.contains("nobody has subscribed"))
    }
}
