/// What came of handing one mail to a server.
public enum SMTPOutcome: Hashable, Sendable {
    /// The server has taken it upon itself to deliver the mail.
    case accepted(SMTPReply)
    /// Not this mail, not now (4xx).
    case temporary(SMTPReply)
    /// Not this mail, ever (5xx).
    case permanent(SMTPReply)
    /// The conversation broke off amid this mail, after these words of the system's. Where `isInDoubt`, the last byte had
    /// gone out and no answer came: the server may have taken the mail (RFC 5321, 4.5.3.2.6).
    case interrupted(String, isInDoubt: Bool)
    /// It did not come to this mail: no connection, no TLS, a name or password that is not taken, a server that wants
    /// to be left alone. Says nothing about the mail.
    case unreachable(String)
}

extension SMTPOutcome {
    /// How far a conversation came.
    enum Phase: Int, Comparable {
        /// Connecting, TLS, EHLO, authentication.
        case opening
        /// From MAIL on: it is about this mail.
        case envelope
        /// The last byte of the mail was handed to libcurl.
        case sent

        static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
    }

    /// Judges a conversation.
    ///
    /// - Parameters:
    ///   - failure: libcurl's words when it failed; nil when it says that all went well.
    ///   - phase: how far it came.
    ///   - answer: the server's last reply to what was said in that phase; nil when none came.
    init(failure: String?, phase: Phase, answer: SMTPReply?) {
        guard let failure else {
            self = .accepted(answer ?? SMTPReply(code: 250, words: ""))
            return
        }
        guard let answer, answer.code >= 400 else {
            self = phase == .opening ? .unreachable(failure) : .interrupted(failure, isInDoubt: phase == .sent)
            return
        }
        switch (phase, answer.code) {
        // A server that wants TLS or a password says nothing about the mail.
        case (.opening, _), (_, 530), (_, 534), (_, 535), (_, 538): self = .unreachable(answer.description)
        case (_, 400..<500): self = .temporary(answer)
        default: self = .permanent(answer)
        }
    }
}
