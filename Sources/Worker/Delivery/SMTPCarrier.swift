import SMTPClient

/// Hands mails to a mail server.
struct SMTPCarrier: MailCarrier {
    let client: SMTPClient

    var via: String { "smtp" }
    var name: String { client.settings.address }
    var repeatsShow: Bool { true }

    func carry(_ mail: OutgoingMail) async -> CarryOutcome {
        CarryOutcome(await client.send(mail.bytes, in: mail.envelope))
    }

    func abandon() { client.abandon() }
    func close() { client.close() }
}

extension CarryOutcome {
    /// What a server's outcome means here. 421 is about the server, not about one mail.
    init(_ outcome: SMTPOutcome) {
        self =
            switch outcome {
            case .accepted(let reply): .delivered(reply.description)
            case .temporary(let reply): .deferred(reply.description, closesServer: reply.code == 421)
            case .permanent(let reply): .refused(reply.description)
            case .interrupted(let words, let isInDoubt): .interrupted(words, isInDoubt: isInDoubt)
            case .unreachable(let words): .unreachable(words)
            }
    }
}
