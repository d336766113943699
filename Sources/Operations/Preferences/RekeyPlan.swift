import DigestEngine
import Worker

/// How the choices come to stand under the secret that signs first.
struct RekeyPlan {
    /// The choices, as they are to be written.
    private(set) var moved: [Preference] = []
    /// The keys that they stood under.
    private(set) var replaced: [PreferenceKey] = []
    /// Choices under another secret of somebody whom the configuration does not name.
    private(set) var orphans: [PreferenceKey] = []

    init(book: PreferenceBook, configuration: WorkerConfiguration, signer: LinkSigner) {
        let current = signer.secretNames[0]
        let audiences = Dictionary(configuration.subscriptions.map { ($0.id, $0.audience) }) { first, _ in first }
        var idsByAudience: [String: [RecipientID: [RecipientID]]] = [:]
        for subscription in configuration.subscriptions {
            for recipient in subscription.recipients {
                let ids = signer.ids(of: recipient.address, in: subscription.audience)
                for id in ids { idsByAudience[subscription.audience, default: [:]][id] = ids }
            }
        }
        let old = book.choices.values.filter { $0.secret != current }.sorted { $0.chosenAt < $1.chosenAt }
        for preference in old {
            let ids = audiences[preference.subscription].flatMap { idsByAudience[$0]?[preference.recipient] }
            guard let ids else {
                orphans.append(preference.key)
                continue
            }
            replaced.append(preference.key)
            // A newer one under the first secret already says what holds.
            guard book.newest(about: preference.subscription, of: ids) == preference else { continue }
            var preference = preference
            preference.recipient = ids[0]
            preference.secret = current
            moved.append(preference)
        }
    }
}
