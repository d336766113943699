/// Reads records of the notices topic back. It reuses its memory, so one owner uses it at a time.
public final class NoticeReader {
    private let events: EventReader

    /// A reader within limits, which apply to the event within the notice.
    public init(limits: EventLimits = EventLimits()) {
        events = EventReader(limits: limits)
    }

    /// Reads a notice, or says what is wrong with it: a fault's pointer is `key`, `header:NAME`, or a JSON Pointer into
    /// the event. `offset` and `appendedAt` are the record's own.
    public func read(
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeaderView], offset: Int64,
        appendedAt: Instant
    ) -> Result<Notice, Rejection> {
        let parts = NoticeParts(key: key, headers: headers)
        guard parts.faults.isEmpty else { return .failure(Rejection(faults: parts.faults)) }
        return events.decode(value: value, headers: headers).map { event in
            Notice(
                offset: offset, appendedAt: appendedAt, audience: parts.audience, event: event, origin: parts.origin,
                rules: parts.rules, routesVersion: parts.version, unknown: parts.unknown, isUrgent: parts.isUrgent,
                recordHash: ContentHash.ofRecord(
                    key: key, value: value, headers: headers, offset: offset, appendedAt: appendedAt))
        }
    }

    /// The same for bytes and headers that are at hand as values.
    public func read(
        key: [UInt8]?, value: [UInt8]?, headers: [RecordHeader], offset: Int64, appendedAt: Instant
    ) -> Result<Notice, Rejection> {
        headers.withViews { headers in
            key.withViews { key in
                value.withViews { value in
                    read(key: key, value: value, headers: headers, offset: offset, appendedAt: appendedAt)
                }
            }
        }
    }
}

extension [UInt8]? {
    /// Runs `body` on a view of the bytes, if there are any.
    func withViews<Result>(_ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        guard let bytes = self else { return body(nil) }
        return bytes.withUnsafeBytes { body($0) }
    }
}
