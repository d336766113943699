import Cooperation
public import Logging
import Metrics
public import Worker

/// Reads the configuration again and puts it in force, whole or not at all.
public struct ConfigurationReload: Sendable {
    /// What came of a request.
    public enum Outcome: Sendable {
        /// It is in force.
        case applied(LiveConfiguration.Edition)
        /// It says what was in force already.
        case unchanged
        /// It is wrong; what was in force stays.
        case refused(any Error)

        fileprivate var name: String {
            switch self {
            case .applied: "applied"
            case .unchanged: "unchanged"
            case .refused: "refused"
            }
        }
    }

    private let live: LiveConfiguration
    private let started: Settings
    private let logger: Logger
    private let load: @Sendable () throws -> WorkerConfiguration

    /// A reload of what `load` gives.
    ///
    /// - Parameter started: the settings that the program was started with, which a reload does not change.
    public init(
        of live: LiveConfiguration, startedWith started: Settings, logger: Logger,
        load: @escaping @Sendable () throws -> WorkerConfiguration
    ) {
        self.live = live
        self.started = started
        self.logger = logger
        self.load = load
    }

    /// Does it, and says what came of it in the log and in `vaguemestre_configuration_reloads_total`.
    @discardableResult
    public func reload() -> Outcome {
        let outcome = attempt()
        Counter(label: "vaguemestre_configuration_reloads_total", dimensions: [("outcome", outcome.name)]).increment()
        switch outcome {
        case .applied(let edition): tell(edition.configuration)
        case .unchanged: logger.notice("the configuration was read again; who is told of what is unchanged")
        case .refused(let error):
            logger.error(
                "the configuration is wrong and was not put in force; the one before goes on",
                metadata: ["error": "\(error)"])
        }
        return outcome
    }

    private func attempt() -> Outcome {
        do {
            let configuration = try load()
            let failures = configuration.tryExamples().failures
            if !failures.isEmpty { throw FailingExamples(names: failures.map(\.example.name)) }
            warnOfSettings(configuration.settings)
            return live.replace(with: configuration).map(Outcome.applied) ?? .unchanged
        } catch {
            return .refused(error)
        }
    }

    private func tell(_ configuration: WorkerConfiguration) {
        logger.notice(
            "a new configuration is in force",
            metadata: [
                "version": "\(configuration.version)", "routes": "\(configuration.routing.version)",
                "rules": "\(configuration.routing.rules.count)",
                "subscriptions": "\(configuration.subscriptions.count)",
            ])
    }

    private func warnOfSettings(_ settings: Settings) {
        let changed = Settings.groups.filter { !$0.isSame(started, settings) }.map(\.name)
        if changed.isEmpty { return }
        logger.warning(
            "these settings changed and wait for a restart", metadata: ["keys": "\(changed.joined(separator: ", "))"])
    }
}

/// Rules that do something else than the examples beside them say.
public struct FailingExamples: Error, CustomStringConvertible {
    /// What the examples are called.
    public let names: [String]

    /// Which, and what to do.
    public var description: String {
        """
        the rules do not what their examples say: \(names.map { "\"\($0)\"" }.joined(separator: ", ")). \
        `vaguemestre routes test` shows what they do
        """
    }
}

extension Settings {
    /// A top-level key of the configuration, and whether two settings agree on it.
    fileprivate struct Group: Sendable {
        let name: String
        let isSame: @Sendable (Settings, Settings) -> Bool
    }

    fileprivate static let groups: [Group] = [
        Group(name: "kafka") { $0.kafka == $1.kafka },
        Group(name: "guarantee") { $0.guarantee == $1.guarantee },
        Group(name: "instance") { $0.instance == $1.instance },
        Group(name: "group_prefix") { $0.groupPrefix == $1.groupPrefix },
        Group(name: "stages") { $0.stages == $1.stages },
        Group(name: "topics") { $0.topics == $1.topics },
        Group(name: "route") { $0.route == $1.route },
        Group(name: "digest") { $0.digest == $1.digest },
        Group(name: "deliver") { $0.deliver == $1.deliver },
        Group(name: "http") { $0.http == $1.http },
        Group(name: "sender") { $0.sender == $1.sender },
        Group(name: "preferences") { $0.preferences == $1.preferences },
    ]
}
