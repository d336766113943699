/// What routing asks of an event, as views into the record: nothing is copied, and nothing can outlive the record (a
/// value of this type cannot be copied out of the closure that `EventReader.read` hands it to).
public struct RoutableEvent: ~Copyable {
    private let event: CheckedEvent
    /// The kind, from the type.
    public let kind: Kind
    /// The step of the life cycle, from the type.
    public let action: Action

    /// Views into a record that was checked; nil where its type is not known.
    init?(_ event: CheckedEvent) {
        guard let kind = event.kind, let action = event.action else { return nil }
        self.event = event
        self.kind = kind
        self.action = action
    }

    /// CloudEvents `id`, in UTF-8.
    public var id: UnsafeRawBufferPointer { event.envelope[.id].bytes }
    /// CloudEvents `source`, in UTF-8.
    public var source: UnsafeRawBufferPointer { event.envelope[.source].bytes }
    /// CloudEvents `subject`, in UTF-8.
    public var subject: UnsafeRawBufferPointer { event.envelope[.subject].bytes }
    /// When the occurrence happened at the sender, where given.
    public var time: Instant? { event.time }
    /// Which way it goes.
    public var direction: Direction { event.direction }
    /// Its weight.
    public var priority: Priority { event.priority }
    /// When it starts, where known.
    public var starts: Moment? { event.starts }

    /// Bit `n` for the axis at position `n` of `Axis.allCases`.
    var axes: UInt8 { event.axes }
    var domains: JSONNode? { event.member(.domains) }
    var themes: JSONNode? { event.member(.themes) }
    var partners: JSONNode? { event.member(.partners) }

    /// The IANA time zone of the place, where given.
    var timeZone: String? {
        event.member(.place)?.children.first { $0.key.matches("timeZone") }?.string
    }
}
