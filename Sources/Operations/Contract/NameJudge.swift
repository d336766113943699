import Cooperation
public import Worker

/// Finds names in events that a configuration does not know. They are no fault: such an event is valid and goes to
/// triage. But a slip of the pen is cheaper to find before it is published.
///
/// Used by one owner at a time, as a reader reuses its memory.
public struct NameJudge {
    private let reader: EventReader
    private let router: Router

    /// A judge by the names of a configuration.
    public init(configuration: WorkerConfiguration) {
        reader = EventReader(limits: configuration.settings.route.eventLimits)
        router = Router(table: configuration.routing)
    }

    /// A remark on each name that is unknown, with the nearest known one where it looks misspelt; none for a document
    /// that is no event.
    public func remarks(on document: [UInt8]) -> [DocumentJudge.Fault] {
        guard case .success(let event) = reader.decode(line: document) else { return [] }
        let decision = router.decide(event, recordedAt: event.time ?? Instant(milliseconds: 0))
        return decision.unknown.map { unknown in
            let (list, names) = Self.list(of: unknown.field, in: event)
            let position = names.firstIndex(of: unknown.name).map { "/\($0)" } ?? ""
            let nearest = unknown.nearest.map { "; did you mean `\($0)`?" } ?? ""
            return DocumentJudge.Fault(
                path: "/data/\(list)\(position)",
                message: "the \(unknown.field.rawValue) `\(unknown.name)` is not configured, so that it goes to triage"
                    + nearest)
        }
    }

    private static func list(of field: UnknownName.Field, in event: CooperationEvent) -> (String, [String]) {
        switch field {
        case .domain: ("domains", event.domains)
        case .theme: ("themes", event.themes)
        case .partner: ("partners", event.partners)
        }
    }
}
