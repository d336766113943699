extension Digest {
    /// Whether readers learn anything from it: a line, if only counted, or how many proposals came and went.
    public var hasNews: Bool { counts.lines + counts.omitted + counts.withdrawn > 0 }

    /// Whether it is to be sent: it has news, or its subscription asks to hear that there is none.
    ///
    /// A digest without news is a heartbeat, or one whose every notice an operator took back before anybody was told;
    /// that one stays in the log for the account, and nobody's mailbox.
    public func isWorthSending(under policies: DigestPolicies) -> Bool {
        hasNews || policies.empty == .heartbeat
    }
}
