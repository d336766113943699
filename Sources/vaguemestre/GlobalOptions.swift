import ArgumentParser
import Cooperation
import Foundation
import KafkaClient
import Logging
import Worker

/// Where the configuration is, and what overrides it.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The configuration file.")
    var config = "deploy/vaguemestre.yaml"

    @Option(help: "The brokers to connect to (host:port,…); overrides the configuration and KAFKA_BOOTSTRAP_SERVERS.")
    var bootstrapServers: String?

    @Option(help: "exactly-once or at-least-once; overrides the configuration.")
    var guarantee: String?

    @Option(
        name: .customLong("set"), help: "Any setting, as KEY=VALUE (http.port=9000, kafka.client.id=x). Repeatable.")
    var settings: [String] = []

    /// The configuration with the environment and the command line laid over it.
    func load(adding extra: [String: String] = [:]) throws -> WorkerConfiguration {
        var commandLine = extra
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--set takes KEY=VALUE; found `\(setting)`") }
            commandLine[parts[0]] = parts[1]
        }
        if let bootstrapServers { commandLine["kafka.bootstrap.servers"] = bootstrapServers }
        if let guarantee { commandLine["guarantee"] = guarantee }
        return try Self.load(config, commandLine: commandLine)
    }

    /// A configuration with the environment laid over it, and what the command line says over both.
    static func load(_ file: String, commandLine: [String: String] = [:]) throws -> WorkerConfiguration {
        do {
            return try ConfigurationLoader(
                environment: ProcessInfo.processInfo.environment, commandLine: commandLine
            ).load(contentsOf: URL(fileURLWithPath: file))
        } catch let refusal as InvalidConfiguration {
            throw BadInput("\(refusal)")
        }
    }
}

/// How much is logged.
struct LoggingOptions: ParsableArguments {
    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: String?

    /// A logger that writes to standard error.
    func logger(_ standard: Logger.Level) throws -> Logger {
        let level = try logLevel.map { name in
            guard let level = Logger.Level(rawValue: name.lowercased()) else {
                throw ValidationError("--log-level takes one of trace … critical; found `\(name)`")
            }
            return level
        }
        var logger = Logger(label: "vaguemestre") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level ?? standard
        return logger
    }
}

/// Input that is refused: told on standard error, exit code 2.
struct BadInput: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
