public import Cooperation

/// Judges what the reader makes of a record, whatever the record is: that it does not crash is the least of it.
///
/// - All three readings, and the list of faults, agree.
/// - What is taken is routed, the same from the view as from the decoded event, to audiences that there are; and each
///   notice reads back to the same event, told by the same rules (`FuzzJudge+Notices`).
/// - What is refused has faults that lead somewhere in the record, gravest first, in short messages (`+Faults`).
/// - The same event in the other mode is judged alike (`+Modes`).
///
/// It reuses its readers, as a stage does, so that what one record leaves behind would show in the next.
public final class FuzzJudge {
    /// What came of a record.
    public struct Verdict: Sendable {
        /// Why it was refused; nil where it was taken.
        public var code: RejectionCode?
        /// What is wrong with the reader: empty, unless there is a bug.
        public var complaints: [String] = []
    }

    static let position = RecordPosition(topic: "partner.events", partition: 3, offset: 120)
    static let recordedAt = Instant(milliseconds: 1_570_000_000_000)

    let reader: EventReader
    let notices: NoticeReader
    let router = Router(table: FuzzTable.table)
    let writer: NoticeWriter
    let audiences = Set(FuzzTable.table.audiences.map(\.id))

    /// A judge of readers within limits.
    public init(limits: EventLimits = EventLimits()) {
        reader = EventReader(limits: limits)
        notices = NoticeReader(limits: limits)
        writer = NoticeWriter(routesVersion: router.version)
    }

    /// What a stage does with a record, and nothing else: the part to be timed.
    public func route(_ record: FuzzRecord) -> Result<RoutingDecision, Rejection> {
        record.headers.withViews { headers in
            record.value.withView { value in
                reader.read(value: value, headers: headers) { router.decide($0, recordedAt: Self.recordedAt) }
            }
        }
    }

    /// Judges a record of which `route` said `routed`.
    public func judge(_ record: FuzzRecord, routed: Result<RoutingDecision, Rejection>) -> Verdict {
        let decoded = reader.decode(value: record.value, headers: record.headers)
        let faults = reader.validate(value: record.value, headers: record.headers)
        let document = record.document
        var verdict = Verdict()
        switch (routed, decoded) {
        case (.success(let decision), .success(let event)):
            if !faults.isEmpty { verdict.complaints.append("taken, with faults: \(faults)") }
            judge(decision, event, of: record, &verdict)
        case (.failure(let rejection), .failure(let other)):
            verdict.code = rejection.code
            if rejection != other { verdict.complaints.append("refused in two ways: \(rejection) | \(other)") }
            judge(rejection, faults, in: document, &verdict)
        default:
            verdict.complaints.append("the readings disagree: \(routed) | \(decoded)")
        }
        if let document { judgeOtherMode(of: record, document, faults, &verdict) }
        return verdict
    }

    /// Judges a record.
    public func judge(_ record: FuzzRecord) -> Verdict { judge(record, routed: route(record)) }
}

extension [UInt8]? {
    /// Runs `body` on a view of the bytes, if there are any.
    fileprivate func withView<Result>(_ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        guard let bytes = self else { return body(nil) }
        return bytes.withUnsafeBytes { body($0) }
    }
}

extension FuzzJudge {
    /// All that is wrong with a record.
    public func faults(of record: FuzzRecord) -> [Fault] {
        reader.validate(value: record.value, headers: record.headers)
    }
}
