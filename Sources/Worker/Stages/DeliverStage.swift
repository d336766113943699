import Foundation
import KafkaClient
import Logging
import SMTPClient

/// Emails → a mail server, or files. At least once by nature: a mail cannot be taken back when a transaction is.
struct DeliverStage {
    let context: StageContext

    func run(until stop: StopSignal) async throws {
        guard let carrier = try makeCarrier() else {
            context.logger.info("mails stay in their topic: deliver.mode is off")
            context.progress.update(.deliver) { $0.state = .running }
            return await stop.wait()
        }
        defer { carrier.close() }
        let runtime = StageRuntime(
            stage: .deliver, context: context, topics: [context.topics.emails], guarantee: .atLeastOnce)
        try await runtime.withClients { consumer, writer in
            let loop = DeliverLoop(context: context, consumer: consumer, writer: writer, carrier: carrier)
            try await stop.whileRunning(wake: { consumer.wakeUp() }) { try await loop.run(until: stop) }
        }
    }

    /// The password is read anew each time the stage is built.
    private func makeCarrier() throws -> (any MailCarrier)? {
        let settings = context.configuration.settings.deliver
        switch settings.mode {
        case .off: return nil
        case .directory: return DirectoryCarrier(path: settings.directory)
        case .smtp:
            let client = try settings.smtp.client(environment: ProcessInfo.processInfo.environment)
            context.logger.info(
                "mails go to a mail server",
                metadata: [
                    "server": "\(client.address)", "security": "\(client.security.rawValue)",
                    "username": "\(client.account?.username ?? "none")",
                ])
            return SMTPCarrier(client: SMTPClient(client))
        }
    }
}
