import Cooperation
import DigestEngine
public import KafkaClient
public import Logging
public import Worker

/// One command in the log, for a person or a program.
public struct CommandEntry: Encodable, Sendable {
    /// When it was appended.
    public var appendedAt: String
    /// Where it stands, `topic/partition@offset`.
    public var position: String
    /// Its identifier; like all that follows, absent where the record cannot be read.
    public var id: String?
    /// What is to be done.
    public var order: String?
    /// The audience.
    public var audience: String?
    /// The one subscription; absent for all of the audience's.
    public var subscription: String?
    /// When a hold ends by itself.
    public var until: String?
    /// The source of what is withdrawn.
    public var source: String?
    /// The subject of what is withdrawn.
    public var subject: String?
    /// Who gave it.
    public var by: String?
    /// Why.
    public var reason: String?
    /// Why the digest stage does not carry it out; absent where it does.
    public var problem: String?
}

/// The commands in the log: who asked for what, when and why.
public struct CommandTrail: Sendable {
    private let log: NoticeLog
    private let configuration: WorkerConfiguration

    /// The commands of this configuration.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.configuration = configuration
        log = NoticeLog(configuration: configuration, reader: LogReader(kafka: kafka, logger: logger))
    }

    /// Every command kept, oldest first; those that concern one subscription, where one is named.
    ///
    /// - Throws: `UnknownAddressee` for a subscription that neither the configuration nor a command knows.
    public func read(concerning subscription: String? = nil) async throws -> [CommandEntry] {
        var traces: [CommandTrace] = []
        try await log.readCommands { traces.append($0) }
        traces.sort {
            ($0.appendedAt, $0.position.partition, $0.position.offset) < (
                $1.appendedAt, $1.position.partition, $1.position.offset
            )
        }
        let entries = traces.map(CommandEntry.init)
        guard let subscription else { return entries }
        let named = entries.filter { $0.subscription == subscription }
        switch CommandAddressees(configuration: configuration).subscription(subscription) {
        case .success(let known):
            return entries.filter { entry in
                entry.subscription == known.id || entry.subscription == nil && entry.audience == known.audience
            }
        case .failure(let unknown):
            guard named.isEmpty else { return named }
            throw unknown
        }
    }
}

extension CommandEntry {
    init(_ trace: CommandTrace) {
        appendedAt = trace.appendedAt.description
        position = trace.position.description
        switch trace.outcome {
        case .taken(let command):
            take(command)
        case .passedOver(let command, let problem):
            take(command)
            self.problem = "passed over: \(problem)"
        case .refused(let rejection):
            problem = "set aside: \(rejection.first.code.rawValue): \(rejection.message)"
        }
    }

    private mutating func take(_ command: DigestCommand) {
        id = command.id
        order = command.order.name
        audience = command.audience
        subscription = command.subscription
        by = command.by
        reason = command.reason
        switch command.order {
        case .flush, .release: break
        case .hold(let until): self.until = until?.description
        case .withdraw(let source, let subject): (self.source, self.subject) = (source, subject)
        }
    }
}
