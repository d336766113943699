/// What routing asks of an event, whether it is a view into a record or decoded in full.
protocol RoutingSubject: ~Copyable {
    var kind: Kind { get }
    var action: Action { get }
    var direction: Direction { get }
    var priority: Priority { get }
    /// Bit `n` for the axis at position `n` of `Axis.allCases`.
    var axes: UInt8 { get }
    var time: Instant? { get }
    var starts: Moment? { get }
    var ends: Moment? { get }
    var respondBy: Moment? { get }
    /// The IANA time zone of the place, where given.
    var timeZone: String? { get }
    /// The names in one of the lists, in order.
    func forEachName(in field: UnknownName.Field, _ body: (UnsafeRawBufferPointer) -> Void)
}

extension RoutableEvent: RoutingSubject {
    func forEachName(in field: UnknownName.Field, _ body: (UnsafeRawBufferPointer) -> Void) {
        let list: JSONNode? =
            switch field {
            case .domain: domains
            case .theme: themes
            case .partner: partners
            }
        guard let list else { return }
        for name in list.children { body(name.bytes) }
    }
}

/// A decoded event, as routing sees it.
struct DecodedSubject: RoutingSubject {
    let event: CooperationEvent

    var kind: Kind { event.kind }
    var action: Action { event.action }
    var direction: Direction { event.direction }
    var priority: Priority { event.priority }
    var time: Instant? { event.time }
    var starts: Moment? { event.starts }
    var ends: Moment? { event.ends }
    var respondBy: Moment? { event.respondBy }
    var timeZone: String? { event.place?.timeZone }

    var axes: UInt8 {
        event.axes.reduce(0) { bits, axis in bits | 1 << UInt8(axis.number) }
    }

    func forEachName(in field: UnknownName.Field, _ body: (UnsafeRawBufferPointer) -> Void) {
        let names =
            switch field {
            case .domain: event.domains
            case .theme: event.themes
            case .partner: event.partners
            }
        for name in names { name.withRawUTF8(body) }
    }
}
