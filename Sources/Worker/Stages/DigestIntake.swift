import DigestEngine
import Foundation

/// Reads records of the digests topic as the compose stage takes them.
struct DigestIntake {
    private let subscriptions: [String: Subscription]

    /// An intake for these subscriptions.
    init(subscriptions: [Subscription]) {
        self.subscriptions = Dictionary(uniqueKeysWithValues: subscriptions.map { ($0.id, $0) })
    }

    func digest(_ value: [UInt8]?) throws(ComposeRefusal) -> Digest {
        guard let value else {
            throw ComposeRefusal(code: "tombstone", message: "expected a digest; found a record without a value")
        }
        do {
            return try JSONDecoder().decode(Digest.self, from: Data(value))
        } catch {
            throw ComposeRefusal(code: "contract", message: "expected a digest (schemas/digest.v1.json): \(error)")
        }
    }

    /// Whom a digest is for.
    func subscription(of digest: Digest) throws(ComposeRefusal) -> Subscription {
        if let subscription = subscriptions[digest.subscription] { return subscription }
        throw ComposeRefusal(
            code: "unknown-subscription",
            message: """
                the configuration has no subscription `\(digest.subscription)`, which digest \(digest.id) is for. \
                Add it again and replay the dead letter, or discard it
                """)
    }
}

/// Why a digest did not become emails.
struct ComposeRefusal: Error {
    var code: String
    var message: String
}
