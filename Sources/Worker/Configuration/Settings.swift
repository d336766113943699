public import EmailRendering

/// How the program runs: every single-valued key of the configuration, after the file, the environment and the
/// command line have been laid over one another.
public struct Settings: Hashable, Sendable {
    /// Raw librdkafka properties, by name.
    public var kafka: [String: String] = ["bootstrap.servers": "localhost:9092"]
    /// What a crash may do to the records written.
    public var guarantee = Guarantee.exactlyOnce
    /// Names this worker among others. With a name that survives a restart (a stateful set's) it takes up its
    /// partitions and ends its open transactions at once. By default host and process.
    public var instance = ""
    /// What the consumer groups' names begin with: two workers for different cities on one cluster need two.
    public var groupPrefix = "vaguemestre"
    /// The stages to run in this process.
    public var stages = StageName.allCases
    /// The topics.
    public var topics = TopicSettings()
    /// The route stage.
    public var route = RouteSettings()
    /// The digest stage.
    public var digest = DigestSettings()
    /// The deliver stage.
    public var deliver = DeliverSettings()
    /// The HTTP server for health, metrics and, where it is on, the intake.
    public var http = HTTPSettings()
    /// What the mails look like, and in what form they are handed on.
    public var emails = EmailSettings()
    /// Who the mails come from.
    public var sender = SenderSettings()
    /// What recipients may choose by the link in their mails.
    public var preferences = PreferenceSettings()

    /// The defaults.
    public init() {}
}

/// What a crash may do to the records that a stage writes.
public enum Guarantee: String, CaseIterable, Hashable, Sendable {
    /// Nothing: offsets and records are one transaction, and readers skip what was aborted. Needs a broker whose
    /// transactions work.
    case exactlyOnce = "exactly-once"
    /// Some may be repeated, byte for byte under the same id, and the next stage recognises them.
    case atLeastOnce = "at-least-once"
}

/// The stages, in the order in which an event passes through them.
public enum StageName: String, CaseIterable, Hashable, Sendable {
    /// Events → notices.
    case route
    /// Notices → digests.
    case digest
    /// Digests → emails.
    case compose
    /// Emails → a mail server or directory.
    case deliver

    /// The stage's consumer group.
    public func group(_ settings: Settings) -> String { "\(settings.groupPrefix)-\(rawValue)" }
}

/// The topics' names, and how `topics apply` makes them.
public struct TopicSettings: Hashable, Sendable {
    /// Delegations come in here.
    public var delegations = "partner.delegations"
    /// Exchanges come in here.
    public var exchanges = "partner.exchanges"
    /// Events come in here.
    public var events = "partner.events"
    /// Notices, keyed by audience.
    public var notices = "partner.notices"
    /// Digests, keyed by subscription.
    public var digests = "partner.digests"
    /// How far each subscription has been told.
    public var cuts = "partner.cuts"
    /// Email-ready payloads, keyed by recipient.
    public var emails = "partner.emails"
    /// What was delivered, keyed by Message-ID.
    public var deliveries = "partner.deliveries"
    /// What recipients chose, keyed by subscription and recipient.
    public var preferences = "partner.preferences"
    /// Records that were set aside.
    public var deadLetters = "partner.dead-letters"
    /// What stands before each topic's name.
    public var prefix = ""
    /// Partitions of each topic.
    public var partitions = 12
    /// Replicas of each partition.
    public var replication = 3
    /// How long events, notices, digests and emails are kept.
    public var retentionDays = 400

    /// The defaults.
    public init() {}

    /// These topics with a prefix before each name.
    func prefixed(_ prefix: String) -> TopicSettings {
        var topics = self
        for name in Self.names { topics[keyPath: name] = prefix + topics[keyPath: name] }
        return topics
    }

    private static var names: [WritableKeyPath<TopicSettings, String>] {
        [
            \.delegations, \.exchanges, \.events, \.notices, \.digests, \.cuts, \.emails, \.deliveries, \.preferences,
            \.deadLetters,
        ]
    }

    /// The topics that events come in.
    public var sources: [String] { [delegations, exchanges, events] }

    /// The stage that reads a topic; nil for one that none does.
    public func stage(reading topic: String) -> StageName? {
        switch topic {
        case delegations, exchanges, events: .route
        case notices: .digest
        case digests: .compose
        case emails: .deliver
        default: nil
        }
    }
}

/// The route stage's limits.
public struct RouteSettings: Hashable, Sendable {
    /// The largest record that is read, in bytes.
    public var maxRecordBytes = 1_048_576
    /// The deepest nesting that is read.
    public var maxDepth = 64

    /// The defaults.
    public init() {}
}

/// The digest stage's times.
public struct DigestSettings: Hashable, Sendable {
    /// How long a window stays open after its end.
    public var graceSeconds = 60

    /// The defaults.
    public init() {}
}

/// Where mails go.
public struct DeliverSettings: Hashable, Sendable {
    /// The ways to deliver.
    public enum Mode: String, CaseIterable, Hashable, Sendable {
        /// To a mail server.
        case smtp
        /// One `.eml` file a mail.
        case directory
        /// Nowhere: mails stay in their topic for another system.
        case off
    }

    /// The way to deliver.
    public var mode = Mode.directory
    /// Where the files go, relative to the working directory.
    public var directory = "out/emails"
    /// The mail server.
    public var smtp = SMTPDeliverySettings()

    /// The defaults.
    public init() {}
}

/// Where health and metrics are served, and events taken in.
public struct HTTPSettings: Hashable, Sendable {
    /// The address to listen on: loopback unless told otherwise.
    public var host = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port = 8700
    /// Whether and from whom events are taken over HTTP.
    public var intake = IntakeSettings()

    /// The defaults.
    public init() {}
}

/// What the mails look like, and in what form they are handed on.
public struct EmailSettings: Hashable, Sendable {
    /// What the value of a record of the emails topic is.
    public var format = EmailFormat.json
    /// What becomes of addresses beyond ASCII (RFC 6532).
    public var beyondASCII = MailAddress.Beyond.refuse
    /// The folder of a city's own templates and languages, relative to the configuration file; empty for none.
    public var templates = ""

    /// The defaults.
    public init() {}
}

/// Who the mails come from.
public struct SenderSettings: Hashable, Sendable {
    /// The display name.
    public var name = "Relations internationales"
    /// The address.
    public var address = "digests@example.org"
    /// The domain of Message-IDs and List-Ids.
    public var messageIDDomain = "vaguemestre.example.org"

    /// The defaults.
    public init() {}
}
