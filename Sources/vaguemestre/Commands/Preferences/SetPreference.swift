import ArgumentParser
import Cooperation
import DigestEngine
import Foundation
import Operations
import Worker

extension PreferencesCommand {
    /// `vaguemestre preferences set`
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Chooses for somebody who calls: noted as chosen via `operator`.")

        @Argument(help: "The mail address.") var address: String
        @Option(help: "The subscription that names it.") var subscription: String
        @Flag(help: "No more of it.") var unsubscribe = false
        @Flag(help: "As the configuration has it.") var subscribe = false
        @Option(help: "Nothing before this day (2026-12-01) or instant (2026-12-01T13:00:00Z).")
        var pauseUntil: String?
        @Option(help: "Another cadence of the same digest: the subscription to move to.") var moveTo: String?
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func validate() throws {
            let given = [unsubscribe, subscribe, pauseUntil != nil, moveTo != nil].count { $0 }
            guard given == 1 else {
                throw ValidationError("give one of --unsubscribe, --subscribe, --pause-until and --move-to")
            }
        }

        func run() async throws {
            try await Console.run {
                let (connection, office) = try await office(options, logging)
                let home = try home(connection.configuration)
                let written: Preference?
                do {
                    written = try await office.choose(
                        try choice(home), for: address, at: home, now: SystemClock().now())
                } catch let refusal as ChoiceNotOffered {
                    throw BadInput("\(refusal)")
                }
                guard let written else { return Console.print("it is so already") }
                Console.print("\(written.subscription): \(PreferencesCommand.words(written.choice))")
            }
        }

        private func home(_ configuration: WorkerConfiguration) throws -> Subscription {
            guard let home = configuration.subscriptions.first(where: { $0.id == subscription }) else {
                throw BadInput("the configuration has no subscription `\(subscription)`")
            }
            guard home.recipients.contains(where: { $0.address.lowercased() == address.lowercased() }) else {
                throw BadInput(
                    "\(subscription) does not name \(address). `vaguemestre preferences find \(address)` says which do")
            }
            return home
        }

        private func choice(_ home: Subscription) throws -> Preference.Choice {
            if unsubscribe { return .unsubscribed }
            if let moveTo { return .moved(to: moveTo) }
            guard let pauseUntil else { return .subscribed }
            if let instant = Instant(pauseUntil) { return .paused(until: instant) }
            guard let day = CalendarDate(pauseUntil), let start = day.start(in: home.timeZone) else {
                throw BadInput("--pause-until takes a day such as 2026-12-01, or an instant; found `\(pauseUntil)`")
            }
            return .paused(until: start)
        }
    }
}

extension CalendarDate {
    /// The first instant of the day in an IANA zone.
    fileprivate func start(in zone: String) -> Instant? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
        return date.map { Instant(milliseconds: Int64(calendar.startOfDay(for: $0).timeIntervalSince1970 * 1000)) }
    }
}
