import Foundation
import Testing

/// What the log and the mail directory hold after everything: the accounts that must balance, whatever happened.
struct Aftermath {
    let stage: Stage
    let published: [Feeder.Published]
    let notices: [StoredRecord]
    let digestRecords: [StoredRecord]
    let emails: [StoredRecord]
    let deliveries: [StoredRecord]
    let cuts: [StoredRecord]
    let digests: [ReadDigest]

    init(of stage: Stage, published: [Feeder.Published]) async throws {
        self.stage = stage
        self.published = published
        notices = try await LogTail.everything(in: stage.cluster.topic("notices"), on: stage.cluster)
        digestRecords = try await LogTail.everything(in: stage.cluster.topic("digests"), on: stage.cluster)
        emails = try await LogTail.everything(in: stage.cluster.topic("emails"), on: stage.cluster)
        deliveries = try await LogTail.everything(in: stage.cluster.topic("deliveries"), on: stage.cluster)
        cuts = try await LogTail.everything(in: stage.cluster.topic("cuts"), on: stage.cluster)
        digests = try digestRecords.map { try $0.decode(ReadDigest.self) }
    }

    /// Same identity, same bytes; and without repeats where transactions rule them out.
    func checkRepeats() {
        let groups = [
            "notice": Dictionary(grouping: notices) { "\($0.keyText) \($0.header("vm-origin") ?? "")" },
            "digest": Dictionary(grouping: digestRecords) { $0.header("vm-digest") ?? "" },
            "email": Dictionary(grouping: emails) { $0.header("vm-message-id") ?? "" },
            "cut": Dictionary(grouping: cuts) { "\($0.keyText) \(String(decoding: $0.value ?? [], as: UTF8.self))" },
        ]
        for (kind, records) in groups.sorted(by: { $0.key < $1.key }) {
            let repeats = records.values.map { $0.count - 1 }.reduce(0, +)
            print("  \(records.count) of kind \(kind), and \(repeats) repeated records of them")
            for (id, same) in records {
                #expect(Set(same.map(\.content)).count == 1, "\(kind) \(id) stands in the log with different bytes")
            }
            if !stage.cluster.isEmbedded { #expect(repeats == 0, "exactly once: no \(kind) twice") }
        }
    }

    /// Exactly once, each cut stands beside its digest, and no transaction is left open for readers to wait for.
    func checkTransactions() async throws {
        guard !stage.cluster.isEmbedded else { return }
        #expect(cuts.count == digestRecords.count, "a digest and its cut are one transaction")
        for name in ["notices", "digests", "cuts", "emails", "deliveries", "dead-letters"] {
            let topic = stage.cluster.topic(name)
            let stable = try await LogTail.ends(of: topic, on: stage.cluster, isolation: "read_committed")
            let all = try await LogTail.ends(of: topic, on: stage.cluster, isolation: "read_uncommitted")
            #expect(stable == all, "\(topic) has an open transaction")
        }
    }

    /// Every record that was published became a notice for each audience concerned, and nothing else did.
    func checkNotices() {
        let expected = published.flatMap { published in
            Office.audiences(of: published.event).map { "\($0) \(published.origin)" }
        }
        #expect(Set(notices.map { "\($0.keyText) \($0.header("vm-origin") ?? "")" }) == Set(expected))
    }

    /// Every event stands in exactly one digest of each subscription that takes it.
    func checkTellings() {
        let told = digests.tellings
        let expected = stage.office.tellings(of: published.map(\.event))
        #expect(expected.subtracting(told).sorted() == [], "told to nobody")
        #expect(Set(told).subtracting(expected).sorted() == [], "told to somebody they do not concern")
        #expect(told.repeated.sorted() == [], "told twice")
    }

    /// The digests of a subscription are numbered without a gap, their slices adjoin, and each accounts for all of
    /// its notices.
    func checkSequences() {
        for (subscription, all) in Dictionary(grouping: Set(digests), by: \.subscription) {
            let digests = all.sorted { $0.sequence < $1.sequence }
            #expect(digests.map(\.sequence) == Array(1...digests.count), "\(subscription): the numbers")
            for (earlier, later) in zip(digests, digests.dropFirst()) {
                #expect(earlier.slice.to == later.slice.from, "\(subscription): between \(earlier.id) and \(later.id)")
            }
            for digest in digests {
                let counts = digest.counts
                let accounted = digest.eventIDs.count + counts.duplicates + counts.withdrawnNotices
                #expect(counts.notices == accounted + counts.omittedNotices, "\(digest.id): its accounts")
            }
        }
    }

    /// With one digest an event the result does not depend on time at all: the digests are the events, in the order
    /// of each source partition.
    func checkOneByOne(_ subscription: Office.Subscription) {
        let digests = Set(digests).filter { $0.subscription == subscription.id }.sorted { $0.sequence < $1.sequence }
        for digest in digests { #expect(digest.eventIDs.count == 1, "\(digest.id)") }
        let told = digests.flatMap(\.eventIDs)
        for (partition, records) in Dictionary(grouping: published, by: \.partition) {
            let taken = records.sorted { $0.offset < $1.offset }.map(\.event)
                .filter { stage.office.takes(subscription, $0) }.map(\.id)
            var seen: Set<String> = []
            let expected = taken.filter { seen.insert($0).inserted }
            #expect(told.filter(seen.contains) == expected, "\(subscription.id), what came through \(partition)")
        }
    }

    /// One mail for each digest and recipient: one file, and one delivery noted. A worker that dies between the file
    /// and the note writes the same file once more; the note is looked up before any mail is handed on, so it never
    /// stands twice.
    func checkMails() throws {
        let expected = stage.office.mails(of: Array(Set(digests)))
        let composed = emails.map { Mail(digest: $0.header("vm-digest") ?? "", recipient: $0.keyText) }
        #expect(Set(composed) == expected)
        let messageIDs = Set(emails.compactMap { $0.header("vm-message-id") })
        #expect(messageIDs.count == expected.count)

        let noted = deliveries.map(\.keyText)
        #expect(Set(noted) == messageIDs)
        #expect(noted.repeated == [], "noted as delivered twice")

        let files = try stage.scratch.files(in: stage.mailDirectory, suffix: ".eml")
        let inFiles = try files.values.map { bytes in
            let header = try #require(
                String(decoding: bytes, as: UTF8.self).firstMatch(of: /(?i)\r\nMessage-ID:\s*<([^>]+)>\r\n/))
            return String(header.output.1)
        }
        #expect(Set(inFiles) == messageIDs)
        #expect(inFiles.repeated == [], "in two files")
    }
}
