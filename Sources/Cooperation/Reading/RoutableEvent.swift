/// What routing asks of an event, as views into the record: nothing is copied, and nothing can outlive the record (a
/// value of this type cannot be copied out of the closure that `EventReader.read` hands it to).
public struct RoutableEvent: ~Copyable {
    private let desk: ReadingDesk
    /// The kind, from the type.
    public let kind: Kind
    /// The step of the life cycle, from the type.
    public let action: Action

    /// Views into a record that was checked; nil where its type is not known.
    init?(_ desk: ReadingDesk) {
        guard let kind = desk.event.kind, let action = desk.event.action else { return nil }
        self.desk = desk
        self.kind = kind
        self.action = action
    }

    /// CloudEvents `id`, in UTF-8.
    public var id: UnsafeRawBufferPointer { desk.event.envelope[.id].bytes }
    /// CloudEvents `source`, in UTF-8.
    public var source: UnsafeRawBufferPointer { desk.event.envelope[.source].bytes }
    /// CloudEvents `subject`, in UTF-8.
    public var subject: UnsafeRawBufferPointer { desk.event.envelope[.subject].bytes }
    /// When the occurrence happened at the sender, where given.
    public var time: Instant? { desk.event.time }
    /// Which way it goes.
    public var direction: Direction { desk.event.direction }
    /// Its weight.
    public var priority: Priority { desk.event.priority }
    /// When it starts, where known.
    public var starts: Moment? { desk.event.starts }
    /// When it ends, where known.
    public var ends: Moment? { desk.event.ends }
    /// Until when an answer is awaited, where one is.
    public var respondBy: Moment? { desk.event.respondBy }

    /// Bit `n` for the axis at position `n` of `Axis.allCases`.
    var axes: UInt8 { desk.event.axes }
    var domains: JSONNode? { desk.event.member(.domains) }
    var themes: JSONNode? { desk.event.member(.themes) }
    var partners: JSONNode? { desk.event.member(.partners) }

    /// The IANA time zone of the place, where given.
    var timeZone: String? {
        desk.event.member(.place)?.children.first { $0.key.matches("timeZone") }?.string
    }
}
