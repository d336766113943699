/// Reads records of the event topics: CloudEvents 1.0 as JSON, in structured or binary mode, judged by the contract of
/// `docs/events.md`.
///
/// Three readings of the same judgement: `read` gives views for routing, without allocating; `decode` gives the whole
/// event; `validate` gives everything that is wrong. One reader is used by one owner at a time (it reuses its memory),
/// and so it is not `Sendable`.
public final class EventReader {
    /// How much it is willing to take.
    public let limits: EventLimits
    private let parser = JSONParser()
    private let names = ContractNames()
    private let log = FaultLog()
    private let desk: ReadingDesk

    /// A reader within limits.
    public init(limits: EventLimits = EventLimits()) {
        self.limits = limits
        desk = ReadingDesk(parser.nothing)
    }

    /// Reads what routing asks of a record, and hands it to `body`: a view into the record, which cannot outlive it.
    ///
    /// `value` is the record's value (nil for a tombstone) and needs no padding; `headers` are its headers. Everything
    /// the contract says is checked, as in `decode`.
    public func read<Result, Failure: Error>(
        value: UnsafeRawBufferPointer?, headers: [RecordHeaderView],
        _ body: (borrowing RoutableEvent) throws(Failure) -> Result
    ) throws(Failure) -> Swift.Result<Result, Rejection> {
        if let rejection = check(value, headers) { return .failure(rejection) }
        desk.isInUse = true
        defer { desk.isInUse = false }
        guard let routable = RoutableEvent(desk) else { preconditionFailure("a checked event lacks its type") }
        return .success(try body(routable))
    }

    /// Reads a whole event.
    public func decode(
        value: UnsafeRawBufferPointer?, headers: [RecordHeaderView]
    ) -> Result<CooperationEvent, Rejection> {
        if let rejection = check(value, headers) { return .failure(rejection) }
        guard let event = CooperationEvent(desk.event) else { preconditionFailure("a checked event lacks a part") }
        return .success(event)
    }

    /// Reads a whole event from bytes and headers that are at hand as values.
    public func decode(value: [UInt8]?, headers: [RecordHeader] = []) -> Result<CooperationEvent, Rejection> {
        headers.withViews { headers in
            guard let value else { return decode(value: nil, headers: headers) }
            return value.withUnsafeBytes { decode(value: $0, headers: headers) }
        }
    }

    /// Reads a whole event from one line of a JSON Lines file: structured mode, without headers.
    public func decode(line: [UInt8]) -> Result<CooperationEvent, Rejection> {
        decode(value: line)
    }

    /// Everything that is wrong with a record, the gravest first (at most 1,000 faults); empty where nothing is.
    public func validate(value: UnsafeRawBufferPointer?, headers: [RecordHeaderView]) -> [Fault] {
        switch open(value, headers) {
        case .success(let opened): explain(opened, headers, atMost: FaultLog.maxFaults)
        case .failure(let rejection): rejection.faults
        }
    }

    /// The same for bytes and headers that are at hand as values.
    public func validate(value: [UInt8]?, headers: [RecordHeader] = []) -> [Fault] {
        headers.withViews { headers in
            guard let value else { return validate(value: nil, headers: headers) }
            return value.withUnsafeBytes { validate(value: $0, headers: headers) }
        }
    }
}

extension EventReader {
    /// Opens and judges a record; asks for an explanation only when it is refused. The event lies on the desk.
    private func check(_ value: UnsafeRawBufferPointer?, _ headers: [RecordHeaderView]) -> Rejection? {
        switch open(value, headers) {
        case .failure(let rejection):
            return rejection
        case .success(let opened):
            judge(opened, headers, explaining: 0)
            guard log.code != nil else { return nil }
            let faults = explain(opened, headers, atMost: Rejection.maxFaults)
            return Rejection(faults: faults, of: log.count)
        }
    }

    private func explain(_ opened: Opened, _ headers: [RecordHeaderView], atMost most: Int) -> [Fault] {
        judge(opened, headers, explaining: most)
        return log.faults(in: opened.root)
    }

    private func judge(_ opened: Opened, _ headers: [RecordHeaderView], explaining: Int) {
        log.reset(explaining: explaining)
        desk.lay(opened.root, isBinary: opened.mode == .binary)
        desk.check(by: ContractCheck(names: names, root: opened.root, headers: headers, log: log))
    }

    /// A record whose mode is known and whose value is JSON.
    private struct Opened {
        let mode: RecordMode
        let root: JSONNode
    }

    private func open(
        _ value: UnsafeRawBufferPointer?, _ headers: [RecordHeaderView]
    ) -> Result<Opened, Rejection> {
        precondition(!desk.isInUse, "a reader was asked for another record before it was done with one")
        guard let value else {
            return .failure(Rejection(.tombstone, "the record has no value, expected an event"))
        }
        guard value.count <= limits.maxBytes else {
            return .failure(
                Rejection(.tooLarge, "found \(value.count) bytes, expected at most \(limits.maxBytes)"))
        }
        guard !value.isEmpty else {
            return .failure(Rejection(.empty, "the value has no bytes, expected an event"))
        }
        return RecordMode.of(headers).flatMap { mode in
            parse(value).flatMap { root in
                guard mode == .binary || root.isObject else {
                    let found =
                        "found \(Found.described(root)), expected an object: a CloudEvent in structured mode"
                        + Found.jsonWithin(root) + RecordMode.misspeltAttribute(headers)
                    return .failure(Rejection(.notACloudEvent, found))
                }
                return .success(Opened(mode: mode, root: root))
            }
        }
    }

    private func parse(_ value: UnsafeRawBufferPointer) -> Result<JSONNode, Rejection> {
        let framing = SchemaFraming.length(of: value)
        let json = value.part(framing, value.count)
        return parser.parse(json, maxDepth: limits.maxDepth).mapError { fault in
            Rejection(fault, in: json, framing: framing, maxDepth: limits.maxDepth)
        }
    }
}
