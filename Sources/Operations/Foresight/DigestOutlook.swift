public import Cooperation
import DigestEngine
import EmailRendering
public import KafkaClient
public import Logging
public import Worker

/// Runs the windows of some days: those that are over by a replay of the log, as if this configuration had been in
/// force all the while and a worker had never stood still; those to come by the calendar and by what waits now.
public struct DigestOutlook: Sendable {
    private let view: LogView
    private let configuration: WorkerConfiguration

    /// An outlook on this configuration's log.
    public init(configuration: WorkerConfiguration, kafka: KafkaProperties, logger: Logger) {
        self.configuration = configuration
        view = LogView(configuration: configuration, kafka: kafka, logger: logger)
    }

    /// The windows of these subscriptions, or of all when none is named, in the order of the configuration. The log of
    /// their partitions is read once, from its beginning, and held in memory: about 2 KB a notice.
    ///
    /// - Throws: `UnknownAddressee`, ``NoSuchTopic``, and what reading throws.
    public func look(at ids: [String], span: DaySpan, now: Instant) async throws -> [SubscriptionOutlook] {
        let drafts = try drafts(of: ids, span: span)
        var forecast = try await forecast(for: drafts)
        let ranges = Dictionary(uniqueKeysWithValues: forecast.partitions.map { ($0, LogReader.Range()) })
        try await view.read(ranges) { partition, entry in forecast.read(entry, in: partition) }
        forecast.end(at: now)
        return try drafts.map { try $0.outlook(forecast, now: now) }
    }

    private func drafts(of ids: [String], span: DaySpan) throws -> [OutlookDraft] {
        let addressees = CommandAddressees(configuration: configuration)
        let wanted = try Set(ids.map { try addressees.subscription($0).get().id })
        let composer = try EmailComposer(configuration: configuration)
        let holidays = HolidayTable(configuration.subscriptions)
        return configuration.subscriptions.filter { wanted.isEmpty || wanted.contains($0.id) }.compactMap {
            subscription in
            OutlookDraft(subscription, span: span, holidays: holidays) {
                try composer.size(of: $0, for: subscription)
            }
        }
    }

    private func forecast(for drafts: [OutlookDraft]) async throws -> LogForecast {
        let settings = try await view.settings()
        let partitions = Set(drafts.compactMap { settings.placement[$0.subscription.audience] })
        return LogForecast(
            subscriptions: configuration.subscriptions, settings: settings, partitions: partitions,
            cuts: try await view.cuts(in: partitions.sorted()),
            spans: Dictionary(uniqueKeysWithValues: drafts.map { ($0.subscription.id, $0.instants) }))
    }
}
