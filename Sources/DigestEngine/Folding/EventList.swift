/// The events behind a line, as many as a line names: the first and the last of them, by offset. The rest is counted.
struct EventList: Sendable {
    /// How many are named at either end.
    static let endCount = 16

    /// The events named, in log order.
    private(set) var events: [LineEvent] = []
    /// All events.
    private(set) var count = 0

    /// How many are not named.
    var unnamed: Int { count - events.count }

    mutating func add(_ event: LineEvent) {
        count += 1
        insert(event)
    }

    mutating func merge(_ other: EventList) {
        count += other.count
        for event in other.events { insert(event) }
    }

    private mutating func insert(_ event: LineEvent) {
        let place = events.lastIndex { $0.offset < event.offset }.map { $0 + 1 } ?? 0
        events.insert(event, at: place)
        if events.count > 2 * Self.endCount { events.remove(at: Self.endCount) }
    }
}
