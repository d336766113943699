/// What came of handing one mail on.
enum CarryOutcome: Hashable, Sendable {
    /// It was taken, with these words.
    case delivered(String)
    /// Not now. With `closesServer` nobody else's either, for a while.
    case deferred(String, closesServer: Bool)
    /// Never, in these words.
    case refused(String)
    /// It broke off. `isInDoubt`: it may have been taken all the same.
    case interrupted(String, isInDoubt: Bool)
    /// It did not come to this mail: whoever takes mails is not there. Says nothing about the mail.
    case unreachable(String)
}

/// Whoever takes mails: a mail server, or a directory.
protocol MailCarrier: Sendable {
    /// What it is, as deliveries say it: `smtp`, `directory`.
    var via: String { get }
    /// How to call it in the log.
    var name: String { get }
    /// Whether a mail that is handed over twice is there twice: then each attempt is noted before it is made.
    var repeatsShow: Bool { get }
    /// Hands one over. Throws what no retry mends.
    func carry(_ mail: OutgoingMail) async throws -> CarryOutcome
    /// Breaks off what is under way, soon.
    func abandon()
    /// The end.
    func close()
}
