/// Hands mails to one server over SMTP (RFC 5321), by libcurl: connections are kept for the next mail, and there are
/// never more than the settings allow. Close it when done.
public final class SMTPClient: Sendable {
    /// How the server is reached.
    public let settings: SMTPSettings
    private let desk: SMTPDesk

    /// A client; it connects with the first mail.
    public init(_ settings: SMTPSettings) {
        self.settings = settings
        desk = SMTPDesk(settings)
    }

    deinit { desk.close() }

    /// Sends a mail, and tells what the server said to it. Waits where all connections are taken.
    ///
    /// - Parameter bytes: the mail (RFC 5322), lines ended by CRLF; dots at the beginning of lines are SMTP's to double,
    ///   and doubled here.
    public func send(_ bytes: [UInt8], in envelope: Envelope) async -> SMTPOutcome {
        await withCheckedContinuation { continuation in
            let isTaken = desk.submit(
                SMTPDesk.Mail(bytes: bytes, envelope: envelope) { continuation.resume(returning: $0) })
            if !isTaken { continuation.resume(returning: .unreachable("the client was closed")) }
        }
    }

    /// Breaks off what is under way: each `send` returns within about a second, and says whether its mail may have been
    /// taken.
    public func abandon() { desk.abandon() }

    /// Breaks off what is under way, and closes the connections.
    public func close() { desk.close() }
}
