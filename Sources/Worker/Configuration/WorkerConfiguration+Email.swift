import DigestEngine
public import EmailRendering

extension EmailComposer {
    /// The composer of a configuration: its sender, its names, and its templates.
    public init(configuration: WorkerConfiguration) throws {
        let sender = configuration.settings.sender
        self.init(
            sender: try Sender(
                name: sender.name, address: sender.address, messageIDDomain: sender.messageIDDomain,
                beyondASCII: configuration.settings.emails.beyondASCII),
            names: DisplayNames(
                configuration.routing,
                axes: Dictionary(configuration.axes.map { ($0.axis, $0.name) }) { first, _ in first }),
            templates: configuration.templates, beyondASCII: configuration.settings.emails.beyondASCII)
    }

    /// The messages of a digest, one for each recipient; a body is rendered once for each language and time zone.
    func compose(
        _ digest: Digest, for subscription: Subscription, preferences: PreferenceDesk? = nil
    ) throws -> [EmailPayload] {
        var bodies: [[String?]: DigestBody] = [:]
        return try (preferences?.recipients(of: digest) ?? subscription.recipients).map { recipient in
            let key = [recipient.language, recipient.timeZone]
            let body =
                try bodies[key]
                ?? renderBody(
                    digest, language: recipient.language, timeZone: recipient.timeZone,
                    linksPreferences: preferences != nil)
            bodies[key] = body
            return try address(
                body, to: recipient,
                preferences: preferences?.url(for: recipient, of: digest, in: subscription, language: body.language))
        }
    }
}

extension EmailPayload {
    /// The message's id, without angle brackets.
    public var messageIdentifier: String { messageId.first ?? "" }

    /// The recipient's address.
    public var recipientAddress: String { to.first?.email ?? "" }

    /// The plain text.
    public var text: String? { bodyValues["text"]?.value }

    /// The HTML page.
    public var html: String? { bodyValues["html"]?.value }

    /// A name for its file.
    public var fileName: String {
        MailDirectory.fileName(
            messageID: messageIdentifier, digest: vaguemestre.digest, language: vaguemestre.language)
    }
}
