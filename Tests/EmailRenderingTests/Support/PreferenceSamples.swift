import Cooperation
import DigestEngine
import EmailRendering
import Foundation
import Testing

/// A recipient of a weekly digest, beside which there is a daily one.
enum PreferenceSamples {
    private static func subscription(_ id: String, _ cadence: Cadence, title: String = "La <semaine> « & »")
        -> Subscription
    {
        Subscription(
            id: id, audience: "culture", title: LocalizedText(["fr": title]), cadence: cadence,
            timeZone: "America/Toronto",
            recipients: id == "weekly" ? [Recipient(address: "ann@example.org", language: "fr-CA")] : [])
    }

    static let eight = LocalTime(hour: 8, minute: 0)
    private static let weekly = subscription("weekly", .weekly(on: [.thursday, .monday], at: [eight]))
    private static let daily = subscription("daily", .daily(at: [eight]), title: "Le matin")

    /// Where she stands, and the link that leads there.
    static func standing(
        _ state: PreferenceCourse.State, _ language: String
    ) throws -> (PreferenceStanding, PreferenceLink) {
        let signer = LinkSigner(secrets: [String(repeating: "s", count: 32)])
        let id = signer.ids(of: "ann@example.org", in: "culture")[0]
        let choice: Preference.Choice =
            switch state {
            case .receiving: .subscribed
            case .paused(let until): .paused(until: until)
            case .unsubscribed: .unsubscribed
            }
        var book = PreferenceBook()
        book.note(
            Preference(
                subscription: "weekly", recipient: id, secret: signer.secretNames[0], choice: choice,
                chosenAt: Instant(milliseconds: 1_700_000_000_000), via: .page))
        let link = PreferenceLink(
            subscription: "weekly", recipient: id, language: language,
            expiresAt: Instant(milliseconds: 1_900_000_000_000))
        let rule = PreferenceRule(subscriptions: [weekly, daily], signer: signer)
        let standing = try #require(rule.standing(of: link, signedWith: signer.secretNames[0], in: book))
        return (standing, link)
    }
}
