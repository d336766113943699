import Cooperation
public import DigestEngine
import EmailRendering
import Foundation

extension WorkerConfiguration {
    /// What digests are made with: this configuration, its templates, and the program's time zone database.
    ///
    /// Foundation has its calendars and its zones from ICU, which the Swift runtime brings along; the files in
    /// `/usr/share/zoneinfo` are not read, and may be of another release.
    public func provenance() -> Provenance {
        Provenance(
            configuration: version, templates: templates.version, timeZones: TimeZone.timeZoneDataVersion)
    }

    /// The content hash of all that says what is told to whom and how, 12 hex digits: the routing table, the names of
    /// the axes, what each subscription's digests are made with, the limits within which events are read, the grace,
    /// and the notices topic.
    ///
    /// Connections, secrets, recipients and whatever tells one worker from another are not in it: no digest depends on
    /// them, and workers that share the partitions must make the same bytes.
    public var version: String {
        let form = VersionForm(
            routing: routing.version,
            axes: Dictionary(axes.map { ($0.axis.rawValue, $0.name) }) { first, _ in first },
            subscriptions: subscriptions.map { DigestRecipe($0, among: subscriptions) }
                .map { "\($0.subscription.id) \($0.version)" }.sorted(),
            topic: settings.topics.notices, graceSeconds: settings.digest.graceSeconds,
            maxRecordBytes: settings.route.maxRecordBytes, maxDepth: settings.route.maxDepth)
        return form.hash
    }
}

/// Everything that the version is the hash of.
private struct VersionForm: Encodable {
    let routing: String
    let axes: [String: LocalizedText]
    let subscriptions: [String]
    let topic: String
    let graceSeconds: Int
    let maxRecordBytes: Int
    let maxDepth: Int

    var hash: String {
        do {
            return ContentHash(of: try CanonicalJSON.encode(self)).digits(12)
        } catch {
            preconditionFailure("names and numbers do not encode: \(error)")
        }
    }
}
